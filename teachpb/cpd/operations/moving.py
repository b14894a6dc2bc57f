"""Giving a place to somebody else, and taking it to another date. Neither costs anything until the course starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails, queries
from teachpb.cpd.errors import (
    AlreadyPlaced,
    CannotMove,
    DateFull,
    LacksPrerequisites,
    NoPrice,
    NotThisDate,
    PriceChanged,
    SamePerson,
)
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import CalendarMethod, CourseDate, CourseDateState, DelegateNeeds, Place, PlaceState, PriceBand
from teachpb.cpd.operations.answers import Needs, delegate_of
from teachpb.cpd.operations.invites import invite
from teachpb.cpd.operations.line import has_active_place
from teachpb.cpd.operations.promoting import promote
from teachpb.cpd.operations.terms import line_for
from teachpb.cpd.places import course_date_id_of, fresh, move
from teachpb.cpd.pricing import Discount, PriceLine
from teachpb.cpd.signals import place_replaced
from teachpb.db import after_commit, db
from teachpb.notifications.operations import queue_mail

#: What a place that comes instead of another has from it, besides date, delegate and state.
_KEPT = ("booking_id", "price_band")


@dataclass(frozen=True, kw_only=True)
class Substitute:
    """Who comes instead. ``email`` is in lower case. ``meets_prerequisites`` is None where the course asks none."""

    name: str
    email: str
    meets_prerequisites: bool | None = None
    needs: Needs = field(default_factory=Needs)


def can_move(*, place: Place, moment: datetime) -> bool:
    """May the place still go to somebody else, or to another date? Only until the first session begins, and while the
    date is postponed."""
    run = place.course_date
    if place.state is not PlaceState.confirmed or not run.live_sessions:
        return False
    if run.state is CourseDateState.postponed:
        return True
    ended = run.state in (CourseDateState.cancelled, CourseDateState.delivered)
    return not ended and moment < run.live_sessions[0].starts_at


def substitute(*, actor: User, place_id: int, substitute: Substitute) -> Place:
    """Let somebody else come instead, in one step: the capacity and the line stay as they are. Returns the new place;
    the same substitution once more is the same place.

    Raises CannotMove, SamePerson, LacksPrerequisites, AlreadyPlaced.
    """
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if place.successor is not None and place.successor.delegate_email == substitute.email:
            return place.successor
        _require_substitute(place, substitute, lock)
        instead = _instead_of(place, lock.only, lock.now, PriceLine.of(place))
        instead.delegate_id = delegate_of(substitute.email)
        instead.delegate_name, instead.delegate_email = substitute.name, substitute.email
        if substitute.needs:
            instead.needs = DelegateNeeds(**substitute.needs.as_columns())
        _end(place, PlaceState.substituted, actor=actor, now=lock.now)
        _begin(instead, place)
        _tell_substituted(place, instead, lock.now)
        _note("place_substituted", actor, place, instead)
        return instead


def transfer(*, actor: User, place_id: int, course_date_id: int, shown_pence: int) -> Place:
    """Take the place to another date of the same course, at the price of that date which was shown. Both dates are
    locked, in the order of their ids; what is freed goes to the line. Returns the new place.

    Raises CannotMove, NotThisDate, DateFull (those in line come first), AlreadyPlaced, NoPrice, PriceChanged.
    """
    with locked_course_dates([course_date_id_of(place_id), course_date_id]) as lock:
        place = fresh(place_id)
        if place.successor is not None and place.successor.course_date_id == course_date_id:
            return place.successor
        if not can_move(place=place, moment=lock.now):
            raise CannotMove
        target = lock.dates[course_date_id]
        _require_target(place, target, lock)
        band, line = price_there(place=place, run=target)
        if line.price_pence != shown_pence:
            raise PriceChanged
        instead = _instead_of(place, target, lock.now, line)
        instead.price_band = band
        instead.delegate_id = place.delegate_id
        instead.delegate_name, instead.delegate_email = place.delegate_name, place.delegate_email
        if (needs := place.needs) is not None:
            instead.needs = DelegateNeeds(dietary=needs.dietary, access=needs.access, please_call=needs.please_call)
        _end(place, PlaceState.transferred, actor=actor, now=lock.now)
        _begin(instead, place)
        _tell_transferred(place, instead, lock.now)
        _note("place_transferred", actor, place, instead)
        promote(place.course_date, lock)
        return instead


def price_there(*, place: Place, run: CourseDate) -> tuple[PriceBand, PriceLine]:
    """What the place would cost on another date: as it was sold where the list price is the same, else the price of
    that date less the same discount. Raises NoPrice where it has none for this payer."""
    sold = PriceLine.of(place)
    discount = Discount(sold.discount_code, pence=sold.discount_pence) if sold.discount_pence else None
    band, line = line_for(run=run, payer=place.booking.payer, discount=discount)
    return band, sold if line.list_pence == sold.list_pence else line


def _require_substitute(place: Place, substitute: Substitute, lock: Locked) -> None:
    if not can_move(place=place, moment=lock.now):
        raise CannotMove
    if substitute.email == place.delegate_email:
        raise SamePerson
    if lock.only.course.prerequisites and not substitute.meets_prerequisites:
        raise LacksPrerequisites
    if has_active_place(lock.only, substitute.email):
        raise AlreadyPlaced(substitute.email)


def _require_target(place: Place, target: CourseDate, lock: Locked) -> None:
    same = target.id == place.course_date_id or target.course_id != place.course_date.course_id
    if same or not target.takes_bookings(lock.now) or not target.course.is_public:
        raise NotThisDate
    if place.delegate_email and has_active_place(target, place.delegate_email):
        raise AlreadyPlaced(place.delegate_email)
    if queries.availability(target, now=lock.now).for_public < 1:
        raise DateFull


def _instead_of(place: Place, run: CourseDate, now: datetime, line: PriceLine) -> Place:
    kept = {name: getattr(place, name) for name in _KEPT} | line.as_columns()
    return Place(course_date_id=run.id, state=PlaceState.confirmed, state_entered_at=now, confirmed_at=now, **kept)


def _end(place: Place, state: PlaceState, *, actor: User, now: datetime) -> None:
    move(place, state, now=now, ended_by_id=actor.id)
    place.needs = None


def _begin(instead: Place, place: Place) -> None:
    db.session.add(instead)
    db.session.flush()
    place.successor = instead
    db.session.flush()


def _tell_substituted(place: Place, instead: Place, now: datetime) -> None:
    queue_mail(emails.place_given_on(place, calendar=invite(place, CalendarMethod.cancel, now=now)))
    queue_mail(emails.place_confirmed(instead, calendar=invite(instead, CalendarMethod.request, now=now)))
    if place.booking.booker.email not in (place.delegate_email, instead.delegate_email):
        queue_mail(emails.substitution_copy(place, instead))


def _tell_transferred(place: Place, instead: Place, now: datetime) -> None:
    queue_mail(emails.place_moved_away(place, instead, calendar=invite(place, CalendarMethod.cancel, now=now)))
    queue_mail(emails.place_confirmed(instead, calendar=invite(instead, CalendarMethod.request, now=now)))
    if place.booking.booker.email != place.delegate_email:
        queue_mail(emails.transfer_copy(place, instead))


def _note(verb: str, actor: User, place: Place, instead: Place) -> None:
    record(
        actor=actor,
        verb=verb,
        subject=place,
        organisation_id=place.booking.payer_id,
        changes={
            "state": (PlaceState.confirmed.value, place.state.value),
            "successor_id": (None, instead.id),
            "price_pence": (place.price_pence, instead.price_pence),
        },
    )
    application: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    old_id, new_id = place.id, instead.id
    after_commit(lambda: place_replaced.send(application, place_id=old_id, successor_id=new_id))


def dates_to_move_to(*, place: Place, moment: datetime) -> list[tuple[CourseDate, int, int]]:
    """(date, places left for a walk-up, price in pence) of the other dates this place could move to."""
    others = queries.public_dates(place.course_date.course, now=moment)
    open_dates = [run for run in others if run.id != place.course_date_id and run.takes_bookings(moment)]
    left = queries.availability_of(open_dates, now=moment)
    found = []
    for run in open_dates:
        try:
            _, line = price_there(place=place, run=run)
        except NoPrice:
            continue
        if left[run.id].for_public:
            found.append((run, left[run.id].for_public, line.price_pence))
    return found
