"""Approving and declining what colleagues booked, and what happens when nobody decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import approval_emails, emails, policies, queries
from teachpb.cpd.deadlines import half_way
from teachpb.cpd.errors import AlreadyPlaced, DecidedAlready, OwnRequest, SoldOut
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import CourseDate, Place, PlaceState
from teachpb.cpd.operations.confirming import confirm
from teachpb.cpd.operations.line import has_active_place
from teachpb.cpd.operations.promoting import promote
from teachpb.cpd.operations.settling import tell_approvers
from teachpb.cpd.operations.terms import require_open
from teachpb.cpd.places import fresh, move
from teachpb.db import DomainError, db
from teachpb.notifications.message import Message
from teachpb.notifications.operations import queue_mail


@dataclass(frozen=True)
class Outcome:
    """What became of one place of several: the state it is in now, and a sentence."""

    place: Place
    message: str
    is_done: bool = True


Step = Callable[[Place, User, Locked], Outcome]


def approve(*, actor: User, places: Sequence[Place]) -> list[Outcome]:
    """Say yes to each of ``places``, in this order. A place whose time ran out is confirmed while one is left, and put
    on the waiting list otherwise. One that cannot be had stops none of the others: each has its outcome."""
    with locked_course_dates({place.course_date_id for place in places}) as lock:
        return [_try(_approve, place, actor, lock) for place in places]


def decline(*, actor: User, places: Sequence[Place], reason: str) -> list[Outcome]:
    """Say no, with a reason that the booker and the delegate read. The first in line gets the place."""
    with locked_course_dates({place.course_date_id for place in places}) as lock:
        outcomes = [_try(partial(_decline, reason=reason), place, actor, lock) for place in places]
        for run in lock.dates.values():
            promote(run, lock)
        return outcomes


def lapse(run: CourseDate, lock: Locked) -> int:
    """Under the lock: give up the places nobody decided on in time, and offer what that frees to those in line."""
    over = db.session.scalars(
        select(Place).where(
            Place.course_date_id == run.id,
            Place.state == PlaceState.awaiting_approval,
            Place.approval_due_at <= lock.now,
        )
    ).all()
    for place in over:
        move(place, PlaceState.expired, now=lock.now)
        record(actor=None, verb="approval_lapsed", subject=place, organisation_id=place.booking.payer_id)
        _tell(place, approval_emails.approval_lapsed, approval_emails.approval_lapsed_for_delegate)
    if over:
        promote(run, lock)
    return len(over)


def chase() -> int:
    """Remind the approvers of what half of the time is over for, once. Returns how many places."""
    now = clock.now()
    late: dict[int, list[Place]] = {}
    for place in queries.undecided():
        due = place.approval_due_at
        if due is not None and half_way(place.state_entered_at, due) <= now < due:
            place.approval_chased_at = now
            late.setdefault(place.booking_id, []).append(place)
    for places in late.values():
        tell_approvers(places, again=True)
    db.session.flush()
    return sum(map(len, late.values()))


def _try(step: Step, place: Place, actor: User, lock: Locked) -> Outcome:
    place = fresh(place.id)
    try:
        if not policies.can_decide(actor, place):
            raise OwnRequest
        return step(place, actor, lock)
    except DomainError as error:
        return Outcome(place, error.message, is_done=False)


def _approve(place: Place, actor: User, lock: Locked) -> Outcome:
    due = place.approval_due_at
    if place.state is PlaceState.awaiting_approval and due is not None and due > lock.now:
        confirm(place, actor=actor, lock=lock, decided_by_id=actor.id)
        return Outcome(place, f"{place.who}: approved, the place is confirmed")
    if place.state is PlaceState.awaiting_approval:
        move(place, PlaceState.expired, now=lock.now)
    elif place.state is not PlaceState.expired or due is None:
        raise DecidedAlready
    return _approve_late(place, actor, lock)


def _approve_late(place: Place, actor: User, lock: Locked) -> Outcome:
    """The place was given up: it is to be had like any other."""
    run = lock.dates[place.course_date_id]
    require_open(run, lock.now)
    if place.delegate_email and has_active_place(run, place.delegate_email):
        raise AlreadyPlaced(place.delegate_email)
    if queries.availability(run, now=lock.now).for_public:
        confirm(place, actor=actor, lock=lock, decided_by_id=actor.id, ended_at=None)
        return Outcome(place, f"{place.who}: approved, there was a place left and it is confirmed")
    if not run.has_waiting_list:
        raise SoldOut
    last = db.session.scalar(select(func.max(Place.waiting_number)).where(Place.course_date_id == run.id))
    move(
        place,
        PlaceState.waiting,
        now=lock.now,
        decided_by_id=actor.id,
        waiting_at=lock.now,
        waiting_number=(last or 0) + 1,
        ended_at=None,
    )
    queue_mail(emails.line_joined(place, position=queries.position_in_line(place)))
    record(actor=actor, verb="waiting_list_joined", subject=place, organisation_id=place.booking.payer_id)
    return Outcome(place, f"{place.who}: approved, but no place is left: on the waiting list")


def _decline(place: Place, actor: User, lock: Locked, *, reason: str) -> Outcome:
    if place.state is not PlaceState.awaiting_approval:
        raise DecidedAlready
    move(place, PlaceState.not_approved, now=lock.now, decided_by_id=actor.id, decision_note=reason)
    record(
        actor=actor,
        verb="place_not_approved",
        subject=place,
        organisation_id=place.booking.payer_id,
        changes={"state": (PlaceState.awaiting_approval.value, place.state.value)},
    )
    _tell(place, approval_emails.not_approved, approval_emails.not_approved_for_delegate)
    return Outcome(place, f"{place.who}: declined")


def _tell(place: Place, booker: Callable[[Place], Message], delegate: Callable[[Place], Message]) -> None:
    queue_mail(booker(place))
    if place.is_named and place.delegate_email != place.booking.booker.email:
        queue_mail(delegate(place))
