"""Mail about a course that goes out by the calendar, to confirmed delegates only, each once.

A notice is written in the transaction that queues the mail, under the lock of the date, so that two workers side by
side send one.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb import clock
from teachpb.cpd import emails
from teachpb.cpd.locking import locked_course_dates
from teachpb.cpd.models import Booking, CourseDate, CourseDateState, NoticeKind, Place, PlaceNotice, PlaceState
from teachpb.cpd.queries.upkeep import JOINING_BEFORE
from teachpb.db import db
from teachpb.notifications.operations import queue_mail

#: Working days before the first session (``booking-anchors.md`` 3.6).
REMINDED_BEFORE = 2
_RUNNING = (CourseDateState.published, CourseDateState.closed)


def opens_at(run: CourseDate, working_days: int) -> datetime | None:
    """Midnight of the day that lies so many working days before the first session."""
    if run.starts_at is None:
        return None
    return clock.at_london(clock.add_working_days(clock.london_day(run.starts_at), -working_days))


def digest_of_instructions(run: CourseDate) -> str:
    """What the joining instructions say, in short: another digest is worth another mail."""
    said = [run.joining_instructions, run.online_link, run.venue_id, run.starts_at and run.starts_at.isoformat()]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def send_due(*, course_date_id: int) -> int:
    """Send the joining instructions and reminders that are due on one date. Returns how many mails."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        if run.state not in _RUNNING or run.ends_at is None or run.ends_at <= lock.now:
            return 0
        places = _confirmed(run)
        sent = {(row.place_id, row.kind, row.about) for row in _notices(run)}
        return _send_joining(run, places, sent, lock.now) + _send_reminders(run, places, sent, lock.now)


def _send_joining(run: CourseDate, places: list[Place], sent: set[tuple[int, NoticeKind, str]], now: datetime) -> int:
    opens, about, count = opens_at(run, JOINING_BEFORE), digest_of_instructions(run), 0
    if opens is None or now < opens or run.starts_at is None:
        return 0
    for place in places:
        known = place.confirmed_at or place.state_entered_at
        news = run.instructions_changed_at is not None and run.instructions_changed_at > known
        due = news or (known < opens and now < run.starts_at)
        if due and (place.id, NoticeKind.joining, about) not in sent:
            _note(place, NoticeKind.joining, about, now)
            queue_mail(emails.joining_instructions(place))
            count += 1
    return count


def _send_reminders(run: CourseDate, places: list[Place], sent: set[tuple[int, NoticeKind, str]], now: datetime) -> int:
    opens, count = opens_at(run, REMINDED_BEFORE), 0
    if opens is None or now < opens or run.starts_at is None or now >= run.starts_at:
        return 0
    about = run.starts_at.isoformat()
    for place in places:
        known = place.confirmed_at or place.state_entered_at
        if known < opens and (place.id, NoticeKind.reminder, about) not in sent:
            _note(place, NoticeKind.reminder, about, now)
            queue_mail(emails.reminder(place))
            count += 1
    return count


def _note(place: Place, kind: NoticeKind, about: str, now: datetime) -> None:
    db.session.add(PlaceNotice(place_id=place.id, kind=kind, about=about, sent_at=now))


def _confirmed(run: CourseDate) -> list[Place]:
    """The confirmed delegates we can write to."""
    wanted = (
        select(Place)
        .where(
            Place.course_date_id == run.id,
            Place.state == PlaceState.confirmed,
            Place.delegate_email.is_not(None),
        )
        .options(joinedload(Place.booking).joinedload(Booking.booker))
        .order_by(Place.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(wanted))


def _notices(run: CourseDate) -> list[PlaceNotice]:
    return list(db.session.scalars(select(PlaceNotice).join(Place).where(Place.course_date_id == run.id)))
