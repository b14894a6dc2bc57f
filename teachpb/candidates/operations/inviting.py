"""Schools keep searches and invite people; who is invited can shut a school out."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.candidates import emails
from teachpb.candidates.errors import CannotInvite
from teachpb.candidates.models import CandidateProfile, CandidateSearch, JobInvitation
from teachpb.candidates.operations.keeping import hide_from
from teachpb.candidates.queries import get_seen, invitable, invited_to, searches_of, sent_since
from teachpb.db import DomainError, db
from teachpb.notifications.operations import queue_mail
from teachpb.schools.models import Organisation

#: What one organisation may send in a day, and one candidate get in a week.
MOST_A_DAY = 30
MOST_A_WEEK = 5
MOST_SEARCHES = 20


def invite(*, actor: User, profile: CandidateProfile, vacancy_id: int) -> JobInvitation | None:
    """Ask a candidate to apply for a live job of one's own; once for each job and person. Raises CannotInvite.

    It says nothing about whether they have applied: a school that reads without names must not learn it here. Returns
    None when it had gone out before.
    """
    db.session.execute(select(User.id).where(User.id == profile.user_id).with_for_update())
    if get_seen(actor, profile.id) is None:
        raise CannotInvite("This candidate is not looking any more", "vacancy_id")
    vacancy = next((each for each in invitable(actor) if each.id == vacancy_id), None)
    if vacancy is None:
        raise CannotInvite("Select a job of yours that is open", "vacancy_id")
    if invited_to(profile.user_id, [vacancy]):
        return None
    day, week = clock.now() - timedelta(days=1), clock.now() - timedelta(days=7)
    if sent_since(day, organisation_id=vacancy.organisation_id) >= MOST_A_DAY:
        raise CannotInvite(f"You can invite {MOST_A_DAY} people a day. Go on tomorrow", "vacancy_id")
    if sent_since(week, candidate_id=profile.user_id) >= MOST_A_WEEK:
        raise CannotInvite("This candidate has had many invitations this week. Try again next week", "vacancy_id")
    invitation = JobInvitation(
        vacancy=vacancy,
        candidate_id=profile.user_id,
        organisation_id=vacancy.organisation_id,
        invited_by_id=actor.id,
        sent_at=clock.now(),
    )
    db.session.add(invitation)
    db.session.flush()
    record(actor=actor, verb="candidate_invited", subject=invitation, organisation_id=vacancy.organisation_id)
    queue_mail(emails.invitation(invitation, profile))
    return invitation


def block(*, actor: User, invitation: JobInvitation) -> Organisation:
    """Who was invited wants nothing more from this school or trust. Returns which."""
    hide_from(actor=actor, organisation=invitation.organisation)
    return invitation.organisation


def save_search(*, actor: User, name: str, query: str) -> CandidateSearch:
    """Keep a search; the same one again gets the newer name. Raises DomainError when there are too many."""
    known = searches_of(actor)
    search = next((each for each in known if each.query == query), None)
    if search is None:
        if len(known) >= MOST_SEARCHES:
            raise DomainError(f"You can keep {MOST_SEARCHES} searches. Delete one first", "name")
        search = CandidateSearch(user_id=actor.id, query=query)
        db.session.add(search)
    search.name = name
    db.session.flush()
    return search


def delete_search(*, actor: User, search: CandidateSearch) -> None:
    db.session.delete(search)
    db.session.flush()
