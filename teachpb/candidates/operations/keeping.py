"""A candidate keeps their profile: its sections, whether it is shown and to whom; and it goes to sleep with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.candidates import emails
from teachpb.candidates.errors import NotReady
from teachpb.candidates.models import CandidateProfile, CandidateSearch, JobInvitation, ProfileHiding, ProfilePlace
from teachpb.candidates.queries import get_own
from teachpb.candidates.rules import MOST_PLACES, is_asleep, missing, warnings_due
from teachpb.db import DomainError, db
from teachpb.notifications.operations import queue_mail
from teachpb.places.queries import locate
from teachpb.schools.models import Organisation, OrganisationKind

#: What a page of the profile may change.
COLUMNS = frozenset(
    {"first_name", "last_name", "phone", "has_right_to_work", "job_roles", "phases", "key_stages", "subjects"}
    | {"working_patterns", "patterns_details", "qts_status", "qts_year", "trn", "qualifications", "statement"}
)


def save_section(*, actor: User, values: Mapping[str, Any]) -> CandidateProfile:
    """Keep the answers of one page, and ``places`` as (words, miles). A shown profile that lacks something afterwards
    is shown no longer. Raises DomainError for a place nobody knows."""
    profile = _stored(actor)
    for name, value in values.items():
        if name in COLUMNS:
            setattr(profile, name, value)
    if "places" in values:
        _place(profile, values["places"])
    if profile.is_visible and missing(profile):
        _set_visible(actor, profile, False)
    db.session.flush()
    return profile


def _place(profile: CandidateProfile, given: Sequence[tuple[str, int]]) -> None:
    found = []
    for number, (words, miles) in enumerate(given[:MOST_PLACES], 1):
        place = locate(words)
        if place is None:
            raise DomainError(
                f"We do not know where “{words}” is. Enter a postcode, a town or a village", f"place_{number}"
            )
        found.append(
            ProfilePlace(name=words[:100], latitude=place.latitude, longitude=place.longitude, radius_miles=miles)
        )
    profile.places = found


def switch(*, actor: User, visible: bool) -> None:
    """Show the profile to schools, or to none. Raises NotReady when it lacks what they look for."""
    profile = _stored(actor)
    lacking = missing(profile)
    if visible and lacking:
        raise NotReady(f"{lacking[0].sentence}, then you can show your profile to schools")
    if profile.is_visible is not visible:
        _set_visible(actor, profile, visible)


def _set_visible(actor: User | None, profile: CandidateProfile, visible: bool) -> None:
    profile.is_visible = visible
    profile.visible_at = clock.now() if visible else None
    profile.warnings, profile.warned_at = 0, None
    db.session.flush()
    record(actor=actor, verb="profile_shown" if visible else "profile_hidden", subject=profile)


def hide_from(*, actor: User, organisation: Organisation, is_employer: bool = False) -> None:
    """Never show the profile to this school or trust. Doing it twice is doing it once."""
    if organisation.kind not in (OrganisationKind.school, OrganisationKind.trust):
        raise DomainError("Select a school or a trust", "organisation")
    profile = _stored(actor)
    known = next((each for each in profile.hidings if each.organisation_id == organisation.id), None)
    if known is None:
        profile.hidings.append(ProfileHiding(organisation=organisation, is_employer=is_employer))
    elif is_employer:
        known.is_employer = True
    db.session.flush()


def show_again_to(*, actor: User, organisation_id: int) -> None:
    profile = _stored(actor)
    profile.hidings = [each for each in profile.hidings if each.organisation_id != organisation_id]
    db.session.flush()


def look_after(*, profile_id: int) -> str:
    """Warn the owner of a shown profile that they have not been here for long, or switch it off. Returns what was
    done: “warned”, “off”, or nothing. Safe to ask at any time, twice."""
    question = select(CandidateProfile).where(CandidateProfile.id == profile_id).with_for_update(of=CandidateProfile)
    profile = db.session.scalar(question.execution_options(populate_existing=True))
    if profile is None or not profile.is_visible:
        return ""
    seen = max(filter(None, (profile.user.last_signed_in_at, profile.visible_at)), default=profile.created_at)
    if profile.warned_at is not None and seen >= profile.warned_at:
        profile.warnings, profile.warned_at = 0, None  # they have been here since
    if is_asleep(seen, clock.now()):
        _set_visible(None, profile, False)
        queue_mail(emails.switched_off(profile))
        return "off"
    due = warnings_due(seen, clock.now())
    if due <= profile.warnings:
        return ""
    profile.warnings, profile.warned_at = due, clock.now()
    db.session.flush()
    queue_mail(emails.warning(profile))
    return "warned"


def forget_person(*, user: User) -> None:
    """Somebody closes their account."""
    profile = get_own(user)
    if profile is not None:
        db.session.delete(profile)
    db.session.execute(delete(JobInvitation).where(JobInvitation.candidate_id == user.id))
    db.session.execute(delete(CandidateSearch).where(CandidateSearch.user_id == user.id))
    db.session.flush()


def _stored(actor: User) -> CandidateProfile:
    """The person's profile, made now if there is none; one at a time."""
    db.session.execute(select(User.id).where(User.id == actor.id).with_for_update())
    profile = get_own(actor)
    if profile is None:
        profile = CandidateProfile(user_id=actor.id)
        db.session.add(profile)
        db.session.flush()
    return profile
