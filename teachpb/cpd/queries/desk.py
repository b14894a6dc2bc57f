"""What a provider sees of its bookings: everybody on every date, to be searched and narrowed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, Course, CourseDate, Place, PlaceState
from teachpb.cpd.models.transitions import AFTER_REGISTER, RESTORABLE
from teachpb.db import db
from teachpb.schools.models import Organisation, Role
from teachpb.schools.queries import organisation_ids_for


class Group(StrEnum):
    """States as a provider thinks of them."""

    coming = "coming"
    approval = "approval"
    waiting = "waiting"
    been = "been"
    gone = "gone"


GROUPS: dict[Group, frozenset[PlaceState]] = {
    Group.coming: frozenset({PlaceState.confirmed}),
    Group.approval: frozenset({PlaceState.awaiting_approval}),
    Group.waiting: frozenset({PlaceState.waiting, PlaceState.offered}),
    Group.been: AFTER_REGISTER,
    Group.gone: RESTORABLE | {PlaceState.substituted, PlaceState.transferred},
}


@dataclass(frozen=True)
class Wanted:
    """What to narrow the list by. ``text`` is looked for in names, addresses, references and schools."""

    text: str = ""
    course_id: int | None = None
    course_date_id: int | None = None
    group: Group | None = None
    past: bool | None = None


def bookings_run_by(user: User, wanted: Wanted) -> Select[Place]:
    """The places on the dates of the providers ``user`` administers, the next date first; holds are nobody's business.
    What people need on the day is not part of it."""
    providers = organisation_ids_for(user, Role.provider_admin)
    return (
        select(Place)
        .join(Place.booking)
        .join(Place.course_date)
        .join(CourseDate.course)
        .outerjoin(Organisation, Organisation.id == Booking.payer_id)
        .join(User, User.id == Booking.booker_id)
        .where(
            Course.provider_id.in_(sorted(providers)),
            Booking.submitted_at.is_not(None),
            Place.state != PlaceState.held,
            *_conditions(wanted),
        )
        .options(
            contains_eager(Place.booking).contains_eager(Booking.payer),
            contains_eager(Place.booking).contains_eager(Booking.booker),
            contains_eager(Place.course_date).contains_eager(CourseDate.course),
        )
        .order_by(CourseDate.starts_at.desc(), Place.waiting_number, Place.delegate_name, Place.id)
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.course_id is not None:
        found.append(CourseDate.course_id == wanted.course_id)
    if wanted.course_date_id is not None:
        found.append(CourseDate.id == wanted.course_date_id)
    if wanted.group is not None:
        found.append(Place.state.in_(sorted(GROUPS[wanted.group])))
    if wanted.past is not None:
        now = clock.now()
        found.append(CourseDate.ends_at <= now if wanted.past else CourseDate.ends_at > now)
    found.extend(_says(word) for word in wanted.text.split()[:6])
    return found


def _says(word: str) -> ColumnElement[bool]:
    plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{plain}%"
    columns = (Place.delegate_name, Place.delegate_email, Booking.reference, Organisation.name, User.full_name)
    return or_(*(column.ilike(pattern, escape="\\") for column in columns))


def courses_run_by(user: User) -> list[tuple[int, str]]:
    """(id, title) of the courses of the providers ``user`` administers, by title."""
    providers = organisation_ids_for(user, Role.provider_admin)
    rows = db.session.execute(
        select(Course.id, Course.title)
        .where(Course.provider_id.in_(sorted(providers)))
        .order_by(Course.title, Course.id)
    )
    return [(key, title) for key, title in rows]


def addressees(run: CourseDate, groups: frozenset[Group]) -> list[Place]:
    """Whom a message to these groups of people on a date would reach: one place for each address."""
    states = frozenset[PlaceState]().union(*(GROUPS[group] for group in groups))
    rows = db.session.scalars(
        select(Place)
        .join(Place.booking)
        .where(
            Place.course_date_id == run.id,
            Place.state.in_(sorted(states)),
            Place.delegate_email.is_not(None),
            Booking.submitted_at.is_not(None),
        )
        .options(contains_eager(Place.booking))
        .order_by(Place.delegate_name, Place.id)
    )
    return list({place.delegate_email: place for place in rows}.values())
