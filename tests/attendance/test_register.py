"""Keeping the register: marks, what they make of places, two people at once, people without a place."""

from __future__ import annotations

from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.attendance import operations, queries
from teachpb.attendance.errors import NotOnRegister, NotYet
from teachpb.attendance.models import AttendanceMark, Mark
from teachpb.attendance.operations import Cell
from teachpb.audit.models import AuditEntry
from teachpb.cpd.errors import AlreadyPlaced, NotOpen, SoldOut
from teachpb.cpd.models import CourseDateState, CourseSession, Place, PlaceState
from teachpb.db import transaction
from teachpb.schools.models import Role
from tests.factories.attendance import MarkFactory
from tests.factories.cpd import CourseDateFactory, FacilitatorFactory, PlaceFactory, WaitingPlaceFactory, fill
from tests.factories.schools import member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock


@pytest.fixture
def day(session: Session, frozen: FrozenClock) -> SimpleNamespace:
    """Two sessions, one yesterday and one this morning from half past seven; three people; two facilitators. It is
    ten, and the course is over."""
    today = clock.today()
    run = CourseDateFactory(
        capacity=4,
        sessions=[
            CourseSession(day=today - timedelta(days=1), starts=time(16), ends=time(18)),
            CourseSession(day=today, starts=time(7, 30), ends=time(10)),
        ],
    )
    first, second = run.live_sessions
    people = fill(run, 3)
    one, two = (member(Role.facilitator, run.course.provider, full_name=name) for name in ("Owen Price", "Ana Silva"))
    for user in (one, two):
        FacilitatorFactory(course_date=run, user=user)
    return SimpleNamespace(run=run, first=first, second=second, people=people, one=one, two=two)


def save(day: Any, session: CourseSession, *cells: Cell, actor: Any = None) -> operations.Outcome:
    with transaction():
        return operations.save_marks(
            actor=actor or day.one, course_date_id=day.run.id, session_id=session.id, cells=cells
        )


def verbs(session: Session, row: Any) -> list[str]:
    table = row.__tablename__
    entries = select(AuditEntry.verb).where(AuditEntry.subject_type == table, AuditEntry.subject_id == row.id)
    return list(session.scalars(entries.order_by(AuditEntry.id)))


@pytest.mark.parametrize(
    ("first", "second", "state", "hours"),
    [
        (Mark.present, Mark.late, PlaceState.attended, 4.5),
        (Mark.present, Mark.absent, PlaceState.part_attended, 2.0),
        (Mark.absent, Mark.absent, PlaceState.no_show, 0.0),
        (Mark.excused, Mark.excused, PlaceState.excused, 0.0),
    ],
)
def test_marks_settle_the_place_once_every_session_has_one(
    session: Session, day: Any, first: Mark, second: Mark, state: PlaceState, hours: float
) -> None:
    place = day.people[0]
    save(day, day.first, Cell(place.id, first))
    session.refresh(place)
    assert place.state is PlaceState.confirmed
    save(day, day.second, Cell(place.id, second))
    session.refresh(place)
    assert place.state is state
    kept = queries.record_of_place(place.id)
    assert kept is not None
    assert kept.hours_counted == hours


def test_a_correction_is_followed_and_noted(session: Session, day: Any) -> None:
    place = day.people[0]
    save(day, day.first, Cell(place.id, Mark.absent))
    save(day, day.second, Cell(place.id, Mark.absent))
    save(day, day.second, Cell(place.id, Mark.present, seen=1))
    session.refresh(place)
    assert place.state is PlaceState.part_attended
    row = queries.mark_of(day.second.id, place.id)
    assert row is not None
    assert row.version == 2
    assert verbs(session, row) == ["attendance_marked", "attendance_corrected"]
    assert "attendance_settled" in verbs(session, place)


def test_the_newer_mark_wins_and_says_so(session: Session, day: Any) -> None:
    place = day.people[0]
    save(day, day.second, Cell(place.id, Mark.present), actor=day.one)
    outcome = save(day, day.second, Cell(place.id, Mark.absent, seen=0), actor=day.two)
    (told,) = outcome.overtaken
    assert (told.by, told.was, told.now) == ("Owen Price", Mark.present, Mark.absent)
    again = save(day, day.second, Cell(place.id, Mark.absent, seen=1), actor=day.one)
    assert again.saved == again.overtaken == []  # they agree


def test_a_register_opens_on_its_day(session: Session, frozen: FrozenClock) -> None:
    run = CourseDateFactory(day=clock.today() + timedelta(days=1))
    place = PlaceFactory(course_date=run)
    actor = member(Role.provider_admin, run.course.provider)
    with pytest.raises(NotYet), transaction():
        operations.save_marks(
            actor=actor, course_date_id=run.id, session_id=run.sessions[0].id, cells=[Cell(place.id, Mark.present)]
        )


def test_nobody_is_marked_who_has_no_place_here(session: Session, day: Any) -> None:
    stranger, gone = PlaceFactory(), PlaceFactory(course_date=day.run, state=PlaceState.cancelled_by_customer)
    for place in (stranger, gone):
        with pytest.raises(NotOnRegister):
            save(day, day.second, Cell(place.id, Mark.present))
    with pytest.raises(LookupError):
        save(day, stranger.course_date.sessions[0], Cell(day.people[0].id, Mark.present))


def test_the_rest_at_once(session: Session, day: Any) -> None:
    save(day, day.second, Cell(day.people[0].id, Mark.late))
    with transaction():
        count = operations.mark_rest(
            actor=day.one, course_date_id=day.run.id, session_id=day.second.id, mark=Mark.present
        )
    marks = sorted(row.mark.value for row in queries.marks_of(day.second.id).values())
    assert (count, marks) == (2, ["late", "present", "present"])


class TestWalkIn:
    def add(self, day: Any, email: str = "Late@Example.org") -> Place:
        with transaction():
            return operations.add_walk_in(
                actor=day.one, course_date_id=day.run.id, session_id=day.second.id, name="Lena Late", email=email
            )

    def test_gets_the_last_place_and_a_mark(self, session: Session, day: Any, outbox: Any) -> None:
        place = self.add(day)
        assert (place.state, place.delegate_email) == (PlaceState.confirmed, "late@example.org")
        row = queries.mark_of(day.second.id, place.id)
        assert row is not None
        assert row.mark is Mark.late
        assert "late@example.org" in [mail.to for mail in outbox()]
        with pytest.raises(SoldOut):
            self.add(day, "later@example.org")

    def test_not_twice(self, session: Session, day: Any) -> None:
        with pytest.raises(AlreadyPlaced):
            self.add(day, day.people[0].delegate_email)

    def test_not_on_a_date_that_was_called_off(self, session: Session, day: Any) -> None:
        day.run.state = CourseDateState.cancelled
        session.commit()
        with pytest.raises(NotOpen):
            self.add(day)

    def test_while_bookings_are_taken_the_line_comes_first(self, session: Session, day: Any) -> None:
        WaitingPlaceFactory(course_date=day.run)
        day.run.booking_closes_at = clock.now() + timedelta(hours=1)
        session.commit()
        with pytest.raises(SoldOut):
            self.add(day)
        day.run.booking_closes_at = None
        session.commit()
        self.add(day)


class TestThePage:
    def path(self, day: Any) -> str:
        return f"/training/dates/{day.run.id}/register/{day.second.id}"

    def test_one_post_for_the_whole_page(self, client: StrictClient, session: Session, day: Any) -> None:
        client.sign_in(day.one)
        opened = client.get(f"/training/dates/{day.run.id}/register", status=302)
        assert opened.location and opened.location.endswith(self.path(day))
        marks = {f"mark-{place.id}": "present" for place in day.people}
        client.submit(self.path(day), **marks)
        assert len(queries.marks_of(day.second.id)) == 3
        page = client.get(self.path(day))
        assert "3 of 3 here" in page.text
        page = client.follow(client.submit(self.path(day)))
        assert page.flashes == ["Nothing had changed."]

    def test_two_browsers_hear_of_each_other(self, client: StrictClient, session: Session, day: Any) -> None:
        place = day.people[0]
        client.sign_in(day.two)
        stale = client.get(self.path(day)).form()
        save(day, day.second, Cell(place.id, Mark.present), actor=day.one)
        page = client.follow(client.post(self.path(day), {**stale, f"mark-{place.id}": "absent"}))
        assert any("Owen Price had marked" in words and "absent now" in words for words in page.flashes)

    def test_the_script_sends_single_cells(self, client: StrictClient, session: Session, day: Any) -> None:
        client.sign_in(day.one)
        place, as_json = day.people[0], {"Accept": "application/json"}
        data = {f"mark-{place.id}": "late", f"was-{place.id}": ":0"}
        answer = client.post(self.path(day), data, status=200, headers=as_json).json
        assert answer["cells"] == [{"place": place.id, "mark": "late", "version": 1}]
        assert answer["message"] == "Saved at 10am"
        told = client.post(self.path(day), {"mark-999999": "late"}, status=409, headers=as_json).json
        assert "no place any more" in told["message"]

    def test_a_walk_in_is_refused_beside_the_field(self, client: StrictClient, session: Session, day: Any) -> None:
        client.sign_in(day.one)
        page = client.submit(f"{self.path(day)}/walk-in", status=200, name="Cara", email=day.people[0].delegate_email)
        assert "already has a place" in page.errors[0]
        client.submit(f"{self.path(day)}/walk-in", name="Lena Late", email="lena@example.org")
        assert "Lena Late" in client.get(self.path(day)).text

    def test_the_rest_and_the_paper(self, client: StrictClient, session: Session, day: Any) -> None:
        client.sign_in(day.one)
        client.post(f"{self.path(day)}/rest", {"mark": "absent"})
        assert {row.mark for row in queries.marks_of(day.second.id).values()} == {Mark.absent}
        sheet = client.get(f"{self.path(day)}/sheet.pdf")
        assert sheet.response.data.startswith(b"%PDF")
        assert b"pdfuaid" in sheet.response.data

    def test_the_number_of_questions_does_not_grow(
        self, client: StrictClient, session: Session, day: Any, query_count: Any
    ) -> None:
        client.sign_in(day.one)
        client.get(self.path(day))
        with query_count() as few:
            client.get(self.path(day))
        day.run.capacity = 40
        for place in fill(day.run, 20):
            MarkFactory(place=place, session=day.second)
        with query_count() as many:
            client.get(self.path(day))
        assert many.count == few.count

    def test_before_the_day_it_is_shown_and_closed(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        run = CourseDateFactory(day=clock.today() + timedelta(days=3))
        place = PlaceFactory(course_date=run)
        client.sign_in(member(Role.provider_admin, run.course.provider))
        path = f"/training/dates/{run.id}/register/{run.sessions[0].id}"
        assert "opens on" in client.get(path).text
        page = client.follow(client.post(path, {f"mark-{place.id}": "present"}))
        assert "opens on the day" in page.flashes[0]
        assert session.query(AttendanceMark).count() == 0


def test_hours_are_awarded_with_a_reason(client: StrictClient, session: Session, day: Any) -> None:
    place = day.people[0]
    save(day, day.first, Cell(place.id, Mark.present))
    save(day, day.second, Cell(place.id, Mark.left_early))
    client.sign_in(member(Role.provider_admin, day.run.course.provider))
    path = f"/training/dates/{day.run.id}/places/{place.id}/hours"
    assert client.submit(path, status=200, hours="3", reason="").errors == [
        "Enter why the hours differ from the register"
    ]
    client.submit(path, hours="3.25", reason="Left before lunch")
    kept = queries.record_of_place(place.id)
    assert kept is not None
    assert (kept.hours, kept.hours_counted) == (4.5, 3.25)
    assert verbs(session, kept) == ["hours_awarded"]
