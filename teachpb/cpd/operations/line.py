"""The waiting list: joining it, and offering a freed place to whoever is first."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails, queries
from teachpb.cpd.errors import AlreadyPlaced, NotOpen, OfferEnded
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import Booking, CourseDate, DelegateNeeds, Place, PlaceState
from teachpb.cpd.models.transitions import ACTIVE
from teachpb.cpd.offers import offer_ends
from teachpb.cpd.operations.answers import Answers, Needs, delegate_of
from teachpb.cpd.operations.paying import write_payment
from teachpb.cpd.operations.settling import settle
from teachpb.cpd.operations.terms import line_for, require_open
from teachpb.cpd.places import course_date_id_of, fresh, move
from teachpb.db import db
from teachpb.notifications.operations import queue_mail


def join_line(*, actor: User, course_date_id: int, answers: Answers) -> Place:
    """Put the delegate at the end of the line. A place that is free meanwhile goes to the first in it at once.

    Raises NotOpen, NoPrice, AlreadyPlaced.
    """
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        require_open(run, lock.now)
        if not run.has_waiting_list:
            raise NotOpen
        if has_active_place(run, answers.delegate_email):
            raise AlreadyPlaced(answers.delegate_email)
        place = _stand_last(run, actor, answers, lock)
        queue_mail(emails.line_joined(place, position=queries.position_in_line(place)))
        record(actor=actor, verb="waiting_list_joined", subject=place, organisation_id=place.booking.payer_id)
        promote(run, lock)
        return place


def leave_line(*, actor: User, place_id: int) -> None:
    """Leave the line, or decline an offer; whoever is next moves up. Raises InvalidTransition, OfferEnded."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        expire_offers(lock.only, lock)
        if place.state is PlaceState.offer_expired:
            raise OfferEnded
        target = PlaceState.offer_declined if place.state is PlaceState.offered else PlaceState.left_list
        move(place, target, now=lock.now)
        record(actor=actor, verb=target.value, subject=place, organisation_id=place.booking.payer_id)
        promote(lock.only, lock)


def accept_offer(*, actor: User, place_id: int, needs: Needs | None = None) -> Place:
    """Take the offered place, at the price it has today; where the payer approves, ask for that. Raises OfferEnded,
    NotOpen, NoPrice, ApprovalTooLate, NobodyApproves."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if place.state in (PlaceState.confirmed, PlaceState.awaiting_approval):
            return place
        if place.state is not PlaceState.offered or place.offered_until is None or place.offered_until <= lock.now:
            raise OfferEnded
        require_open(lock.only, lock.now)
        band, line = line_for(run=lock.only, payer=place.booking.payer)
        if needs:
            place.needs = DelegateNeeds(**needs.as_columns())
        settle([place], actor=actor, lock=lock, price_band=band, **line.as_columns())
        return place


def promote(run: CourseDate, lock: Locked) -> int:
    """Under the lock: offer every free place to the first in line. Returns how many were offered."""
    if not run.takes_bookings(lock.now):
        return 0
    free = queries.availability(run, now=lock.now).for_line
    if not free:
        return 0
    first = db.session.scalars(
        select(Place)
        .where(Place.course_date_id == run.id, Place.state == PlaceState.waiting)
        .order_by(Place.waiting_number)
        .limit(free)
        .execution_options(populate_existing=True)
    ).all()
    until = offer_ends(lock.now, run.offer_hours, latest=run.booking_closes_at or run.starts_at)
    for place in first:
        move(place, PlaceState.offered, now=lock.now, offered_until=until)
        queue_mail(emails.place_offered(place))
    return len(first)


def expire_offers(run: CourseDate, lock: Locked) -> int:
    """Under the lock: end the offers whose time is over and offer their places on, in the same transaction."""
    over = db.session.scalars(
        select(Place).where(
            Place.course_date_id == run.id, Place.state == PlaceState.offered, Place.offered_until <= lock.now
        )
    ).all()
    for place in over:
        move(place, PlaceState.offer_expired, now=lock.now)
        queue_mail(emails.offer_ended(place))
    if over:
        promote(run, lock)
    return len(over)


def has_active_place(run: CourseDate, email: str, *, other_than: Iterable[Place] = ()) -> bool:
    """Does somebody with this address have a place on the date already, or stand in line for one?"""
    statement = select(Place.id).where(
        Place.course_date_id == run.id, Place.delegate_email == email, Place.state.in_(sorted(ACTIVE))
    )
    excepted = [place.id for place in other_than]
    if excepted:
        statement = statement.where(Place.id.not_in(excepted))
    return db.session.scalar(statement.limit(1)) is not None


def _stand_last(run: CourseDate, actor: User, answers: Answers, lock: Locked) -> Place:
    band, line = line_for(run=run, payer=answers.payer)
    last = db.session.scalar(select(func.max(Place.waiting_number)).where(Place.course_date_id == run.id))
    booking = Booking(booker=actor, submitted_at=clock.now(), policy_tiers=list(run.course.policy_tiers))
    write_payment(booking=booking, answers=answers, band=band, line=line)
    place = Place(
        course_date=run,
        booking=booking,
        delegate_id=delegate_of(answers.delegate_email),
        delegate_name=answers.delegate_name,
        delegate_email=answers.delegate_email,
        state=PlaceState.waiting,
        state_entered_at=lock.now,
        waiting_at=lock.now,
        waiting_number=(last or 0) + 1,
        price_band=band,
        **line.as_columns(),
    )
    db.session.add_all([booking, place])
    db.session.flush()
    return place
