"""The record of a person: what they attended here, what they entered, evidence, PDF and CSV."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import PlaceState
from teachpb.db import transaction
from teachpb.files.models import FileState, StoredFile
from teachpb.schools.models import Role
from teachpb.training import operations
from teachpb.training.models import AbsenceFeed, TrainingEntry
from tests.factories.accounts import UserFactory
from tests.factories.attendance import CertificateFactory, RecordFactory
from tests.factories.cpd import CourseDateFactory, PlaceFactory
from tests.factories.schools import SchoolFactory, member
from tests.factories.training import EntryFactory, KindFactory
from tests.files.samples import pdf
from tests.support.client import StrictClient
from tests.support.time import FrozenClock


@pytest.fixture
def cara(session: Session, frozen: FrozenClock) -> User:
    user: User = UserFactory(full_name="Cara Jones")
    return user


def attended(cara: User, title: str, day: date, hours: float = 6.0, **certificate: Any) -> None:
    run = CourseDateFactory(day=day, course__title=title)
    place = PlaceFactory(course_date=run, delegate=cara, state=PlaceState.attended)
    RecordFactory(place=place, hours=hours)
    CertificateFactory(place=place, completed_on=day, hours=hours, **certificate)


def test_by_academic_year_with_hours(client: StrictClient, session: Session, cara: User) -> None:
    attended(cara, "Questioning", date(2025, 8, 31), hours=2.5)
    attended(cara, "Safeguarding leads", date(2025, 9, 1), hours=6, expires_on=date(2027, 9, 1))
    EntryFactory(user=cara, title="First aid elsewhere", completed_on=date(2026, 3, 1), hours=1.5)
    EntryFactory(title="Somebody else’s")
    PlaceFactory(delegate=cara, course_date__course__title="Not yet")
    client.sign_in(cara)
    page = client.get("/training/record")
    assert "2025–26: 7.5 hours" in page.text
    assert "2024–25: 2.5 hours" in page.text
    assert "1 Sep 2027" in page.text
    for absent in ("Somebody else", "Not yet"):
        assert absent not in page.text
    table = client.get("/training/record/record.csv").body
    assert "2024–25,2025-08-31,Questioning" in table
    assert "First aid elsewhere" in table
    paper = client.get("/training/record/record.pdf").response.data
    words = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(paper)).pages)
    assert "Cara Jones" in words and "10 hours in all" in words
    assert b"pdfuaid" in paper


def test_an_empty_record_says_how_it_fills(client: StrictClient, session: Session, cara: User) -> None:
    client.sign_in(cara)
    assert "Nothing on it yet" in client.get("/training/record").text


def date_fields(page: Any, day: date) -> dict[str, str]:
    """The three parts of the day, under the names the page gives them."""
    names = [str(field["name"]) for field in page.select("input[name^=completed_on]")]
    return dict(zip(names, (str(day.day), str(day.month), str(day.year)), strict=True))


class TestEntering:
    def enter(
        self, client: StrictClient, path: str = "/training/record/entries/new", status: int = 302, **more: Any
    ) -> Any:
        day = date_fields(client.get(path), date(2026, 3, 1))
        return client.submit(path, status=status, title="First aid", hours="6", **{**day, **more})

    def test_the_period_of_the_kind_counts(self, client: StrictClient, session: Session, cara: User) -> None:
        kind = KindFactory(months=36)
        client.sign_in(cara)
        self.enter(client, kind_id=str(kind.id))
        entry = session.scalars(select(TrainingEntry)).one()
        assert (entry.user, entry.expires_on, entry.is_shared) == (cara, date(2029, 3, 1), True)

    def test_with_evidence_that_only_its_owner_gets(self, client: StrictClient, session: Session, cara: User) -> None:
        client.sign_in(cara)
        self.enter(client, evidence=(io.BytesIO(pdf()), "first-aid.pdf"))
        entry = session.scalars(select(TrainingEntry)).one()
        path = f"/training/record/entries/{entry.id}/evidence"
        client.get(path, status=404)  # nobody has scanned it yet
        entry.file.state = FileState.clean
        session.commit()
        assert client.get(path).response.data.startswith(b"%PDF")
        client.sign_in(UserFactory())
        client.get(path, status=404)

    def test_what_is_no_document_is_refused_beside_the_field(
        self, client: StrictClient, session: Session, cara: User
    ) -> None:
        client.sign_in(cara)
        page = self.enter(client, status=200, evidence=(io.BytesIO(b"MZ not a pdf"), "first-aid.pdf"))
        assert page.errors
        assert "First aid" in page.body
        assert session.query(TrainingEntry).count() == session.query(StoredFile).count() == 0

    def test_change_and_remove(self, client: StrictClient, session: Session, cara: User) -> None:
        entry = EntryFactory(user=cara)
        client.sign_in(cara)
        client.submit(f"/training/record/entries/{entry.id}", title="Better words")
        assert "Better words" in client.get("/training/record").text
        client.submit(f"/training/record/entries/{entry.id}/remove")
        assert session.query(TrainingEntry).count() == 0

    def test_a_day_ahead_is_refused(self, client: StrictClient, session: Session, cara: User) -> None:
        client.sign_in(cara)
        path = "/training/record/entries/new"
        day = date_fields(client.get(path), clock.today() + timedelta(days=1))
        assert client.submit(path, status=200, title="Soon", hours="1", **day).errors == ["The day must not be ahead"]


def test_closing_the_account_takes_what_one_entered(session: Session, cara: User) -> None:
    EntryFactory(user=cara)
    kept = EntryFactory()
    with transaction():
        operations.forget_person(user=cara)
    assert session.scalars(select(TrainingEntry)).all() == [kept]


class TestAbsences:
    @pytest.fixture
    def lead(self, session: Session, frozen: FrozenClock) -> Any:
        school = SchoolFactory()
        run = CourseDateFactory(online_link="https://meet.example.org/secret", joining_instructions="Ring")
        PlaceFactory(course_date=run, booking__payer=school, delegate=None, delegate_name="Cara Jones")
        PlaceFactory(course_date=run, delegate=None, delegate_name="Not Ours", delegate_email="n@example.org")
        return member(Role.cpd_lead, school), school

    def path(self, school: Any) -> str:
        return f"/training/teams/{school.id}/staff/absences"

    def test_a_calendar_without_joining_links(self, client: StrictClient, session: Session, lead: Any) -> None:
        user, school = lead
        client.sign_in(user)
        assert "Cara Jones" in client.get(self.path(school)).text
        client.post(f"{self.path(school)}/make")
        token = session.scalars(select(AbsenceFeed.token)).one()
        client.sign_in(None)
        body = client.get(f"/feeds/absences/{token}.ics").response.data
        calendar = Calendar.from_ical(body)
        (event,) = calendar.walk("VEVENT")
        assert str(calendar["METHOD"]) == "PUBLISH"
        assert str(event["SUMMARY"]).startswith("Cara Jones: ")
        assert b"meet.example.org" not in body and b"Ring" not in body and b"Not Ours" not in body

    def test_a_new_address_kills_the_old_and_taking_it_back_both(
        self, client: StrictClient, session: Session, lead: Any
    ) -> None:
        user, school = lead
        client.sign_in(user)
        tokens = []
        for _ in range(2):
            client.post(f"{self.path(school)}/make")
            session.expire_all()
            tokens.append(session.scalars(select(AbsenceFeed.token)).one())
        client.get(f"/feeds/absences/{tokens[0]}.ics", status=404)
        client.get(f"/feeds/absences/{tokens[1]}.ics")
        client.post(f"{self.path(school)}/revoke")
        client.get(f"/feeds/absences/{tokens[1]}.ics", status=404)

    def test_it_dies_with_the_role(self, client: StrictClient, session: Session, lead: Any) -> None:
        user, school = lead
        client.sign_in(user)
        client.post(f"{self.path(school)}/make")
        token = session.scalars(select(AbsenceFeed.token)).one()
        user.memberships[0].ended_at = clock.now()
        session.commit()
        client.get(f"/feeds/absences/{token}.ics", status=404)
