"""Being told of new dates, a calendar of one's own, and courses in a school of one's own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts.operations import close_account
from teachpb.cpd import jobs, operations
from teachpb.cpd.models import (
    CalendarFeed,
    CalendarInvite,
    CalendarMethod,
    CourseDateState,
    CourseStatus,
    CourseWatch,
    FacilitatorProfile,
    InSchoolRequest,
    InSchoolState,
    PlaceState,
)
from teachpb.cpd.models.transitions import IN_SCHOOL
from teachpb.db import InvalidTransition, db, transaction
from teachpb.notifications.models import MessageRow
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, CourseFactory, PlaceFactory
from tests.factories.schools import ProviderFactory, SchoolFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("session", "frozen")


def letters(kind: str) -> list[MessageRow]:
    return list(db.session.scalars(select(MessageRow).where(MessageRow.kind == kind).order_by(MessageRow.id)))


class TestWatching:
    def test_from_the_page_to_one_letter_for_each_new_date(self, client: StrictClient, frozen: FrozenClock) -> None:
        known = CourseDateFactory(course__title="Phonics")
        course, user = known.course, UserFactory()
        client.sign_in(user)
        assert client.get(f"/courses/{course.slug}").links["Tell me when new dates open"]
        client.submit(f"/courses/{course.slug}/watch")
        client.submit(f"/courses/{course.slug}/watch")
        assert db.session.scalars(select(CourseWatch)).one().user_id == user.id
        assert jobs.tell_watchers() == 0, "what was open already is not new"
        first = CourseDateFactory(course=course, day=date(2026, 6, 3))
        CourseDateFactory(course=course, day=date(2026, 6, 4), state=CourseDateState.draft)
        CourseDateFactory(course=course, day=date(2026, 4, 2))
        assert jobs.tell_watchers() == 1
        assert jobs.tell_watchers() == 0, "and once only"
        first.state = CourseDateState.closed
        db.session.commit()
        first.state = CourseDateState.published
        db.session.commit()
        assert jobs.tell_watchers() == 0, "closing and opening makes no new date"
        (letter,) = letters("cpd.new_dates")
        assert letter.to == user.email and "Wednesday 3 June 2026" in letter.text
        assert "stop-watching" in letter.text

    def test_a_draft_that_opens_is_new(self, client: StrictClient) -> None:
        run = CourseDateFactory(state=CourseDateState.draft)
        operations.watch_course(actor=UserFactory(), course=run.course)
        db.session.commit()
        run.state = CourseDateState.published
        db.session.commit()
        assert jobs.tell_watchers() == 1

    @pytest.mark.parametrize("change", ["withdrawn", "closed account", "stopped"])
    def test_nobody_is_written_to_who_should_not_be(self, client: StrictClient, change: str) -> None:
        course, user = CourseFactory(), UserFactory()
        watch = operations.watch_course(actor=user, course=course)
        db.session.commit()
        CourseDateFactory(course=course)
        if change == "withdrawn":
            course.status = CourseStatus.withdrawn
        elif change == "closed account":
            close_account(user=user)
        else:
            operations.stop_watching(actor=user, watch=watch)
        db.session.commit()
        assert jobs.tell_watchers() == 0
        assert letters("cpd.new_dates") == []

    def test_the_link_asks_first_and_mail_programs_stop_with_one_click(self, client: StrictClient) -> None:
        watch = operations.watch_course(actor=UserFactory(), course=CourseFactory(title="Phonics"))
        other = operations.watch_course(actor=UserFactory(), course=CourseFactory())
        db.session.commit()
        url = f"/courses/stop-watching/{watch.secret}"
        page = client.get(url)
        assert "Phonics" in page.text and page.response.headers["Referrer-Policy"] == "no-referrer"
        assert db.session.get(CourseWatch, watch.id) is not None, "looking changes nothing"
        page = client.submit(url, status=200)
        assert "We write no more about new dates of “Phonics”." in page.text
        client.get(url, status=404)
        answer = client.http.post(f"/courses/stop-watching/{other.secret}", data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and answer.mimetype == "text/plain"
        assert db.session.scalars(select(CourseWatch)).all() == []

    def test_the_list_of_what_one_watches(self, client: StrictClient) -> None:
        user, course = UserFactory(), CourseFactory(title="Phonics")
        client.sign_in(user)
        assert "You watch no course yet" in client.get("/account/watched-courses").text
        operations.watch_course(actor=user, course=course)
        operations.watch_course(actor=UserFactory(), course=CourseFactory(title="Not mine"))
        db.session.commit()
        page = client.get("/account/watched-courses")
        assert "Phonics" in page.text and "Not mine" not in page.text
        client.post(f"/courses/{course.slug}/unwatch")
        assert "You watch no course yet" in client.get("/account/watched-courses").text

    def test_what_is_drafted_cannot_be_watched(self, client: StrictClient) -> None:
        client.sign_in(UserFactory())
        client.get(f"/courses/{CourseFactory(status=CourseStatus.draft).slug}/watch", status=404)


class TestOwnCalendar:
    def open(self, client: StrictClient, user: Any) -> str:
        client.sign_in(user)
        client.submit("/account/course-calendar", action="/account/course-calendar")
        url = client.get("/account/course-calendar").select("#calendar-address")[0]["value"]
        client.sign_in(None)
        return str(url).removeprefix("http://localhost")

    def events(self, client: StrictClient, url: str) -> dict[str, Any]:
        page = client.get(url)
        assert page.response.headers["Cache-Control"] == "no-store"
        calendar = Calendar.from_ical(page.response.data)
        assert calendar["METHOD"] == "PUBLISH"
        return {str(event["UID"]): event for event in calendar.walk("VEVENT")}

    def test_it_has_what_one_has_booked_and_no_link_to_join(self, client: StrictClient) -> None:
        user = UserFactory()
        place = PlaceFactory(delegate=user, course_date__online_link="https://meet.example.org/secret")
        PlaceFactory()
        found = self.events(client, url := self.open(client, user))
        assert list(found) == [place.course_date.sessions[0].uid]
        assert "meet.example.org" not in client.get(url).body and user.email not in client.get(url).body

    def test_a_new_address_closes_the_old_and_closing_closes_it(self, client: StrictClient) -> None:
        user = UserFactory()
        old = self.open(client, user)
        new = self.open(client, user)
        assert old != new
        client.get(old, status=404)
        client.get(new)
        client.sign_in(user)
        client.post("/account/course-calendar/close")
        client.get(new, status=404)
        assert db.session.scalars(select(CalendarFeed)).all() == []

    def test_what_one_has_left_is_cancelled_with_the_number_that_was_mailed(self, client: StrictClient) -> None:
        user = UserFactory()
        place = PlaceFactory(delegate=user, state=PlaceState.cancelled_by_customer)
        session = place.course_date.sessions[0]
        invite = CalendarInvite(
            session_id=session.id,
            attendee=user.email,
            sequence=4,
            method=CalendarMethod.cancel,
            sent_at=place.created_at,
        )
        db.session.add(invite)
        db.session.commit()
        url = self.open(client, user)
        (event,) = self.events(client, url).values()
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 4)
        PlaceFactory(course_date=place.course_date, delegate=user)
        (event,) = self.events(client, url).values()
        assert event["STATUS"] == "CONFIRMED", "who came back has it"

    def test_it_ends_with_the_account(self, client: StrictClient) -> None:
        user = UserFactory()
        url = self.open(client, user)
        provider = ProviderFactory()
        db.session.add(FacilitatorProfile(provider=provider, user=user, name="Priya Shah"))
        close_account(user=user)
        db.session.commit()
        client.get(url, status=404)
        assert db.session.scalars(select(FacilitatorProfile)).all() == []


class TestInSchool:
    @pytest.fixture
    def pair(self, session: Session) -> tuple[Any, Any, Any]:
        """A provider's administrator, a school's lead, and a course."""
        course = CourseFactory(title="Questioning")
        return member(Role.provider_admin, course.provider), member(Role.cpd_lead, SchoolFactory(name="Heron")), course

    def ask(self, client: StrictClient, lead: Any, course: Any) -> InSchoolRequest:
        client.sign_in(lead)
        page = client.submit(
            f"/training/in-school/ask/{course.provider.slug}?course={course.slug}",
            wishes="Ask better questions",
            staff_count="42",
            preferred_dates="Monday 4 January",
            hall="The hall",
        )
        assert page.location
        asked: InSchoolRequest = db.session.scalars(select(InSchoolRequest)).one()
        return asked

    def test_from_the_question_to_the_agreement(self, client: StrictClient, pair: tuple[Any, Any, Any]) -> None:
        admin, lead, course = pair
        assert client.get(f"/courses/{course.slug}").links["Bring this to our school"]
        asked = self.ask(client, lead, course)
        assert (asked.topic, asked.staff_count, asked.course_id) == ("Questioning", 42, course.id)
        assert asked.organisation.name == "Heron"
        client.sign_in(admin)
        assert "Questioning" in client.get("/training/in-school").text
        client.submit(f"/training/in-school/{asked.id}/answer", decision="offer", answer="We come. **£600**.")
        client.sign_in(lead)
        page = client.get(f"/training/in-school/{asked.id}")
        assert "£600" in page.text and "Offered" in page.text
        client.post(f"/training/in-school/{asked.id}/agree")
        assert asked.state is InSchoolState.agreed
        page = client.follow(client.post(f"/training/in-school/{asked.id}/withdraw"))
        assert page.flashes[-1:] == ["This request has been settled meanwhile: look at it again"]
        told = [(letter.to, letter.subject) for letter in letters("cpd.in_school")]
        assert told == [
            (admin.email, "Course in school: waiting for an answer"),
            (lead.email, "Course in school: offered"),
            (admin.email, "Course in school: agreed"),
        ]

    def test_declined_is_settled(self, client: StrictClient, pair: tuple[Any, Any, Any]) -> None:
        admin, lead, course = pair
        asked = self.ask(client, lead, course)
        client.sign_in(admin)
        client.submit(f"/training/in-school/{asked.id}/answer", decision="decline", answer="Not this year.")
        assert asked.state is InSchoolState.declined
        assert "cannot come" in letters("cpd.in_school")[-1].text
        client.sign_in(lead)
        assert not client.get(f"/training/in-school/{asked.id}").select("main form")

    def test_what_is_missing_is_said_and_what_was_typed_stays(
        self, client: StrictClient, pair: tuple[Any, Any, Any]
    ) -> None:
        _admin, lead, course = pair
        client.sign_in(lead)
        page = client.submit(
            f"/training/in-school/ask/{course.provider.slug}",
            status=200,
            topic="Oracy",
            staff_count="0",
            preferred_dates="",
        )
        assert page.errors == ["Number of people must be between 1 and 1,000", "Enter when it would suit you"]
        assert page.select("input[name=topic]")[0]["value"] == "Oracy"

    def test_nobody_asks_for_a_school_they_do_not_lead(self, client: StrictClient, pair: tuple[Any, Any, Any]) -> None:
        _admin, lead, course = pair
        client.sign_in(lead)
        page = client.submit(
            f"/training/in-school/ask/{course.provider.slug}",
            status=200,
            organisation_id=str(SchoolFactory().id),
            topic="Oracy",
            staff_count="3",
            preferred_dates="In May",
        )
        assert page.errors
        assert db.session.scalars(select(InSchoolRequest)).all() == []

    @pytest.mark.parametrize("state", list(InSchoolState))
    def test_only_what_the_table_allows(self, state: InSchoolState, pair: tuple[Any, Any, Any]) -> None:
        admin, lead, course = pair
        asked = InSchoolRequest(
            provider=course.provider,
            organisation=SchoolFactory(),
            topic="x",
            staff_count=1,
            preferred_dates="x",
            state=state,
            asked_by=lead,
        )
        db.session.add(asked)
        db.session.commit()
        moves = {
            InSchoolState.offered: lambda: operations.answer_request(
                actor=admin, request=asked, offers=True, answer="x"
            ),
            InSchoolState.agreed: lambda: operations.agree_request(actor=lead, request=asked),
            InSchoolState.withdrawn: lambda: operations.withdraw_request(actor=lead, request=asked),
        }
        for target, move in moves.items():
            asked.state = state
            db.session.commit()
            if target in IN_SCHOOL[state]:
                with transaction():
                    move()
                assert asked.state is target
            else:
                with pytest.raises(InvalidTransition), transaction():
                    move()


def test_the_job_tells_each_watch_alone(app: Flask, frozen: FrozenClock) -> None:
    course = CourseFactory()
    for _ in range(3):
        operations.watch_course(actor=UserFactory(), course=course)
    db.session.commit()
    CourseDateFactory(course=course)
    CourseDateFactory(course=course, day=date(2026, 7, 1))
    frozen.advance(timedelta(minutes=5))
    assert jobs.tell_watchers() == 6
    assert len(letters("cpd.new_dates")) == 3, "one letter names both dates"
