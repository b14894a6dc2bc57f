"""Series, facilitators, what a course leads on to, and what a provider says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.cpd.errors import PhotoNeedsWords
from teachpb.cpd.models import Course, CourseStatus, FacilitatorProfile, Series, SeriesModule
from teachpb.cpd.slugs import free_slug
from teachpb.db import db
from teachpb.files import operations as files
from teachpb.files.models import FileKind
from teachpb.files.operations import Upload
from teachpb.schools.models import Provider

PURPOSE = "cpd.facilitator"


@dataclass(frozen=True, kw_only=True)
class SeriesDetails:
    """What a provider says about a series; ``modules`` in their order."""

    title: str
    summary: str
    description: str
    is_mixable: bool
    is_shown: bool
    modules: Sequence[Course]


def set_around(
    *,
    actor: User,
    course: Course,
    leads_to: Sequence[Course],
    career_steps: Sequence[str],
    taught_by: Sequence[FacilitatorProfile],
) -> None:
    """Say what the course leads on to, which steps of a career it belongs to, and who teaches it."""
    course.leads_to = [other for other in leads_to if other.id != course.id]
    course.career_steps = list(career_steps)
    course.taught_by = [profile for profile in taught_by if profile.provider_id == course.provider_id]
    record(actor=actor, verb="course_links_edited", subject=course, organisation_id=course.provider_id)


def save_series(*, actor: User, provider: Provider, details: SeriesDetails, series: Series | None = None) -> Series:
    """Make a series, or change one. Its address is made from the first title and stays."""
    verb = "series_edited" if series else "series_created"
    if series is None:
        taken = set(db.session.scalars(select(Series.slug)))
        series = Series(provider=provider, slug=free_slug(details.title, taken, "series"))
        db.session.add(series)
    series.title, series.summary, series.description = details.title, details.summary, details.description
    series.is_mixable = details.is_mixable
    series.status = CourseStatus.published if details.is_shown else CourseStatus.draft
    known = {module.course_id: module for module in series.modules}
    series.modules = [
        known.get(course.id) or SeriesModule(course=course, position=0)
        for course in details.modules
        if course.provider_id == provider.id
    ]
    for position, module in enumerate(series.modules):
        module.position = position
    record(actor=actor, verb=verb, subject=series, organisation_id=provider.id, changes=changes_of(series))
    db.session.flush()
    return series


def save_facilitator(
    *,
    actor: User,
    provider: Provider,
    values: Mapping[str, Any],
    upload: Upload | None = None,
    remove_photo: bool = False,
    profile: FacilitatorProfile | None = None,
) -> FacilitatorProfile:
    """Show somebody who teaches, or change what is shown. ``values`` are columns of FacilitatorProfile. Raises
    UploadRefused, PhotoNeedsWords."""
    verb = "facilitator_edited" if profile else "facilitator_shown"
    profile = profile or FacilitatorProfile(provider=provider)
    for name, value in values.items():
        setattr(profile, name, value)
    _set_photo(actor, provider, profile, upload, remove_photo)
    db.session.add(profile)
    db.session.flush()
    record(actor=actor, verb=verb, subject=profile, organisation_id=provider.id)
    return profile


def _set_photo(
    actor: User, provider: Provider, profile: FacilitatorProfile, upload: Upload | None, remove: bool
) -> None:
    has_photo = upload is not None or (profile.photo_id is not None and not remove)
    if has_photo and not profile.photo_alt:
        raise PhotoNeedsWords
    if profile.photo is not None and (upload is not None or remove):
        files.remove(profile.photo)
        profile.photo = None
    if upload is not None:
        profile.photo = files.store_upload(
            actor=actor,
            upload=upload,
            purpose=PURPOSE,
            kinds=[FileKind.image],
            public=True,
            organisation_id=provider.id,
        )
    if not has_photo:
        profile.photo_alt = ""


def remove_facilitator(*, actor: User | None, profile: FacilitatorProfile) -> None:
    """Show somebody no more; their photograph is deleted."""
    record(actor=actor, verb="facilitator_hidden", subject=profile, organisation_id=profile.provider_id)
    if profile.photo is not None:
        files.remove(profile.photo)
    db.session.delete(profile)


def edit_provider(*, actor: User, provider: Provider, values: Mapping[str, Any]) -> None:
    """What a provider says of itself, and how it is reached: ``description``, ``website``, ``email``."""
    for name in ("description", "website", "email"):
        setattr(provider, name, values[name] or "")
    record(
        actor=actor,
        verb="provider_edited",
        subject=provider,
        organisation_id=provider.id,
        changes=changes_of(provider),
    )
