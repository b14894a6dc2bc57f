"""Offering freed places to the line, and ending offers nobody took. Everything here is called under the lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails, queries
from teachpb.cpd.errors import NotWaiting
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import CourseDate, NoticeKind, Place, PlaceNotice, PlaceState
from teachpb.cpd.offers import offer_ends
from teachpb.cpd.places import course_date_id_of, fresh, move
from teachpb.cpd.serving import Entry, serve
from teachpb.db import db
from teachpb.notifications.operations import queue_mail

#: An offer that runs for less is not reminded of.
SHORTEST_REMINDED_SECONDS = 4 * 3600


def promote(run: CourseDate, lock: Locked) -> int:
    """Under the lock: offer the free places to those in line, in their order (``serving.py``). Returns how many places
    were offered."""
    if not run.takes_bookings(lock.now):
        return 0
    free = queries.availability(run, now=lock.now).for_line
    if not free:
        return 0
    line = list(_entries(_line(run)))
    entries = [Entry(number, len(places), places[0].skips) for number, places in enumerate(line)]
    served = serve(entries, free, run.line_strategy)
    until = offer_ends(lock.now, run.offer_hours, latest=run.booking_closes_at or run.starts_at)
    for number, skips in served.skips.items():
        for place in line[number]:
            place.skips = skips
    for number in served.offered:
        for place in line[number]:
            move(place, PlaceState.offered, now=lock.now, offered_until=until)
        queue_mail(emails.place_offered(line[number]))
    return sum(len(line[number]) for number in served.offered)


def expire_offers(run: CourseDate, lock: Locked) -> int:
    """Under the lock: end the offers whose time is over and offer their places on, in the same transaction."""
    over = _offered(run, Place.offered_until <= lock.now)
    for places in _entries(over):
        for place in places:
            move(place, PlaceState.offer_expired, now=lock.now)
        queue_mail(emails.offer_ended(places))
    if over:
        promote(run, lock)
    return len(over)


def remind_of_offers(*, course_date_id: int) -> int:
    """Remind those who have not answered when half of an offer's time is over, once. Returns how many mails."""
    with locked_course_dates([course_date_id]) as lock:
        running = _offered(lock.only, Place.offered_until > lock.now)
        return sum(_remind(places, lock) for places in _entries(running))


def set_priority(*, actor: User, place_id: int, first: bool, reason: str) -> Place:
    """Serve this entry before the others, or in its turn again. ``reason`` is kept with it and in the trail. Raises
    NotWaiting."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if place.state is not PlaceState.waiting or not reason.strip():
            raise NotWaiting
        for one in queries.entry_of(place):
            one.priority, one.priority_reason = int(first), reason if first else ""
        record(
            actor=actor,
            verb="priority_given" if first else "priority_taken",
            subject=place,
            organisation_id=lock.only.course.provider_id,
            note=reason,
        )
        db.session.flush()
        promote(lock.only, lock)
        return place


def _remind(places: list[Place], lock: Locked) -> int:
    first = places[0]
    if first.offered_at is None or first.offered_until is None:
        return 0
    length = first.offered_until - first.offered_at
    about = first.offered_at.isoformat()
    if length.total_seconds() < SHORTEST_REMINDED_SECONDS or lock.now < first.offered_at + length / 2:
        return 0
    known = select(PlaceNotice.id).where(
        PlaceNotice.place_id == first.id, PlaceNotice.kind == NoticeKind.offer_reminder, PlaceNotice.about == about
    )
    if db.session.scalar(known) is not None:
        return 0
    db.session.add(PlaceNotice(place_id=first.id, kind=NoticeKind.offer_reminder, about=about, sent_at=clock.now()))
    queue_mail(emails.offer_reminder(places))
    return 1


def _entries(places: Iterable[Place]) -> Iterator[list[Place]]:
    """Those who go together, of places in the order of service."""
    for _, entry in groupby(places, key=lambda place: (place.booking_id, place.waiting_number)):
        yield list(entry)


def _line(run: CourseDate) -> list[Place]:
    """Everybody in line, in the order of service."""
    return list(
        db.session.scalars(
            select(Place)
            .where(Place.course_date_id == run.id, Place.state == PlaceState.waiting)
            .order_by(Place.priority.desc(), Place.waiting_number, Place.booking_id, Place.id)
            .execution_options(populate_existing=True)
        )
    )


def _offered(run: CourseDate, condition: object) -> list[Place]:
    return list(
        db.session.scalars(
            select(Place)
            .where(Place.course_date_id == run.id, Place.state == PlaceState.offered, condition)  # type: ignore[arg-type]
            .order_by(Place.waiting_number, Place.booking_id, Place.id)
            .execution_options(populate_existing=True)
        )
    )
