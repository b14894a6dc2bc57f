"""The waiting list: joining it, alone or together, for one date or several; leaving it, and taking what is offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails, queries
from teachpb.cpd.errors import AlreadyPlaced, NotOpen, OfferEnded, TooManyTogether
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import Booking, CourseDate, DelegateNeeds, Place, PlaceState
from teachpb.cpd.models.transitions import ACTIVE
from teachpb.cpd.operations.answers import Answers, Delegate, Needs, delegate_of
from teachpb.cpd.operations.paying import write_payment
from teachpb.cpd.operations.promoting import expire_offers, promote
from teachpb.cpd.operations.settling import settle
from teachpb.cpd.operations.terms import line_for, require_open
from teachpb.cpd.places import course_date_id_of, fresh, move
from teachpb.db import db
from teachpb.notifications.operations import queue_mail

#: How many may wait together (``booking-anchors.md`` 5.5).
MOST_IN_LINE = 5


def join_line(*, actor: User, course_date_id: int, answers: Answers, other_dates: Sequence[int] = ()) -> Place:
    """Put the delegate at the end of the line, together with ``answers.others``: they are offered places all or none.
    With ``other_dates`` of the same course they stand in those lines too, until one date has served them. A place that
    is free meanwhile goes to the first in line at once. Returns the place of the first delegate on the first date.

    Raises NotOpen, NoPrice, AlreadyPlaced, TooManyTogether.
    """
    if len(answers.delegates) > MOST_IN_LINE:
        raise TooManyTogether(MOST_IN_LINE)
    with locked_course_dates([course_date_id, *other_dates]) as lock:
        first = lock.dates[course_date_id]
        others = [lock.dates[key] for key in sorted(set(other_dates) - {course_date_id})]
        for run in (first, *others):
            _require_line(run, first, answers.delegates, lock)
        booking = _new_booking(first, actor, answers)
        place = _stand_last(first, booking, answers.delegates, lock)
        for run in others:
            _stand_last(run, booking, answers.delegates, lock)
        queue_mail(emails.line_joined(place, position=queries.position_in_line(place)))
        record(actor=actor, verb="waiting_list_joined", subject=place, organisation_id=booking.payer_id)
        for run in (first, *others):
            promote(run, lock)
        return place


def leave_line(*, actor: User, place_id: int) -> None:
    """Leave the line, or decline an offer, with everybody who stands there together; whoever is next moves up. Raises
    InvalidTransition, OfferEnded."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        expire_offers(lock.only, lock)
        if place.state is PlaceState.offer_expired:
            raise OfferEnded
        _leave(queries.entry_of(place), actor, lock)
        promote(lock.only, lock)


def accept_offer(*, actor: User, place_id: int, needs: Needs | None = None) -> Place:
    """Take the offered place, and those of everybody who waited together, at the price it has today; where the payer
    approves, ask for that. They leave the lines of other dates. Raises OfferEnded, NotOpen, NoPrice, ApprovalTooLate,
    NobodyApproves."""
    with locked_course_dates(queries.dates_waited_for(place_id)) as lock:
        place = fresh(place_id)
        run = place.course_date
        if place.state in (PlaceState.confirmed, PlaceState.awaiting_approval):
            return place
        if place.state is not PlaceState.offered or place.offered_until is None or place.offered_until <= lock.now:
            raise OfferEnded
        require_open(run, lock.now)
        band, line = line_for(run=run, payer=place.booking.payer)
        if needs:
            place.needs = DelegateNeeds(**needs.as_columns())
        settle(queries.entry_of(place), actor=actor, lock=lock, price_band=band, **line.as_columns())
        for other in lock.dates.values():
            if other.id != run.id:
                _leave(queries.waiting_of(place.booking_id, other.id), actor, lock)
                promote(other, lock)
        return place


def has_active_place(run: CourseDate, email: str, *, other_than: Iterable[Place] = ()) -> bool:
    """Does somebody with this address have a place on the date already, or stand in line for one?"""
    statement = select(Place.id).where(
        Place.course_date_id == run.id, Place.delegate_email == email, Place.state.in_(sorted(ACTIVE))
    )
    excepted = [place.id for place in other_than]
    if excepted:
        statement = statement.where(Place.id.not_in(excepted))
    return db.session.scalar(statement.limit(1)) is not None


def _require_line(run: CourseDate, first: CourseDate, delegates: Sequence[Delegate], lock: Locked) -> None:
    require_open(run, lock.now)
    if not run.has_waiting_list or run.course_id != first.course_id:
        raise NotOpen
    seen: set[str] = set()
    for delegate in delegates:
        if delegate.email in seen or has_active_place(run, delegate.email):
            raise AlreadyPlaced(delegate.email)
        seen.add(delegate.email)


def _leave(places: Iterable[Place], actor: User, lock: Locked) -> None:
    for place in places:
        target = PlaceState.offer_declined if place.state is PlaceState.offered else PlaceState.left_list
        move(place, target, now=lock.now)
        record(actor=actor, verb=target.value, subject=place, organisation_id=place.booking.payer_id)


def _new_booking(run: CourseDate, actor: User, answers: Answers) -> Booking:
    band, line = line_for(run=run, payer=answers.payer)
    booking = Booking(booker=actor, submitted_at=clock.now(), policy_tiers=list(run.course.policy_tiers))
    write_payment(booking=booking, answers=answers, band=band, line=line)
    booking.payer = answers.payer
    db.session.add(booking)
    return booking


def _stand_last(run: CourseDate, booking: Booking, delegates: Sequence[Delegate], lock: Locked) -> Place:
    band, line = line_for(run=run, payer=booking.payer)
    last = db.session.scalar(select(func.max(Place.waiting_number)).where(Place.course_date_id == run.id))
    accounts = {delegate.email: delegate_of(delegate.email) for delegate in delegates}
    places = [
        Place(
            course_date=run,
            booking=booking,
            delegate_id=accounts[delegate.email],
            delegate_name=delegate.name,
            delegate_email=delegate.email,
            state=PlaceState.waiting,
            state_entered_at=lock.now,
            waiting_at=lock.now,
            waiting_number=(last or 0) + 1,
            price_band=band,
            **line.as_columns(),
        )
        for delegate in delegates
    ]
    db.session.add_all(places)
    db.session.flush()
    return places[0]
