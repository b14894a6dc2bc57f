"""Finding a course: time of the week, price for me, days, places left, district, calendar, and what to do with
nothing."""

from __future__ import annotations

from datetime import date, time
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.cpd import facets, jobs, queries
from teachpb.cpd.facets import PRICE_STEPS, PRICE_VALUES, Length, TimeOfWeek
from teachpb.cpd.models import Audience, CourseDateState, CourseSession, PriceBand
from teachpb.cpd.month import month_of, move, read_month, span_of
from teachpb.cpd.search import CORPUS, facets_of
from teachpb.db import db
from teachpb.schools.models import Role
from teachpb.search.models import IndexChange
from tests.factories.cpd import CourseDateFactory, CourseFactory, VenueFactory, WaitingPlaceFactory, fill
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, member
from tests.support.client import Page, StrictClient
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("session", "frozen")


def titles(page: Page) -> list[str]:
    return [tag.get_text().strip() for tag in page.select(".tp-card__title")]


def run(title: str, day: date, starts: time = time(9, 30), ends: time = time(15, 30), **fields: Any) -> Any:
    return CourseDateFactory(
        course__title=title, day=day, sessions=[CourseSession(day=day, starts=starts, ends=ends)], **fields
    )


def twilights(title: str, *days: date, **fields: Any) -> Any:
    sessions = [CourseSession(day=day, starts=time(16), ends=time(18)) for day in days]
    return CourseDateFactory(course__title=title, sessions=sessions, **fields)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("day", "starts", "expected"),
    [
        (date(2026, 5, 6), time(9), TimeOfWeek.daytime),
        (date(2026, 5, 6), time(15, 29), TimeOfWeek.daytime),
        (date(2026, 5, 6), time(15, 30), TimeOfWeek.after_school),
        (date(2026, 5, 8), time(19), TimeOfWeek.after_school),
        (date(2026, 5, 9), time(9), TimeOfWeek.weekend),
        (date(2026, 5, 10), time(19), TimeOfWeek.weekend),
    ],
)
def test_the_time_of_the_week(day: date, starts: time, expected: TimeOfWeek) -> None:
    session = SimpleNamespace(day=day, starts=starts)
    assert facets.time_of(session) is expected  # type: ignore[arg-type]


@pytest.mark.pure
@given(st.dictionaries(st.sampled_from([band.value for band in PriceBand]), st.integers(0, 60_000)))
def test_a_price_is_found_by_every_step_it_stays_within_and_by_no_other(prices: dict[str, int]) -> None:
    found = set(facets.price_values([prices]))
    assert found <= set(PRICE_VALUES)
    for band in PriceBand:
        for pounds in PRICE_STEPS:
            fits = band.value in prices and prices[band.value] <= pounds * 100
            assert (facets.price_value(band, pounds) in found) is fits


@pytest.mark.pure
@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_a_month_has_all_its_days_once_in_whole_weeks(day: date) -> None:
    month = month_of(day.replace(day=1), [])
    inside = [each.day for week in month.weeks for each in week if each.inside]
    first, last = span_of(day.replace(day=1))
    assert (inside[0], inside[-1], len(inside)) == (first, last, last.day)
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in month.weeks)
    assert move(move(first, 1), -1) == first
    assert read_month(f"{first:%Y-%m}", date(2026, 1, 5)) == first


@pytest.mark.pure
@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "1999-01", "2026-05-01", "٢٠٢٦-٠٥", "next"])
def test_nonsense_is_this_month(text: str) -> None:
    assert read_month(text, date(2026, 4, 24)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("time=daytime", ["Day"]),
        ("time=after_school", ["Twilight"]),
        ("time=weekend", ["Saturday"]),
        ("time=weekend&time=after_school", ["Twilight", "Saturday"]),
        ("length=sustained", ["Twilight"]),
        ("length=single", ["Day", "Saturday"]),
        ("district=PE2", ["Day", "Twilight"]),
        ("district=PE9", ["Saturday"]),
        ("price=0", ["Saturday"]),
        ("price=100", ["Saturday"]),
        ("price=200", ["Day", "Twilight", "Saturday"]),
        ("price=7", ["Day", "Twilight", "Saturday"]),
        ("starting=2026-06-01", ["Twilight", "Saturday"]),
        ("starting=2026-06-05&until=2026-06-30", ["Twilight"]),
        ("until=2026-05-06", ["Day"]),
        ("starting=2027-01-01", []),
        ("starting=yesterday", ["Day", "Twilight", "Saturday"]),
        ("places=yes", ["Twilight", "Saturday"]),
        ("places=yes&district=PE2", ["Twilight"]),
    ],
)
def test_filters_of_time_place_and_price(client: StrictClient, query: str, found: list[str]) -> None:
    fill(run("Day", date(2026, 5, 6), capacity=2), 2)
    twilights("Twilight", date(2026, 6, 2), date(2026, 6, 9))
    run("Saturday", date(2026, 7, 4), prices={"individual": 0}, venue=VenueFactory(postcode="PE9 1AA"))
    assert titles(client.get(f"/courses?{query}")) == found


def test_those_in_line_come_before_who_looks_for_places(client: StrictClient) -> None:
    one = run("Nearly full", date(2026, 5, 6), capacity=2)
    fill(one, 1)
    assert titles(client.get("/courses?places=yes")) == ["Nearly full"]
    WaitingPlaceFactory(course_date=one)
    db.session.commit()
    assert titles(client.get("/courses?places=yes")) == []


def test_the_price_is_that_of_the_school_one_acts_for(client: StrictClient) -> None:
    run("For the city", date(2026, 5, 6), prices={"maintained_city": 5000, "individual": 12000, "out_of_city": 15000})
    inside = SchoolFactory(local_authority=LocalAuthorityFactory(code="874"))
    outside = SchoolFactory(local_authority=LocalAuthorityFactory(code="873"))
    assert "from £50" in client.get("/courses").text
    assert "people who pay for themselves" in client.get("/courses?price=100").text
    assert titles(client.get("/courses?price=100")) == []
    client.sign_in(member(Role.viewer, inside))
    assert titles(client.get("/courses?price=50")) == ["For the city"]
    assert "£50 for you" in client.get("/courses?price=50").text
    client.sign_in(member(Role.viewer, outside))
    assert titles(client.get("/courses?price=50")) == []
    assert "£150 for you" in client.get("/courses").text


def test_a_run_whose_first_session_has_passed_is_still_there(client: StrictClient, frozen: FrozenClock) -> None:
    begun = twilights("Begun", date(2026, 4, 21), date(2026, 5, 12))
    page = client.get("/courses")
    card = page.select(".tp-card")[0].get_text(" ", strip=True)
    assert "Next session Tuesday 12 May 2026" in card and "Under way" in card
    again = run("Another", date(2026, 6, 1), course=begun.course)
    card = client.get("/courses").select(".tp-card")[0].get_text(" ", strip=True)
    assert "Monday 1 June 2026" in card and "1 more date" in card, "what can be booked stands first"
    assert again.course_id == begun.course_id
    assert "begun" in client.get("/courses?month=2026-05&keyword=begun").text.lower()
    assert [card.course.title for card in queries.next_cards()] == ["Begun"]


def test_counts_stand_beside_the_choices(client: StrictClient) -> None:
    run("Day", date(2026, 5, 6))
    twilights("Twilight", date(2026, 6, 2), date(2026, 6, 9), prices={"individual": 4000})
    page = client.get("/courses")
    labels = {label.get_text(" ", strip=True) for label in page.select(".tp-filters label")}
    assert {"Up to £50 (1 results )", "Up to £200 (2 results )", "PE2 (2 results )"} <= labels
    assert {"Several sessions over time (1 results )", "In the school day (1 results )"} <= labels


def test_nothing_found_says_what_would_help(client: StrictClient) -> None:
    run("Day", date(2026, 5, 6))
    page = client.get("/courses?starting=2027-01-01")
    assert "You are close" in page.text
    offers = {link.get_text(" ", strip=True): link["href"] for link in page.select(".tp-offer")}
    assert offers == {"Any date, places left or not 1 course": "/courses"}
    page = client.get("/courses?keyword=day&time=weekend")
    assert [link["href"] for link in page.select(".tp-offer")] == ["/courses?keyword=day"]
    assert "New dates are added every week" in client.get("/courses?keyword=zzzz&time=weekend&month=2026-12").text


def test_the_calendar_shows_a_month_day_by_day(client: StrictClient) -> None:
    fine = run("Fine", date(2026, 5, 6))
    run("Off", date(2026, 5, 7), state=CourseDateState.cancelled)
    run("Draft", date(2026, 5, 8), state=CourseDateState.draft)
    twilights("Long", date(2026, 5, 29), date(2026, 6, 2))
    page = client.get("/courses/calendar?shown=2026-05")
    assert page.h1 == "Courses in May 2026"
    links = [link.get_text(" ", strip=True) for link in page.select(".tp-month__link")]
    assert links == ["9:30am Fine", "9:30am Off cancelled", "4pm Long"]
    assert page.select(f'a[href="/courses/{fine.course.slug}#date-{fine.id}"]')
    assert "Wednesday 6 May 2026" in page.text
    june = client.get(page.links["June 2026"])
    assert [link.get_text(" ", strip=True) for link in june.select(".tp-month__link")] == ["4pm Long"]


def test_the_calendar_keeps_the_filters(client: StrictClient) -> None:
    run("Day", date(2026, 5, 6))
    twilights("Twilight", date(2026, 6, 2), date(2026, 6, 9))
    page = client.get("/courses/calendar?shown=2026-05&time=after_school")
    assert "Nothing in May 2026 that fits" in page.text
    assert page.links["Tuesday 2 June 2026"] == "/courses/calendar?time=after_school&shown=2026-06"
    assert page.links["List"] == "/courses?time=after_school"
    assert client.get("/courses?time=after_school").links["Calendar"] == "/courses/calendar?time=after_school"


def test_the_calendar_asks_as_much_for_two_as_for_twenty(client: StrictClient, query_count: Any) -> None:
    def asked() -> int:
        with query_count() as sent:
            client.get("/courses/calendar?shown=2026-05")
        return int(sent.count)

    for _ in range(2):
        run("One", date(2026, 5, 6))
    client.get("/courses/calendar?shown=2026-05")
    few = asked()
    for _ in range(16):
        run("Many", date(2026, 5, 7))
    assert asked() == few <= 14


def test_sessions_that_pass_are_read_anew(
    search_index: SearchIndex,  # noqa: F811
    frozen: FrozenClock,
) -> None:
    yesterday = twilights("Begun", date(2026, 4, 23), date(2026, 5, 12))
    run("Later", date(2026, 6, 1))
    db.session.query(IndexChange).delete()
    db.session.commit()
    assert jobs.refresh_catalogue() == 1
    assert {(row.corpus, row.record_id) for row in db.session.query(IndexChange)} == {(CORPUS, yesterday.course_id)}


def test_only_what_is_to_come_counts_for_the_facets() -> None:
    begun = twilights("Begun", date(2026, 4, 21), date(2026, 5, 12))
    found = facets_of(begun.course, [begun])
    assert found["month"] == ["2026-05"]
    assert found["length"] == [Length.sustained.value]
    assert found["district"] == ["PE2"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("NQT", ["Early career teachers: your first year"]),
        ("ECF", ["The early career framework for mentors"]),
        ("NPQSL", ["NPQ for senior leadership"]),
        ("sendco", ["The SENCO forum"]),
        ("safegarding", ["Safeguarding for leads"]),
    ],
)
def test_old_words_short_words_and_slips_find_the_course(
    client: StrictClient,
    search_index: SearchIndex,  # noqa: F811
    typed: str,
    found: list[str],
) -> None:
    for title in (
        "Early career teachers: your first year",
        "The early career framework for mentors",
        "NPQ for senior leadership",
        "The SENCO forum",
        "Safeguarding for leads",
    ):
        CourseFactory(title=title, audiences=[Audience.other], summary="A day.", description="", outcomes=["do it"])
    search_index.index_now()
    assert titles(client.get(f"/courses?keyword={typed}")) == found


def test_the_index_filters_by_price_days_and_places_and_says_what_would_help(
    client: StrictClient,
    search_index: SearchIndex,  # noqa: F811
) -> None:
    fill(run("Full", date(2026, 5, 6), capacity=1, prices={"individual": 4000}), 1)
    run("Open", date(2026, 6, 3), prices={"individual": 20000})
    search_index.index_now()
    assert titles(client.get("/courses?price=50")) == ["Full"]
    assert titles(client.get("/courses?places=yes")) == ["Open"]
    assert titles(client.get("/courses?starting=2026-06-01")) == ["Open"]
    page = client.get("/courses?places=yes&price=50")
    assert titles(page) == []
    offers = {link.get_text(" ", strip=True) for link in page.select(".tp-offer")}
    assert "Any date, places left or not 1 course" in offers
