"""Making and publishing courses."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.cpd.charges import Tier
from teachpb.cpd.errors import NotReady
from teachpb.cpd.models import Audience, Course, CourseStatus, Level, Mode, Subject, Theme, Venue
from teachpb.cpd.slugs import free_slug, slug_base
from teachpb.db import InvalidTransition, db
from teachpb.schools.models import Phase, Provider


@dataclass(frozen=True, kw_only=True)
class CourseDetails:
    """What a provider says about a course."""

    title: str
    summary: str
    description: str
    outcomes: list[str]
    audiences: list[Audience]
    level: Level
    mode: Mode
    hours: float
    code: str | None = None
    content_outline: list[str] = field(default_factory=list)
    prerequisites: str = ""
    accreditation: str = ""
    funding_note: str = ""
    phases: list[Phase] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    external_url: str = ""
    external_note: str = ""
    external_note_owner: str = ""
    external_review_on: date | None = None
    tiers: list[Tier] = field(default_factory=list)


#: Pages of the catalogue stand at these addresses.
RESERVED = frozenset({"calendar", "series"})
#: What is written as it is given; the terms of cancelling are stored in a form of their own.
_WRITTEN = tuple(item.name for item in fields(CourseDetails) if item.name != "tiers")


def create_course(*, actor: User, provider: Provider, details: CourseDetails) -> Course:
    """A draft of this provider's. Its address is made from the title and stays when that changes."""
    course = Course(provider=provider, slug=course_slug(details.title), status=CourseStatus.draft)
    _write(course, details)
    db.session.add(course)
    record(actor=actor, verb="course_created", subject=course, organisation_id=provider.id)
    db.session.flush()
    return course


def edit_course(*, actor: User, course: Course, details: CourseDetails) -> None:
    """Change what is said. The terms of places already booked stay as they were. A published course stays complete:
    raises NotReady."""
    _write(course, details)
    if course.status is CourseStatus.published:
        require_complete(course)
    record(
        actor=actor,
        verb="course_edited",
        subject=course,
        organisation_id=course.provider_id,
        changes=changes_of(course),
    )


def publish_course(*, actor: User, course: Course) -> None:
    """Put it into the catalogue. Raises NotReady with what is missing."""
    if course.status is CourseStatus.published:
        raise InvalidTransition("This course is in the catalogue already")
    require_complete(course)
    _set_status(course, CourseStatus.published, actor)
    course.published_at = course.published_at or clock.now()


def withdraw_course(*, actor: User, course: Course) -> None:
    """Take it out of the catalogue. Places already booked stand."""
    if course.status is not CourseStatus.published:
        raise InvalidTransition("This course is not in the catalogue")
    _set_status(course, CourseStatus.withdrawn, actor)


def require_complete(course: Course) -> None:
    """Raises NotReady, with a sentence for the first thing that is missing."""
    missing = (
        (course.outcomes, "outcomes", "Enter at least one thing people will be able to do afterwards"),
        (course.audiences, "audiences", "Select who the course is for"),
        (not course.is_external or course.external_url, "external_url", "Enter the web address where people apply"),
        (course.is_external or course.policy_tiers, "policy", "Choose what cancelling costs"),
    )
    for given, name, sentence in missing:
        if not given:
            raise NotReady(sentence, name)


def create_venue(*, actor: User, provider: Provider, values: dict[str, Any]) -> Venue:
    """A venue of this provider's: ``values`` are the columns of Venue."""
    venue = Venue(provider=provider, **values)
    db.session.add(venue)
    record(actor=actor, verb="venue_created", subject=venue, organisation_id=provider.id)
    db.session.flush()
    return venue


def _write(course: Course, details: CourseDetails) -> None:
    for name in _WRITTEN:
        setattr(course, name, getattr(details, name))
    course.policy_tiers = [tier.store() for tier in details.tiers]


def _set_status(course: Course, status: CourseStatus, actor: User) -> None:
    before, course.status = course.status, status
    record(
        actor=actor,
        verb=f"course_{status.value}",
        subject=course,
        organisation_id=course.provider_id,
        changes={"status": (before.value, status.value)},
    )


def course_slug(title: str) -> str:
    """A public address made from the title that no other course has."""
    base = slug_base(title, "course")
    taken = RESERVED | set(db.session.scalars(select(Course.slug).where(Course.slug.like(f"{base}%"))))
    return free_slug(title, taken, "course")
