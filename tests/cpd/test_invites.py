"""What a delegate's calendar hears, from booking to booking again, read back from the mail as it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from email import message_from_bytes
from email.policy import SMTP
from typing import Any

import icalendar
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.cpd import operations
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import CalendarInvite, CourseSession, Place, PlaceState, PriceBand
from teachpb.cpd.operations import Answers, DateDetails, Span
from teachpb.db import db
from teachpb.notifications.mime import build
from teachpb.notifications.operations import sender_address
from tests.cpd.harness import shown_now
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, VenueFactory
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("session", "frozen")

TWILIGHTS = [date(2026, 10, 20), date(2026, 10, 27), date(2026, 11, 3)]


class Calendar:
    """A person's calendar program: takes what arrives, as the RFCs tell it to."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}
        self.sequences: dict[str, int] = {}

    def take(self, raw: bytes) -> None:
        calendar = icalendar.Calendar.from_ical(raw)
        for event in calendar.walk("VEVENT"):
            uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
            assert sequence > self.sequences.get(uid, -1), "a calendar would ignore this"
            self.sequences[uid] = sequence
            if calendar["METHOD"] == "CANCEL":
                assert uid in self.entries, "a calendar would not know what to take away"
                del self.entries[uid]
            else:
                self.entries[uid] = event["DTSTART"].dt

    @property
    def days(self) -> list[date]:
        return sorted(start.date() for start in self.entries.values())


def twilights(**fields: Any) -> Any:
    run = CourseDateFactory(
        sessions=[CourseSession(day=day, starts=time(16), ends=time(18), zone="Europe/London") for day in TWILIGHTS],
        online_link="https://meet.example.org/secret",
        **fields,
    )
    return run


def book(user: Any, run: Any) -> Place:
    place = booking_transaction(lambda: operations.hold(actor=user, course_date_id=run.id))
    answers = Answers(delegate_name=user.full_name, delegate_email=user.email)
    booking_transaction(lambda: operations.fill_in(actor=user, place_id=place.id, answers=answers))
    shown = shown_now(place.id)
    booking_transaction(lambda: operations.submit(actor=user, place_id=place.id, shown=shown))
    return place


def leave(user: Any, place: Place) -> None:
    booking_transaction(lambda: operations.cancel_place(actor=user, place_id=place.id, shown_pence=0))


def test_book_move_cancel_and_book_again(outbox: Callable[[], list[Any]]) -> None:
    run, user, calendar = twilights(), UserFactory(), Calendar()
    first = book(user, run)
    calendar.take(outbox()[-1].calendar)
    assert calendar.days == TWILIGHTS
    assert sorted(calendar.sequences.values()) == [0, 0, 0]

    sessions = run.live_sessions
    spans = {s.id: [Span(s.day, s.starts, s.ends)] for s in sessions}
    spans[sessions[1].id] = [Span(sessions[1].day, time(17), time(19))]
    booking_transaction(lambda: operations.set_sessions(actor=user, course_date_id=run.id, spans=spans))
    calendar.take(outbox()[-1].calendar)
    assert [calendar.sequences[s.uid] for s in sessions] == [0, 1, 0], "only what moved is sent again"
    assert calendar.entries[sessions[1].uid].hour == 17

    leave(user, first)
    cancelled = outbox()[-1].calendar
    calendar.take(cancelled)
    assert calendar.days == []
    assert b"meet.example.org" not in cancelled
    assert [calendar.sequences[s.uid] for s in sessions] == [1, 2, 1]

    book(user, run)
    calendar.take(outbox()[-1].calendar)
    assert calendar.days == TWILIGHTS
    assert [calendar.sequences[s.uid] for s in sessions] == [2, 3, 2]


def test_sessions_that_go_and_come_are_told_apart(outbox: Callable[[], list[Any]]) -> None:
    run, user, calendar = twilights(), UserFactory(), Calendar()
    book(user, run)
    calendar.take(outbox()[-1].calendar)
    kept, moved, _dropped = run.live_sessions
    extra = Span(date(2026, 11, 10), time(16), time(18))
    spans = {
        kept.id: [Span(kept.day, kept.starts, kept.ends)],
        moved.id: [Span(date(2026, 10, 28), moved.starts, moved.ends)],
        None: [extra],
    }
    booking_transaction(lambda: operations.set_sessions(actor=user, course_date_id=run.id, spans=spans))
    changed, dropped = outbox()[-2:]
    assert changed.calendar.count(b"BEGIN:VEVENT") == 2
    assert dropped.calendar.count(b"BEGIN:VEVENT") == 1
    calendar.take(changed.calendar)
    calendar.take(dropped.calendar)
    assert calendar.days == [date(2026, 10, 20), date(2026, 10, 28), date(2026, 11, 10)]
    assert "1 session of a course you have booked will not take place" in dropped.text


def test_moving_house_moves_every_entry(outbox: Callable[[], list[Any]]) -> None:
    run, user, calendar = twilights(), UserFactory(), Calendar()
    book(user, run)
    calendar.take(outbox()[-1].calendar)
    venue = VenueFactory(name="The Key Theatre", address="Embankment Road", postcode="PE1 1EF")
    moved = DateDetails(capacity=10, prices={PriceBand.individual: 12000}, venue=venue, online_link=run.online_link)
    booking_transaction(lambda: operations.edit_date(actor=user, course_date_id=run.id, details=moved))
    mail = outbox()[-1]
    calendar.take(mail.calendar)
    assert set(calendar.sequences.values()) == {1}
    assert b"LOCATION:The Key Theatre" in mail.calendar
    before = len(outbox())
    booking_transaction(lambda: operations.edit_date(actor=user, course_date_id=run.id, details=moved))
    assert len(outbox()) == before, "what did not move is not told"


def test_a_called_off_date_leaves_the_calendar(
    outbox: Callable[[], list[Any]], run_job: Callable[[str], object]
) -> None:
    run, user, calendar = twilights(), UserFactory(), Calendar()
    book(user, run)
    calendar.take(outbox()[-1].calendar)
    booking_transaction(lambda: operations.cancel_date(actor=user, course_date_id=run.id, reason="Illness."))
    run_job("cpd.drop_places")
    calendar.take(outbox()[-1].calendar)
    assert calendar.days == []


def test_the_mail_is_made_as_calendar_programs_want_it(outbox: Callable[[], list[Any]]) -> None:
    run, user = twilights(), UserFactory(full_name="Zoë Ångström")
    book(user, run)
    row = outbox()[-1]
    mail = message_from_bytes(build(row).as_bytes(), policy=SMTP)
    assert mail.get_content_type() == "multipart/mixed"
    alternatives, *files = list(mail.iter_parts())  # type: ignore[attr-defined]
    attached = next(part for part in files if part.get_filename() == "invite.ics")
    assert [part.get_filename() for part in files if part is not attached] == ["ticket.png"]
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"], "the calendar comes last"
    inline = list(alternatives.iter_parts())[-1]
    assert inline.get_param("method") == "REQUEST"
    assert str(inline.get_param("charset")).lower() == "utf-8"
    assert attached.get_filename() == "invite.ics"
    assert attached.get_payload(decode=True) == inline.get_payload(decode=True) == row.calendar
    event = next(iter(icalendar.Calendar.from_ical(row.calendar).walk("VEVENT")))
    assert event["ORGANIZER"] == f"mailto:{sender_address()}"
    assert sender_address() in str(mail["From"])
    assert event["ATTENDEE"] == f"mailto:{user.email}"
    assert mail["To"] is not None and user.email in str(mail["To"])


def test_one_line_is_kept_for_each_session_and_person(frozen: FrozenClock) -> None:
    run, user = twilights(), UserFactory()
    for _ in range(3):
        leave(user, book(user, run))
        frozen.advance(timedelta(minutes=1))
    rows = db.session.scalars(select(CalendarInvite)).all()
    assert len(rows) == 3
    assert {row.sequence for row in rows} == {5}
    assert db.session.scalars(select(Place.state).distinct()).all() == [PlaceState.cancelled_by_customer]


def test_uids_have_nothing_to_do_with_what_they_stand_for(session: Session) -> None:
    run = twilights()
    uids = {s.uid for s in run.sessions}
    assert len(uids) == 3 and all(len(uid) == 36 for uid in uids)
    before = run.sessions[0].uid
    spans = {s.id: [Span(s.day + timedelta(days=1), s.starts, s.ends)] for s in run.live_sessions}
    booking_transaction(
        lambda: operations.set_sessions(actor=UserFactory(), course_date_id=run.id, spans=spans)  # type: ignore[arg-type]
    )
    assert run.sessions[0].uid == before
