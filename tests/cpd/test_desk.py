"""The provider's desk: finding bookings, writing to delegates, copying last year."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.cpd.models import Course, CourseDate, CourseDateState, CourseStatus, PlaceState
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.cpd import (
    CourseDateFactory,
    CourseFactory,
    DelegateNeedsFactory,
    FacilitatorFactory,
    HeldPlaceFactory,
    PlaceFactory,
    WaitingPlaceFactory,
    fill,
)
from tests.factories.schools import ProviderFactory, SchoolFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

S = PlaceState
Outbox = Callable[[], list[Any]]

pytestmark = pytest.mark.usefixtures("session", "frozen")

BOOKINGS = "/training/desk/bookings"


@pytest.fixture
def desk(client: StrictClient) -> SimpleNamespace:
    """A provider with a course of two dates, signed in."""
    provider = ProviderFactory()
    course = CourseFactory(provider=provider, title="Phonics that sticks")
    near, far = (
        CourseDateFactory(course=course, day=clock.today() + timedelta(days=days), capacity=40) for days in (30, 60)
    )
    client.sign_in(member(Role.provider_admin, provider))
    return SimpleNamespace(provider=provider, course=course, near=near, far=far)


def named(run: Any, name: str, **fields: Any) -> Any:
    email = f"{name.split()[0].lower()}@example.org"
    return PlaceFactory(course_date=run, delegate=None, delegate_name=name, delegate_email=email, **fields)


class TestBookings:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"Cara Jones", "Dev Patel", "Eve Stone"}),
            ("q=cara", {"Cara Jones"}),
            ("q=DEV%40example", {"Dev Patel"}),
            ("q=Nene+primary", {"Eve Stone"}),
            ("q=jones+cara", {"Cara Jones"}),
            ("q=%25", set()),
            ("q=nobody", set()),
            ("state=waiting", {"Dev Patel"}),
            ("state=gone", {"Eve Stone"}),
            ("state=nonsense", {"Cara Jones", "Dev Patel", "Eve Stone"}),
            ("when=past", set()),
            ("when=ahead&q=eve", {"Eve Stone"}),
            ("date={far}", {"Eve Stone"}),
            ("course={course}", {"Cara Jones", "Dev Patel", "Eve Stone"}),
            ("course=999", {"Cara Jones", "Dev Patel", "Eve Stone"}),
        ],
    )
    def test_searched_and_narrowed(
        self, client: StrictClient, desk: SimpleNamespace, query: str, found: set[str]
    ) -> None:
        named(desk.near, "Cara Jones")
        named(desk.near, "Dev Patel", state=S.waiting, waiting_number=1)
        named(desk.far, "Eve Stone", state=S.cancelled_by_customer, booking__payer=SchoolFactory(name="Nene Primary"))
        HeldPlaceFactory(course_date=desk.near, delegate_name="Holly Hold")
        PlaceFactory(delegate=None, delegate_name="Other Provider", delegate_email="other@example.org")
        text = query.format(far=desk.far.id, course=desk.course.id)
        page = client.get(f"{BOOKINGS}?{text}")
        names = {"Cara Jones", "Dev Patel", "Eve Stone", "Holly Hold", "Other Provider"}
        assert {name for name in names if name in page.text} == found

    def test_in_pages_with_as_many_questions_for_many_as_for_few(
        self, client: StrictClient, desk: SimpleNamespace, query_count: Any
    ) -> None:
        fill(desk.near, 2)
        client.get(BOOKINGS)
        with query_count() as few:
            client.get(BOOKINGS)
        fill(desk.near, 30)
        with query_count() as many:
            page = client.get(BOOKINGS)
        assert many.count == few.count
        assert "32 places" in page.text
        assert len(client.get(f"{BOOKINGS}?page=2&state=coming").select("tbody tr")) == 12

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_taken_away_without_formulas_or_needs(self, client: StrictClient, desk: SimpleNamespace, kind: str) -> None:
        place = named(desk.near, "=cmd|evil", price_pence=12050)
        DelegateNeedsFactory(place=place, dietary="No peanuts", access="A ramp")
        named(desk.far, "Not wanted")
        response = client.http.get(f"{BOOKINGS}.{kind}?date={desk.near.id}")
        assert response.status_code == 200
        assert b"peanuts" not in response.data and b"ramp" not in response.data
        if kind == "csv":
            rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
            assert rows[1][0] == "'=cmd|evil"
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            cell = sheet.cell(2, 1)
            assert (cell.value, cell.data_type) == ("=cmd|evil", "s")
        assert len(rows) == 2
        assert float(rows[1][rows[0].index("Price")]) == 120.5

    def test_a_desk_without_bookings(self, client: StrictClient, desk: SimpleNamespace) -> None:
        assert "Nobody has booked yet" in client.get(BOOKINGS).text
        assert "Nobody fits" in client.get(f"{BOOKINGS}?q=x").text


class TestWriting:
    def write(self, client: StrictClient, run: Any, status: int = 200, **fields: Any) -> Any:
        url = f"/training/dates/{run.id}/write"
        page = client.get(url)
        values = {"subject": "Room changed", "body": "We meet in room 4.\nBring a pen.", "groups": ["coming"]}
        return client.post(url, {**page.form(), **values, **fields}, status=status)

    def test_seen_first_then_sent_once(
        self, client: StrictClient, desk: SimpleNamespace, session: Session, outbox: Outbox
    ) -> None:
        cara = named(desk.near, "Cara Jones")
        named(desk.near, "Wim Waits", state=S.waiting, waiting_number=1)
        named(desk.far, "Eve Else")
        page = self.write(client, desk.near, preview="1")
        assert "This is what they get" in page.text and "Goes to 1 person: Cara Jones" in page.text
        assert outbox() == []
        url = f"/training/dates/{desk.near.id}/write"
        fields = {**page.form(), "send": "1"}
        assert "Sent to 1 person" in client.follow(client.post(url, fields)).text
        client.post(url, fields)
        (mail,) = outbox()
        assert (mail.to, mail.subject) == (cara.delegate_email, "Room changed: Phonics that sticks")
        assert "We meet in room 4.\nBring a pen." in mail.text
        entries = session.scalars(select(AuditEntry).where(AuditEntry.verb == "delegates_written_to")).all()
        assert entries[0].changes["recipients"] == [None, 1]
        assert "cara" not in str(entries[0].changes).casefold()

    def test_to_others(self, client: StrictClient, desk: SimpleNamespace, outbox: Outbox) -> None:
        named(desk.near, "Cara Jones")
        WaitingPlaceFactory(course_date=desk.near, waiting_number=1)
        self.write(client, desk.near, status=302, groups=["coming", "waiting"], send="1")
        assert len(outbox()) == 2

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"subject": ""}, "Enter a subject"),
            ({"body": ""}, "Enter a message"),
            ({"groups": []}, "Select who gets the message"),
            ({"groups": ["been"], "send": "1"}, "There is nobody among these people to write to: select others"),
            ({"subject": "For cara jones only"}, "Take the name or address out of the subject"),
            ({"subject": "Ask cara@example.org", "send": "1"}, "Take the name or address out of the subject"),
        ],
    )
    def test_what_is_missing_is_said(
        self, client: StrictClient, desk: SimpleNamespace, outbox: Outbox, fields: dict[str, Any], error: str
    ) -> None:
        named(desk.near, "Cara Jones")
        page = self.write(client, desk.near, **fields)
        assert any(error in found for found in page.errors)
        assert outbox() == []


class TestCopying:
    def test_a_course_with_its_dates(self, client: StrictClient, desk: SimpleNamespace, session: Session) -> None:
        trainer = UserFactory()
        FacilitatorFactory(course_date=desk.near, user=trainer)
        desk.near.online_link = "https://meet.example.org/x"
        fill(desk.near, 2)
        CourseDateFactory(course=desk.course, day=clock.today() - timedelta(days=500))
        page = client.submit(f"/training/courses/{desk.course.id}/copy", title="Phonics that sticks 2027")
        assert "Look at it" not in client.follow(page).text
        session.expire_all()
        copy = session.scalars(select(Course).where(Course.title == "Phonics that sticks 2027")).one()
        assert (copy.status, copy.slug, copy.published_at) == (CourseStatus.draft, "phonics-that-sticks-2027", None)
        assert (copy.summary, copy.policy_tiers) == (desk.course.summary, desk.course.policy_tiers)
        first, second = copy.dates
        assert first.live_sessions[0].day == clock.today() + timedelta(days=30 + 364)
        assert first.starts_at is not None and first.starts_at.weekday() == desk.near.starts_at.weekday()
        assert (first.state, first.places, first.online_link) == (CourseDateState.draft, [], "")
        assert [row.user_id for row in first.facilitators] == [trainer.id]
        assert first.live_sessions[0].uid != desk.near.live_sessions[0].uid
        assert (second.prices, second.capacity) == (desk.far.prices, 40)

    def test_a_date(self, client: StrictClient, desk: SimpleNamespace, session: Session, frozen: FrozenClock) -> None:
        url = f"/training/dates/{desk.near.id}/copy"
        page = client.get(url)
        day = {"first_day-day": "15", "first_day-month": "9", "first_day-year": "2026"}
        client.post(url, {**page.form(), **day})
        copy = session.scalars(select(CourseDate).order_by(CourseDate.id.desc())).first()
        assert copy is not None and copy.live_sessions[0].day == date(2026, 9, 15)
        past = client.post(url, {**page.form(), **day, "first_day-year": "2020"}, status=200)
        assert past.errors
