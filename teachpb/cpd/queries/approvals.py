"""Who approves what, and what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, CourseDate, Place, PlaceState
from teachpb.cpd.policies import BOOKS_FOR_OTHERS
from teachpb.cpd.queries.bookings import whole_place
from teachpb.db import db
from teachpb.schools.models import Membership, Organisation, Role
from teachpb.schools.queries import organisation_ids_for

#: A request that ran out can still be approved this long, where there are places.
LATE_APPROVALS = timedelta(days=14)


def approvers_of(payer: Organisation) -> list[User]:
    """The CPD leads and owners of an organisation and of the trust above it, by name."""
    reach = {payer.id, payer.trust_id_or_none} - {None}
    return list(
        db.session.scalars(
            select(User)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id.in_(reach),
                Membership.role.in_(BOOKS_FOR_OTHERS),
                Membership.ended_at.is_(None),
                Membership.approved_at.is_not(None),
                User.closed_at.is_(None),
            )
            .distinct()
            .order_by(User.full_name, User.id)
        )
    )


def approvers_for(payer: Organisation, delegate_email: str | None) -> list[User]:
    """Those of ``approvers_of`` who may decide on a place for this person: nobody for themselves, but an owner."""
    owners = set(
        db.session.scalars(
            select(Membership.user_id).where(
                Membership.organisation_id.in_({payer.id, payer.trust_id_or_none} - {None}),
                Membership.role == Role.owner,
                Membership.ended_at.is_(None),
                Membership.approved_at.is_not(None),
            )
        )
    )
    return [user for user in approvers_of(payer) if user.email != delegate_email or user.id in owners]


def requests_to(user: User) -> Select[Place]:
    """The places ``user``'s schools are asked to approve, those that run out first at the top; then those that ran out
    in the last 14 days and could still be approved."""
    return (
        whole_place()
        .where(_theirs(user), or_(Place.state == PlaceState.awaiting_approval, _ran_out(clock.now())))
        .order_by(Place.state != PlaceState.awaiting_approval, Place.approval_due_at, Place.id)
        .options(contains_eager(Place.booking).joinedload(Booking.booker))
    )


def requests_among(user: User, place_ids: list[int]) -> list[Place]:
    """Those of ``requests_to`` with these ids, in the order they were asked for."""
    found = db.session.scalars(requests_to(user).where(Place.id.in_(place_ids))).unique()
    return sorted(found, key=lambda place: (place.booking.submitted_at or place.created_at, place.id))


def request_to(user: User, place_id: int) -> Place | None:
    """A place that was, or still is, to be approved by one of ``user``'s schools."""
    return db.session.scalar(whole_place().where(_theirs(user), Place.id == place_id))


@dataclass(frozen=True)
class WaitingRequests:
    """How many places wait for a decision, and what they would cost together, in pence."""

    count: int
    price_pence: int


def requests_in_figures(user: User) -> WaitingRequests:
    """What waits for a decision at ``user``'s schools."""
    schools = organisation_ids_for(user, *BOOKS_FOR_OTHERS)
    if not schools:
        return WaitingRequests(0, 0)
    count, pence = db.session.execute(
        select(func.count(Place.id), func.coalesce(func.sum(Place.price_pence), 0))
        .join(Place.booking)
        .where(Booking.payer_id.in_(sorted(schools)), Place.state == PlaceState.awaiting_approval)
    ).one()
    return WaitingRequests(int(count), int(pence))


def open_requests(user: User) -> int:
    """How many places wait for a decision, for the number beside the link."""
    return requests_in_figures(user).count


def undecided() -> list[Place]:
    """Every place that waits for a decision and whose approvers have not been reminded."""
    return list(
        db.session.scalars(
            whole_place()
            .where(Place.state == PlaceState.awaiting_approval, Place.approval_chased_at.is_(None))
            .order_by(Place.id)
        ).unique()
    )


def _theirs(user: User) -> ColumnElement[bool]:
    schools = organisation_ids_for(user, *BOOKS_FOR_OTHERS)
    return and_(Booking.payer_id.in_(sorted(schools)), Place.approval_due_at.is_not(None))


def _ran_out(now: datetime) -> ColumnElement[bool]:
    return and_(
        Place.state == PlaceState.expired,
        Place.approval_due_at > now - LATE_APPROVALS,
        CourseDate.starts_at > now,
    )
