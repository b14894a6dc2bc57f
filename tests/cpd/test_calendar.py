"""Calendar objects, read back by a second reader, and the life of one booking in a calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teachpb.notifications.meetings import VTIMEZONE, CalendarMethod, Person, Sitting, build, next_sequence

pytestmark = pytest.mark.pure

#: Machines may be busy: time says nothing about what is tested here.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

ORGANIZER = Person(address="no-reply@teach.example.org", name="Nene Teaching School Hub")
CARA = Person(address="cara@example.org", name='Cara "Caz" Jones, SENCO')
STAMP = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)


def sitting(**fields: object) -> Sitting:
    values: dict[str, object] = {
        "uid": "6a1c1d8e-3b0e-4c53-9a2a-1f2b3c4d5e6f",
        "sequence": 0,
        "day": date(2026, 10, 24),
        "starts": time(16),
        "ends": time(18),
        "summary": "Questioning; that makes, pupils think",
        "location": "Nene Park, Ham Lane, PE2 5UU",
        "description": "Bring a pen.\nReference: ABCD2345",
        "link": "https://meet.example.org/secret",
    }
    return Sitting(**{**values, **fields})  # type: ignore[arg-type]


def made(method: CalendarMethod = CalendarMethod.request, *sittings: Sitting) -> bytes:
    return build(method, sittings or [sitting()], organizer=ORGANIZER, attendee=CARA, stamped_at=STAMP)


def read(raw: bytes) -> tuple[icalendar.Calendar, list[icalendar.Event]]:
    calendar = icalendar.Calendar.from_ical(raw)
    return calendar, [part for part in calendar.subcomponents if part.name == "VEVENT"]


def test_a_request_says_who_what_when_and_where() -> None:
    calendar, (event,) = read(made())
    assert calendar["METHOD"] == "REQUEST"
    assert calendar["VERSION"] == "2.0"
    assert event["UID"] == sitting().uid
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "Questioning; that makes, pupils think"
    assert event["LOCATION"] == "Nene Park, Ham Lane, PE2 5UU"
    assert event["DESCRIPTION"] == "Bring a pen.\nReference: ABCD2345"
    assert event["URL"] == "https://meet.example.org/secret"
    assert event["ORGANIZER"] == "mailto:no-reply@teach.example.org"
    assert event["ORGANIZER"].params["CN"] == "Nene Teaching School Hub"
    assert event["ATTENDEE"] == "mailto:cara@example.org"
    assert event["ATTENDEE"].params["CN"] == "Cara 'Caz' Jones, SENCO"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert event["DTSTAMP"].dt == STAMP


def test_a_cancellation_repeats_the_identity_and_tells_no_link() -> None:
    raw = made(CalendarMethod.cancel, sitting(sequence=3))
    calendar, (event,) = read(raw)
    assert calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["UID"] == sitting().uid
    assert event["SEQUENCE"] == 3
    assert event["ORGANIZER"] == "mailto:no-reply@teach.example.org"
    assert event["ATTENDEE"] == "mailto:cara@example.org"
    assert event["DTSTART"].dt.replace(tzinfo=None) == datetime(2026, 10, 24, 16)  # noqa: DTZ001
    assert b"meet.example.org" not in raw
    assert "DESCRIPTION" not in event and "URL" not in event


def test_one_method_however_many_sessions() -> None:
    days = [date(2026, 10, 24), date(2026, 10, 31), date(2026, 11, 7)]
    raw = made(CalendarMethod.request, *(sitting(uid=f"uid-{n}", day=day) for n, day in enumerate(days)))
    calendar, events = read(raw)
    assert [event["UID"] for event in events] == ["uid-0", "uid-1", "uid-2"]
    assert [event["DTSTART"].dt.date() for event in events] == days
    assert raw.count(b"METHOD:") == 1
    assert raw.count(b"BEGIN:VTIMEZONE") == 1
    assert all("METHOD" not in event for event in events)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE", "VEVENT", "VEVENT", "VEVENT"]


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2026, 10, 26), date(2026, 3, 28), date(2026, 3, 30)])
def test_four_stays_four_across_the_clock_change(day: date) -> None:
    raw = made(CalendarMethod.request, sitting(day=day))
    assert f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T160000".encode() in raw
    _, (event,) = read(raw)
    assert event["DTSTART"].dt.utcoffset() == datetime.combine(day, time(16), ZoneInfo("Europe/London")).utcoffset()


def test_lines_end_in_crlf_and_are_folded_by_octets() -> None:
    raw = made(CalendarMethod.request, sitting(summary="Überblick über Ümläute – żółw " * 12, description="ß" * 300))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no character is cut in two
    _, (event,) = read(raw)
    assert event["SUMMARY"].strip() == ("Überblick über Ümläute – żółw " * 12).strip()
    assert event["DESCRIPTION"] == "ß" * 300


def test_the_zone_is_thirteen_lines_of_rules_without_end() -> None:
    raw = made().decode()
    zone = raw[raw.index("BEGIN:VTIMEZONE") : raw.index("END:VTIMEZONE")]
    assert "RDATE" not in zone and "UNTIL" not in zone
    assert len(VTIMEZONE.split("\r\n")) <= 17
    assert "TZID:Europe/London" in zone


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@pytest.mark.parametrize("year", range(2024, 2061))
def test_the_zone_agrees_with_the_world_for_decades(year: int) -> None:
    """Our rules, worked out by hand, against the IANA zone: noon of every fifth day, and both sides of each change."""
    spring, autumn = _last_sunday(year, 3), _last_sunday(year, 10)
    assert "BYMONTH=3" in VTIMEZONE and "BYMONTH=10" in VTIMEZONE
    moments = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=5 * n) for n in range(73)]
    for change in (spring, autumn):
        at_one = datetime(change.year, change.month, change.day, 1, tzinfo=UTC)
        moments += [at_one - timedelta(seconds=1), at_one]
    starts = datetime(spring.year, spring.month, spring.day, 1, tzinfo=UTC)
    ends = datetime(autumn.year, autumn.month, autumn.day, 1, tzinfo=UTC)
    for moment in moments:
        ours = timedelta(hours=1 if starts <= moment < ends else 0)
        assert moment.astimezone(ZoneInfo("Europe/London")).utcoffset() == ours, moment


@pytest.mark.parametrize(
    ("of_session", "last_sent", "expected"),
    [(0, None, 0), (3, None, 3), (0, 0, 1), (0, 4, 5), (7, 4, 7), (5, 5, 6)],
)
def test_the_next_number_is_above_the_last(of_session: int, last_sent: int | None, expected: int) -> None:
    assert next_sequence(of_session=of_session, last_sent=last_sent) == expected


@patient
@given(st.lists(st.integers(0, 3), min_size=1, max_size=20))
def test_numbers_only_ever_rise(bumps: list[int]) -> None:
    session, sent, last = 0, [], None
    for bump in bumps:
        session += bump
        last = next_sequence(of_session=session, last_sent=last)
        sent.append(last)
    assert all(earlier < later for earlier, later in pairwise(sent))
    assert all(number >= 0 for number in sent)


@patient
@given(
    summary=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=120
    ),
    name=st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60),
)
def test_any_words_survive_the_journey(summary: str, name: str) -> None:
    raw = build(
        CalendarMethod.request,
        [sitting(summary=summary)],
        organizer=ORGANIZER,
        attendee=Person(address="cara@example.org", name=name),
        stamped_at=STAMP,
    )
    _, (event,) = read(raw)
    assert str(event["SUMMARY"]) == summary
    assert str(event["ATTENDEE"]) == "mailto:cara@example.org"
    assert not re.search(rb"(?<!\r)\n", raw)
