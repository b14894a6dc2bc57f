"""Courses and their dates for machines: lists, changes, feeds, calendars, a frame."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd.models import Audience, Course, CourseDateState, CourseSession, CourseStatus, Mode
from teachpb.db import db
from teachpb.schools.models import Role
from tests.factories.cpd import CourseDateFactory, CourseFactory, fill
from tests.factories.schools import ProviderFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("session", "frozen")

COURSES = "/api/v1/courses"
DATES = "/api/v1/course-dates"


def told(client: StrictClient, url: str, since: str) -> tuple[list[int], dict[int, str]]:
    """(numbers of what is new or different, number -> reason of what is gone), over every page."""
    data, gone, following = [], {}, f"{url}{'&' if '?' in url else '?'}since={since.replace('+', '%2B')}"
    while following:
        page = client.get(following.removeprefix("http://localhost")).json
        data += [each["id"] for each in page["data"]]
        gone |= {each["id"]: each["reason"] for each in page["gone"]}
        following = page["next"]
    return data, gone


def start(client: StrictClient, frozen: FrozenClock, url: str) -> str:
    since = str(client.get(url).json["nextSince"])
    frozen.advance(timedelta(minutes=10))
    return since


class TestLists:
    def test_a_course_says_what_its_page_says(self, client: StrictClient) -> None:
        course = CourseFactory(code="ASK-1", provider=ProviderFactory(slug="nene-hub"))
        CourseFactory(status=CourseStatus.draft)
        page = client.get(COURSES).json
        assert (page["total"], len(page["data"]), page["next"]) == (1, 1, None)
        found = page["data"][0]
        assert found["name"] == course.title and found["courseCode"] == "ASK-1"
        assert found["audiences"] == ["ect", "classroom_teacher"] and found["providerSlug"] == "nene-hub"
        assert client.get(found["self"].removeprefix("http://localhost")).json == found

    def test_filters_and_words(self, client: StrictClient) -> None:
        governor = CourseFactory(title="Chairing well", audiences=[Audience.governor])
        CourseFactory(title="Phonics")
        for query in ("audience=governor", "keyword=chairing", f"provider={governor.provider.slug}"):
            assert [each["id"] for each in client.get(f"{COURSES}?{query}").json["data"]] == [governor.id]
        assert client.get(f"{COURSES}?theme=governance").json["total"] == 0

    @pytest.mark.parametrize(
        "query",
        ["audience=anybody", "colour=red", "after=0", "keyword=a&keyword=b", "provider=A+B", "since=yesterday"],
    )
    def test_what_is_not_understood_is_said(self, client: StrictClient, query: str) -> None:
        assert client.get(f"{COURSES}?{query}", status=400).json["status"] == 400

    @pytest.mark.parametrize("query", ["from=2026-13-01", "to=2026", "course=A", "mode=online_live", "after=x"])
    def test_so_it_is_of_dates(self, client: StrictClient, query: str) -> None:
        assert client.get(f"{DATES}?{query}", status=400).json["status"] == 400

    def test_a_date_tells_places_and_prices_but_no_link_and_nobody(self, client: StrictClient) -> None:
        run = CourseDateFactory(online_link="https://meet.example.org/secret", joining_instructions="Ring the bell")
        fill(run, 7, delegate_name="Nadia Seen")
        found = client.get(f"{DATES}/{run.id}").json
        assert found["placesLeft"] == 3 and found["isOpenForBooking"] is True
        assert found["prices"]["maintained_city"] == 9000
        assert found["sessions"][0]["startDate"] == "2026-05-24T09:30:00+01:00"
        text = json.dumps(found)
        for secret in ("secret", "Ring the bell", "Nadia", "Priya", "example.org/secret"):
            assert secret not in text

    def test_dates_by_course_provider_and_day(self, client: StrictClient) -> None:
        run = CourseDateFactory(day=date(2026, 5, 6))
        CourseDateFactory(day=date(2026, 7, 1))
        CourseDateFactory(day=date(2026, 4, 1))
        CourseDateFactory(state=CourseDateState.draft)
        slug, provider = run.course.slug, run.course.provider.slug
        assert client.get(DATES).json["total"] == 2
        for query in (f"course={slug}", f"provider={provider}", "to=2026-06-01", "from=2026-05-06&to=2026-05-06"):
            assert [each["id"] for each in client.get(f"{DATES}?{query}").json["data"]] == [run.id]

    def test_what_is_over_or_withdrawn_is_gone(self, client: StrictClient) -> None:
        over = CourseDateFactory(day=date(2026, 4, 1))
        withdrawn = CourseDateFactory(course__status=CourseStatus.withdrawn)
        draft = CourseDateFactory(state=CourseDateState.draft)
        client.get(f"{DATES}/{over.id}", status=410)
        client.get(f"{DATES}/{withdrawn.id}", status=410)
        client.get(f"{DATES}/{draft.id}", status=404)
        client.get(f"{COURSES}/{withdrawn.course.slug}", status=410)
        client.get(f"{COURSES}/{CourseFactory(status=CourseStatus.draft).slug}", status=404)

    def test_pages_go_on_by_number(self, client: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("teachpb.api.courses.PER_PAGE", 2)
        ids = [CourseFactory().id for _ in range(5)]
        seen, url = [], COURSES
        while url:
            page = client.get(url.removeprefix("http://localhost")).json
            assert page["total"] == 5
            seen += [each["id"] for each in page["data"]]
            url = page["next"]
        assert seen == ids

    def test_nothing_new_is_304(self, client: StrictClient) -> None:
        CourseDateFactory()
        for url in (COURSES, DATES, "/feeds/courses.ics", "/feeds/courses.atom"):
            etag = client.get(url).response.headers["ETag"]
            client.get(url, status=304, headers={"If-None-Match": etag})

    def test_lists_ask_the_same_for_two_as_for_twenty(self, client: StrictClient, query_count: Any) -> None:
        def asked() -> list[int]:
            found = []
            for url in (COURSES, DATES, "/feeds/courses.ics", "/feeds/courses.atom"):
                with query_count() as sent:
                    client.get(url)
                found.append(int(sent.count))
            return found

        for _ in range(2):
            CourseDateFactory()
        asked()
        few = asked()
        for _ in range(18):
            CourseDateFactory()
        assert asked() == few


class TestChanges:
    def test_of_courses(self, client: StrictClient, frozen: FrozenClock) -> None:
        edited, withdrawn, _same = CourseFactory(), CourseFactory(), CourseFactory()
        frozen.advance(timedelta(hours=1))
        since = start(client, frozen, COURSES)
        assert told(client, COURSES, since) == ([], {})
        edited.title = "New title"
        withdrawn.status = CourseStatus.withdrawn
        db.session.commit()
        frozen.advance(timedelta(minutes=1))
        assert told(client, COURSES, since) == ([edited.id], {withdrawn.id: "removed"})
        assert told(client, f"{COURSES}?audience=governor", since)[1] == {
            edited.id: "unmatched",
            withdrawn.id: "removed",
        }

    def test_of_dates(self, client: StrictClient, frozen: FrozenClock) -> None:
        cancelled, moved, hidden, untouched = (CourseDateFactory() for _ in range(4))
        ending = CourseDateFactory(day=date(2026, 4, 24))
        frozen.advance(timedelta(hours=1))
        since = start(client, frozen, DATES)
        cancelled.state = CourseDateState.cancelled
        moved.sessions[0].ends = time(16)
        hidden.course.status = CourseStatus.withdrawn
        db.session.commit()
        frozen.advance(timedelta(hours=8))
        assert told(client, DATES, since) == (
            [cancelled.id, moved.id],
            {hidden.id: "removed", ending.id: "closed"},
        )
        only = told(client, f"{DATES}?course={moved.course.slug}", since)
        assert only == ([moved.id], {cancelled.id: "unmatched", hidden.id: "removed", ending.id: "closed"})
        assert untouched.id not in only[0]

    def test_pages_of_changes(self, client: StrictClient, frozen: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("teachpb.api.courses.PER_PAGE", 2)
        since = start(client, frozen, DATES)
        ids = [CourseDateFactory().id for _ in range(5)]
        frozen.advance(timedelta(minutes=1))
        assert told(client, DATES, since) == (ids, {})


class TestCalendar:
    def read(self, client: StrictClient, query: str = "") -> Any:
        page = client.get(f"/feeds/courses.ics{query}")
        assert page.response.mimetype == "text/calendar"
        assert all(len(line) <= 75 for line in page.response.data.split(b"\r\n"))
        return Calendar.from_ical(page.response.data)

    def test_it_publishes_and_invites_nobody(self, client: StrictClient) -> None:
        run = CourseDateFactory(online_link="https://meet.example.org/secret")
        fill(run, 1, delegate_name="Nadia Seen", delegate_email="nadia@example.org")
        calendar = self.read(client)
        assert calendar["METHOD"] == "PUBLISH"
        (event,) = calendar.walk("VEVENT")
        assert event["UID"] == run.sessions[0].uid and event["SEQUENCE"] == 0
        assert event["DTSTART"].params["TZID"] == "Europe/London"
        assert event["DTSTART"].dt.astimezone(UTC) == run.starts_at
        assert "ATTENDEE" not in event and "ORGANIZER" not in event
        text = calendar.to_ical().decode()
        assert "secret" not in text and "nadia" not in text.lower()
        assert "BEGIN:VTIMEZONE" in text and "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in text

    def test_what_is_called_off_stays_and_counts_up(self, client: StrictClient, frozen: FrozenClock) -> None:
        run = CourseDateFactory()
        session = run.sessions[0]
        run.state, session.cancelled_at, session.sequence = CourseDateState.cancelled, clock.now(), 1
        db.session.commit()
        (event,) = self.read(client).walk("VEVENT")
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
        frozen.move_to(datetime(2026, 7, 22, 9, tzinfo=UTC))
        assert len(self.read(client).walk("VEVENT")) == 1, "59 days after its day"
        frozen.move_to(datetime(2026, 7, 25, 9, tzinfo=UTC))
        assert not self.read(client).walk("VEVENT")

    def test_it_keeps_to_the_search(self, client: StrictClient) -> None:
        run = CourseDateFactory(course__audiences=[Audience.governor])
        CourseDateFactory()
        assert [event["UID"] for event in self.read(client, "?audience=governor").walk("VEVENT")] == [
            run.sessions[0].uid
        ]
        assert not self.read(client, "?audience=chair").walk("VEVENT")


class TestAtom:
    def test_what_changed_last_comes_first(self, client: StrictClient, frozen: FrozenClock) -> None:
        old = CourseFactory(title="Old <b>")
        frozen.advance(timedelta(hours=1))
        CourseFactory(title="New")
        frozen.advance(timedelta(hours=1))
        CourseDateFactory(course=old)
        root = ET.fromstring(client.get("/feeds/courses.atom").body)
        space = {"a": "http://www.w3.org/2005/Atom"}
        assert [each.text for each in root.findall("a:entry/a:title", space)] == ["Old <b>", "New"]
        assert root.findtext("a:entry/a:id", "", space) == f"tag:localhost,2026:course/{old.id}"
        assert [
            each.text
            for each in ET.fromstring(client.get("/feeds/courses.atom?keyword=new").body).findall(
                "a:entry/a:title", space
            )
        ] == ["New"]


class TestFrame:
    def test_any_site_may_frame_the_list_and_nothing_else(self, client: StrictClient) -> None:
        run = CourseDateFactory()
        provider = run.course.provider
        page = client.get(f"/providers/{provider.slug}/embed")
        policy = page.response.headers["Content-Security-Policy"]
        assert "frame-ancestors *" in policy and "default-src 'none'" in policy and "script-src" not in policy
        assert not page.select("script") and not page.select("form")
        assert page.links[f"{run.course.title} (opens in a new tab)"] == f"http://localhost/courses/{run.course.slug}"
        assert "frame-ancestors 'none'" in client.get("/courses").response.headers["Content-Security-Policy"]
        assert "Nothing on at the moment" in client.get(f"/providers/{ProviderFactory().slug}/embed").text

    def test_the_desk_says_how(self, client: StrictClient) -> None:
        course = CourseFactory()
        client.sign_in(member(Role.provider_admin, course.provider))
        page = client.get("/training/embed")
        code = page.select("#frame-code")[0].get_text()
        assert f'src="http://localhost/providers/{course.provider.slug}/embed"' in code and "<script" not in code
        assert page.links["Your courses as JSON"].endswith(f"/api/v1/courses?provider={course.provider.slug}")


class TestLinkedData:
    def parts(self, client: StrictClient, course: Course) -> dict[str, Any]:
        page = client.get(f"/courses/{course.slug}")
        found = [json.loads(script.get_text()) for script in page.select('script[type="application/ld+json"]')]
        return {each["@type"]: each for each in found}

    def test_a_date_put_off_says_when_it_was_to_be(self, client: StrictClient, session: Session) -> None:
        run = CourseDateFactory(state=CourseDateState.postponed)
        run.previous_starts_at = run.starts_at
        db.session.commit()
        (instance,) = self.parts(client, run.course)["Course"]["hasCourseInstance"]
        assert instance["eventStatus"].endswith("EventPostponed")
        assert instance["previousStartDate"] == "2026-05-24T09:30+01:00"
        assert "offers" not in instance

    def test_a_date_that_moved_says_so(self, client: StrictClient) -> None:
        run = CourseDateFactory(previous_starts_at=clock.at_london(date(2026, 5, 1), time(9, 30)))
        (instance,) = self.parts(client, run.course)["Course"]["hasCourseInstance"]
        assert instance["eventStatus"].endswith("EventRescheduled")
        assert instance["previousStartDate"] == "2026-05-01T09:30+01:00"
        assert instance["offers"]["validThrough"] == "2026-05-24T09:30+01:00"

    def test_several_sessions_are_events_of_their_own(self, client: StrictClient) -> None:
        days = (date(2026, 6, 2), date(2026, 6, 9))
        run = CourseDateFactory(
            sessions=[CourseSession(day=day, starts=time(16), ends=time(18)) for day in days], course__code="T-1"
        )
        found = self.parts(client, run.course)
        (instance,) = found["Course"]["hasCourseInstance"]
        assert [each["startDate"] for each in instance["subEvent"]] == [
            "2026-06-02T16:00+01:00",
            "2026-06-09T16:00+01:00",
        ]
        assert found["Course"]["courseCode"] == "T-1"
        assert [each["name"] for each in found["BreadcrumbList"]["itemListElement"]] == ["Courses", run.course.title]

    def test_the_list_is_a_list(self, client: StrictClient) -> None:
        course = CourseFactory(mode=Mode.online_live)
        (script,) = client.get("/courses").select('script[type="application/ld+json"]')
        assert json.loads(script.get_text())["itemListElement"][0]["name"] == course.title
