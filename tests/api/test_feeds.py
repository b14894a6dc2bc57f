"""A search as a feed, a calendar and a table: the same jobs as the page, well made, and safe to open."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.api import atom, calendar
from teachpb.api.views import feeds
from teachpb.schools.models import Phase
from teachpb.vacancies import operations
from teachpb.vacancies.models import JobRole, Subject, VacancyState
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import DraftVacancyFactory, ScheduledVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

ATOM, ICS, CSV = "/feeds/jobs.atom", "/feeds/jobs.ics", "/feeds/jobs.csv"
NS = {"a": atom.ATOM}


def feed_of(client: StrictClient, url: str = ATOM) -> ET.Element:
    response = client.get(url).response
    assert response.mimetype == "application/atom+xml"
    return ET.fromstring(response.data)


def words(element: ET.Element, path: str) -> list[str]:
    return [each.text or "" for each in element.findall(path, NS)]


def link(element: ET.Element, relation: str) -> str | None:
    found = element.find(f"a:link[@rel='{relation}']", NS)
    return None if found is None else found.get("href")


def events_of(client: StrictClient, url: str = ICS) -> list[dict[str, object]]:
    return list(Calendar.from_ical(client.get(url).response.data).walk("VEVENT"))


def open_events_of(client: StrictClient, url: str = ICS) -> list[dict[str, object]]:
    """Without those that are cancelled."""
    return [event for event in events_of(client, url) if event["STATUS"] != "CANCELLED"]


def rows_of(client: StrictClient, url: str = CSV) -> list[dict[str, str]]:
    text = client.get(url).response.data.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


class TestTheSameSearch:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", {"Physics teacher", "Head"}),
            ("?keyword=physics", {"Physics teacher"}),
            ("?role=headteacher", {"Head"}),
            ("?subject=physics&phase=secondary", {"Physics teacher"}),
            ("?subject=physics&phase=primary", set()),
            ("?role=king&phase=lunar&page=abc&salary_from=lots", {"Physics teacher", "Head"}),
            ("?salary_from=80000", set()),
            ("?school=the-school", {"Head"}),
            ("?sort=closing", {"Physics teacher", "Head"}),
        ],
    )
    def test_every_form_finds_what_the_page_finds(
        self, client: StrictClient, session: Session, query: str, expected: set[str]
    ) -> None:
        """Retired and nonsensical values are left out, as they are on the page."""
        VacancyFactory(title="Physics teacher", subjects=[Subject.physics], phases=[Phase.secondary])
        school = SchoolFactory(slug="the-school")
        VacancyFactory(title="Head", job_roles=[JobRole.headteacher], skills_and_experience="", organisation=school)
        for hidden in (DraftVacancyFactory, ScheduledVacancyFactory):
            hidden(title="Hidden")
        VacancyFactory(title="Removed", state=VacancyState.removed)
        found = {title.split(",")[0] for title in words(feed_of(client, ATOM + query), "a:entry/a:title")}
        assert found == expected
        assert {
            str(e["SUMMARY"]).removeprefix("Closes: ").split(",")[0] for e in open_events_of(client, ICS + query)
        } == found
        assert {row["Title"] for row in rows_of(client, CSV + query)} == found
        page = client.get(f"/jobs{query}")
        assert {link.get_text() for link in page.select(".tp-card__link")} == found

    def test_one_leaves_all_of_them_the_minute_it_closes(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        vacancy = VacancyFactory(closes_at=clock.at_london(clock.today()) + timedelta(hours=12))
        frozen.move_to(vacancy.closes_at - timedelta(minutes=1))
        assert [len(each) for each in self.all_forms(client)] == [1, 1, 1]
        frozen.move_to(vacancy.closes_at)
        assert [len(each) for each in self.all_forms(client)] == [0, 0, 0]

    @staticmethod
    def all_forms(client: StrictClient) -> list[list[Any]]:
        return [words(feed_of(client), "a:entry/a:id"), open_events_of(client), rows_of(client)]

    @pytest.mark.parametrize("url", [ATOM, ICS, CSV])
    def test_answers_may_be_kept_and_asked_after(self, client: StrictClient, session: Session, url: str) -> None:
        vacancy = VacancyFactory()
        first = client.get(url).response
        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert first.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in first.headers
        etag = first.headers["ETag"]
        assert client.get(url, status=304, headers={"If-None-Match": etag}).response.data == b""
        vacancy.title = "Another title"
        session.commit()
        assert client.get(url, headers={"If-None-Match": etag}).response.headers["ETag"] != etag

    @pytest.mark.parametrize("url", [ATOM, ICS, CSV])
    def test_the_number_of_queries_does_not_grow(
        self, client: StrictClient, session: Session, query_count: object, url: str
    ) -> None:
        counts = []
        for more in (2, 10):
            for _ in range(more):
                VacancyFactory()
            with query_count() as sent:  # type: ignore[operator]
                client.get(url)
            counts.append(sent.count)
        assert counts[0] == counts[1]

    def test_the_results_page_links_to_its_own_search(self, client: StrictClient, session: Session) -> None:
        VacancyFactory(title="Physics teacher", subjects=[Subject.physics])
        page = client.get("/jobs?keyword=physics&subject=physics&sort=closing")
        hrefs = {str(each["href"]) for each in page.select("nav[aria-label='Follow this search'] a")}
        assert hrefs == {f"{path}?keyword=physics&subject=physics" for path in (ATOM, ICS, CSV, "/api/v1/vacancies")}
        for href in hrefs:
            client.get(href)
        found = page.soup.select_one("link[rel=alternate][type='application/atom+xml']")
        assert found is not None and found["href"] == f"{ATOM}?keyword=physics&subject=physics"


class TestAtom:
    def test_what_rfc_4287_wants(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        vacancy = VacancyFactory(title="Fish & <chips> teacher", skills_and_experience="**Bold** & new")
        feed = feed_of(client, f"{ATOM}?phase=primary")
        assert words(feed, "a:id") == ["http://localhost/feeds/jobs.atom?phase=primary"] == [link(feed, "self")]
        assert link(feed, "alternate") == "http://localhost/jobs?phase=primary"
        assert link(feed, "next") is None
        assert words(feed, "a:subtitle") == ["1 job is open"]
        entry = feed.find("a:entry", NS)
        assert entry is not None
        assert words(entry, "a:id") == [f"tag:localhost,2026:vacancy/{vacancy.id}"]
        assert words(entry, "a:title") == [f"Fish & <chips> teacher, {vacancy.organisation.name}"]
        assert words(entry, "a:author/a:name") == [vacancy.organisation.name]
        assert words(entry, "a:published") == ["2026-04-22T10:00:00+01:00"]
        assert "<strong>Bold</strong> &amp; new" in words(entry, "a:content")[0]
        assert [each.get("term") for each in entry.findall("a:category", NS)] == ["teacher"]
        for moment in [*words(feed, "a:updated"), *words(entry, "a:updated")]:
            assert datetime.fromisoformat(moment).tzinfo is not None

    def test_an_id_outlives_title_address_and_feed(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory(title="Teacher")
        before = words(feed_of(client), "a:entry/a:id")
        vacancy.title, vacancy.slug = "Another title", "another-address"
        session.commit()
        assert words(feed_of(client, f"{ATOM}?phase=primary"), "a:entry/a:id") == before

    def test_updated_moves_with_the_advert_and_with_its_opening(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        vacancy = ScheduledVacancyFactory()
        frozen.move_to(vacancy.opens_at)
        assert words(feed_of(client), "a:entry/a:updated") == ["2026-04-27T00:00:00+01:00"]
        frozen.advance(timedelta(hours=2))
        vacancy.pay_words = "More"
        session.commit()
        feed = feed_of(client)
        assert words(feed, "a:entry/a:updated") == ["2026-04-27T02:00:00+01:00"] == words(feed, "a:updated")

    def test_an_empty_feed_is_a_feed(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        feed = feed_of(client)
        assert (words(feed, "a:updated"), feed.findall("a:entry", NS)) == (["2026-04-24T00:00:00+01:00"], [])

    def test_its_pages_have_everything_once_newest_first(
        self, client: StrictClient, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(feeds, "ENTRIES", 3)
        for number in range(7):
            VacancyFactory(title=f"Post {number}", opens_at=clock.now() - timedelta(days=number))
        seen: list[str] = []
        url: str | None = ATOM
        while url:
            feed = feed_of(client, url)
            seen += [title.split(",")[0] for title in words(feed, "a:entry/a:title")]
            assert words(feed, "a:id") == ["http://localhost/feeds/jobs.atom"], "every page is of the same feed"
            VacancyFactory(title="Published while somebody reads", opens_at=clock.now())
            url = (link(feed, "next") or "").removeprefix("http://localhost")
        assert seen == [f"Post {number}" for number in range(7)]

    @pytest.mark.parametrize("after", ["x", "-1", "1-", "9" * 40, "1-1-1"])
    def test_a_cursor_nobody_gave_is_the_beginning(self, client: StrictClient, session: Session, after: str) -> None:
        VacancyFactory()
        assert len(words(feed_of(client, f"{ATOM}?after={after}"), "a:entry/a:id")) == 1

    @settings(max_examples=40)
    @given(text=st.text(max_size=60))
    def test_whatever_people_write_it_can_be_read(self, text: str) -> None:
        moment = datetime(2026, 4, 24, tzinfo=UTC)
        entry = atom.Entry(
            number=1,
            title=text,
            url="https://example.org/a",
            author=text,
            published_at=moment,
            updated_at=moment,
            summary=text,
            html=text,
            categories=[(text, text)],
        )
        built = atom.build(
            atom.Feed(
                title=text,
                subtitle=text,
                self_url="https://example.org/f",
                first_url="https://example.org/f",
                page_url="https://example.org/",
                next_url=None,
                updated_at=moment,
                entries=[entry],
            )
        )
        read = ET.fromstring(built)
        assert words(read, "a:title") == [atom.UNFIT.sub("", text).replace("\r\n", "\n").replace("\r", "\n")]


class TestCalendar:
    def test_what_rfc_5545_wants(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        closes_at = clock.at_london(clock.today() + timedelta(days=5)) + timedelta(hours=12)
        vacancy = VacancyFactory(closes_at=closes_at, title="Teacher, music; “strings”")
        response = client.get(ICS).response
        assert response.content_type == "text/calendar; charset=utf-8"
        lines = response.data.split(b"\r\n")
        assert b"\n" not in response.data.replace(b"\r\n", b"")
        assert max(len(line) for line in lines) <= 75
        read = Calendar.from_ical(response.data)
        assert (read["METHOD"], read["VERSION"]) == ("PUBLISH", "2.0")
        (event,) = read.walk("VEVENT")
        assert event["UID"] == f"vacancy-{vacancy.id}@localhost"
        assert event.decoded("DTSTART") == closes_at
        assert event.decoded("DTSTAMP") == vacancy.updated_at.replace(microsecond=0)
        assert event["URL"] == f"http://localhost/jobs/{vacancy.slug}"
        assert str(event["SUMMARY"]).startswith("Closes: Teacher, music; “strings”")
        assert event["TRANSP"] == "TRANSPARENT"

    def test_a_time_in_summer_and_one_in_winter(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        """Midday in London is another moment on either side of the change of clocks."""
        for day in (date(2026, 10, 24), date(2026, 10, 26)):
            VacancyFactory(closes_at=clock.at_london(day) + timedelta(hours=12))
        body = client.get(ICS).body
        assert "DTSTART:20261024T110000Z" in body
        assert "DTSTART:20261026T120000Z" in body

    def test_an_extension_is_the_same_event_with_a_higher_number(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        vacancy = VacancyFactory()
        (before,) = events_of(client)
        frozen.advance(timedelta(hours=3))
        vacancy.closes_at += timedelta(days=7)
        session.commit()
        (after,) = events_of(client)
        assert before["UID"] == after["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after["DTSTART"].dt == before["DTSTART"].dt + timedelta(days=7)

    @pytest.mark.parametrize("state", [VacancyState.ended_early, VacancyState.removed, VacancyState.live])
    def test_one_that_is_gone_is_cancelled_for_two_weeks(
        self, client: StrictClient, session: Session, frozen: FrozenClock, state: VacancyState
    ) -> None:
        """Not every calendar takes away what a subscription says no more; ``live`` is one that the clock has closed."""
        vacancy = VacancyFactory(title="Teacher", closes_at=clock.now() + timedelta(hours=3))
        (before,) = events_of(client)
        frozen.advance(timedelta(hours=3))
        vacancy.state, vacancy.state_entered_at, vacancy.closes_at = state, clock.now(), clock.now()
        session.commit()
        (after,) = events_of(client)
        assert (str(before["STATUS"]), str(after["STATUS"])) == ("CONFIRMED", "CANCELLED")
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]
        frozen.advance(timedelta(days=14))
        assert len(events_of(client)) == 1
        frozen.advance(timedelta(seconds=1))
        assert events_of(client) == []

    def test_one_that_was_taken_away_says_nothing_any_more(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        VacancyFactory(
            title="Named by mistake", slug="by-mistake", state=VacancyState.removed, state_entered_at=clock.now()
        )
        page = client.get(ICS)
        assert "CANCELLED" in page.body
        for words_gone in ("Named by mistake", "by-mistake", "GEO", "DESCRIPTION:N"):
            assert words_gone not in page.body

    def test_one_that_was_never_open_is_not_cancelled(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        ScheduledVacancyFactory(state=VacancyState.removed, state_entered_at=clock.now())
        DraftVacancyFactory()
        frozen.advance(timedelta(days=10))
        assert events_of(client) == []

    def test_only_what_matched_is_cancelled(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        for subject in (Subject.physics, Subject.music):
            VacancyFactory(
                subjects=[subject], closes_at=clock.now() + timedelta(hours=1), title=f"Post of {subject.value}"
            )
        frozen.advance(timedelta(hours=2))
        (event,) = events_of(client, f"{ICS}?subject=music")
        assert "Post of music" in str(event["SUMMARY"])
        assert events_of(client, f"{ICS}?keyword=harp") == []

    @settings(max_examples=40)
    @given(text=st.text(max_size=60))
    def test_whatever_people_write_it_can_be_read(self, text: str) -> None:
        moment = datetime(2026, 4, 24, tzinfo=UTC)
        closing = calendar.Closing(
            number=1,
            title=text,
            closes_at=moment,
            opened_at=moment,
            updated_at=moment,
            url="https://example.org/",
            location=text,
            description=text,
        )
        built = calendar.build(name=text, page_url="https://example.org/", host="example.org", closings=[closing])
        assert max(len(line) for line in built.split(b"\r\n")) <= 75
        (event,) = Calendar.from_ical(built).walk("VEVENT")
        assert event["UID"] == "vacancy-1@example.org"


class TestTable:
    def test_what_a_spreadsheet_gets(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        vacancy = VacancyFactory(title="Teacher", subjects=[Subject.music, Subject.drama])
        response = client.get(CSV).response
        assert response.content_type == "text/csv; charset=utf-8"
        assert response.headers["Content-Disposition"] == 'attachment; filename="jobs.csv"'
        (row,) = rows_of(client)
        assert row["Subjects"] == "Drama; Music"
        assert (row["Lowest pay (£)"], row["Highest pay (£)"], row["Pay is for a"]) == ("32916.0", "45352.0", "year")
        assert row["Closes"] == "2026-05-08 10:00"
        assert row["Address"] == f"http://localhost/jobs/{vacancy.slug}"
        assert row["URNs"] == str(vacancy.schools[0].urn)

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
    def test_nothing_in_it_is_a_formula(self, client: StrictClient, session: Session, start: str) -> None:
        VacancyFactory(title=f'{start}HYPERLINK("https://evil.example")', pay_words=f"{start}1+1")
        (row,) = rows_of(client)
        assert row["Title"].startswith("'")
        assert row["Pay in words"].startswith("'")


def test_a_removed_advert_leaves_them_at_once(app: Flask, client: StrictClient, session: Session) -> None:
    from teachpb.db import transaction
    from tests.factories.schools import member

    vacancy = VacancyFactory()
    actor = member(organisation=vacancy.organisation)
    with transaction():
        operations.remove(actor=actor, vacancy=vacancy)  # type: ignore[arg-type]
    assert (open_events_of(client), rows_of(client)) == ([], [])
