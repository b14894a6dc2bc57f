"""The catalogue, a course's page and a provider's, as anybody sees them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd import queries
from teachpb.cpd.models import (
    Audience,
    CourseDateState,
    CourseSession,
    CourseStatus,
    Level,
    Mode,
    Subject,
    Theme,
)
from teachpb.cpd.search import CORPUS, all_ids, document, documents, months_ahead
from teachpb.cpd.signals import course_viewed
from teachpb.cpd.structured import course_data
from teachpb.db import db, transaction
from teachpb.schools.models import Phase
from teachpb.search.models import IndexChange
from teachpb.search.registry import get
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, CourseFactory, VenueFactory, WaitingPlaceFactory, fill
from tests.factories.schools import ProviderFactory
from tests.support.client import Page, StrictClient
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("session", "frozen")


def titles(page: Page) -> list[str]:
    return [tag.get_text().strip() for tag in page.select(".tp-card__title")]


def test_what_runs_next_comes_first(client: StrictClient) -> None:
    CourseDateFactory(course__title="In a month")
    CourseDateFactory(course__title="Tomorrow", day=date(2026, 4, 25))
    CourseFactory(title="No date yet")
    CourseFactory(title="A draft", status=CourseStatus.draft)
    CourseDateFactory(course__title="Withdrawn", course__status=CourseStatus.withdrawn)
    page = client.get("/courses")
    assert page.h1 == "Courses for people in schools"
    assert titles(page) == ["Tomorrow", "In a month", "No date yet"]
    assert "3 courses" in page.text


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "words"),
    [(10, 0, 0, "10 places left"), (10, 9, 0, "1 place left"), (10, 10, 0, "Full"), (10, 9, 1, "Full")],
)
def test_a_card_says_what_is_left(client: StrictClient, capacity: int, taken: int, waiting: int, words: str) -> None:
    run = CourseDateFactory(capacity=capacity, prices={"maintained_city": 4550, "individual": 12000})
    fill(run, taken)
    for number in range(waiting):
        WaitingPlaceFactory(course_date=run, waiting_number=number)
    CourseDateFactory(course=run.course, day=date(2026, 9, 1))
    page = client.get("/courses")
    card = page.select(".tp-card")[0].get_text(" ", strip=True)
    assert words in card
    assert "from £45.50" in card
    assert "1 more date" in card
    assert "Sunday 24 May 2026" in card


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("keyword=phonics", ["Phonics for all"]),
        ("keyword=PHONICS+all", ["Phonics for all"]),
        ("keyword=nene", ["Phonics for all"]),
        ("audience=governor", ["Chairing well"]),
        ("audience=governor&audience=ect", ["Chairing well", "Phonics for all"]),
        ("theme=governance&level=advanced", ["Chairing well"]),
        ("theme=governance&level=introductory", []),
        ("phase=primary", ["Phonics for all"]),
        ("subject=english", ["Phonics for all"]),
        ("mode=online_live", ["Chairing well"]),
        ("provider=nene-hub", ["Phonics for all"]),
        ("month=2026-05", ["Chairing well"]),
        ("month=2026-06", ["Phonics for all"]),
        ("month=1999-01&level=nonsense&page=99", ["Chairing well", "Phonics for all"]),
        ("keyword=zzz", []),
    ],
)
def test_filters_narrow_the_list(client: StrictClient, query: str, found: list[str]) -> None:
    CourseDateFactory(
        course=CourseFactory(
            title="Phonics for all",
            provider=ProviderFactory(name="Nene Hub", slug="nene-hub"),
            audiences=[Audience.ect],
            phases=[Phase.primary],
            subjects=[Subject.english],
            themes=[Theme.subject_knowledge],
            level=Level.introductory,
        ),
        day=date(2026, 6, 3),
    )
    CourseDateFactory(
        course=CourseFactory(
            title="Chairing well",
            provider__name="City council",
            audiences=[Audience.governor, Audience.chair],
            phases=[],
            themes=[Theme.governance],
            level=Level.advanced,
            mode=Mode.online_live,
        ),
        day=date(2026, 5, 6),
    )
    page = client.get(f"/courses?{query}")
    assert titles(page) == found
    if not found:
        assert page.select(".tp-empty")


def test_chips_take_one_filter_away(client: StrictClient) -> None:
    CourseDateFactory()
    page = client.get("/courses?theme=pedagogy&audience=ect")
    assert {chip.get_text(" ", strip=True) for chip in page.select(".tp-chip")} >= {
        "Remove filter: Pedagogy",
        "Remove filter: Early career teachers",
    }
    assert page.select("input[name=theme][value=pedagogy][checked]")


def test_the_list_asks_as_much_for_two_as_for_twenty(client: StrictClient, query_count: Any) -> None:
    def asked() -> int:
        with query_count() as queries_sent:
            client.get("/courses")
        return int(queries_sent.count)

    for _ in range(2):
        fill(CourseDateFactory(), 1)
    client.get("/courses")
    few = asked()
    for _ in range(16):
        fill(CourseDateFactory(), 1)
    assert asked() == few <= 10


def test_a_course_page_tells_everything_before_booking(client: StrictClient) -> None:
    run = CourseDateFactory(
        course__outcomes=["plan hinge questions"],
        course__prerequisites="A class to try things with.",
        online_link="https://meet.example.org/secret",
        joining_instructions="Ring the bell",
    )
    fill(run, 7)
    page = client.get(f"/courses/{run.course.slug}")
    assert page.h1 == run.course.title
    for words in (
        "plan hinge questions",
        "A class to try things with.",
        "3 places left",
        "Sunday 24 May 2026",
        "9:30am to 3:30pm",
        "£90 to £150 , depending on your school",
        "Nene Park Training Centre",
        "Step-free from the car park",
        "Maintained school in the city: £90",
        "Paying for yourself: £120",
        "5 working days or more before: no charge",
        "less than 2 working days before: the full price",
        "Early career teachers, Classroom teachers",
        "6 hours",
    ):
        assert words in page.text, words
    assert "secret" not in page.body and "Ring the bell" not in page.body
    assert page.links["Nene Teaching School Hub" + run.course.provider.name.removeprefix("Nene Teaching School Hub")]


def test_the_button_leads_through_sign_in_or_straight_to_the_hold(client: StrictClient) -> None:
    run = CourseDateFactory()
    url = f"/courses/{run.course.slug}"
    signed_out = client.get(url)
    assert signed_out.select(f'a[href="/training/book/{run.id}"]')
    assert not signed_out.select(f'form[action="/training/book/{run.id}"]')
    client.sign_in(UserFactory())
    assert client.get(url).select(f'form[action="/training/book/{run.id}"][method=post]')


@pytest.mark.parametrize(
    ("fields", "words", "bookable"),
    [
        ({}, "10 places left", True),
        ({"state": CourseDateState.closed}, "Not open for booking", False),
        ({"state": CourseDateState.cancelled, "state_reason": "Too few people."}, "Too few people.", False),
        ({"state": CourseDateState.postponed}, "Postponed", False),
        ({"state": CourseDateState.draft}, "There is no date for this course yet", False),
        ({"day": date(2026, 4, 1)}, "There is no date for this course yet", False),
    ],
)
def test_a_date_by_its_state(client: StrictClient, fields: dict[str, Any], words: str, bookable: bool) -> None:
    run = CourseDateFactory(**fields)
    page = client.get(f"/courses/{run.course.slug}")
    assert words in page.text
    assert bool(page.select(f'a[href="/training/book/{run.id}"]')) is bookable


def test_a_full_date_offers_the_line(client: StrictClient) -> None:
    run = CourseDateFactory(capacity=1)
    fill(run, 1)
    WaitingPlaceFactory(course_date=run)
    page = client.get(f"/courses/{run.course.slug}")
    assert "Full" in page.text and "1 in line" in page.text
    assert page.select(f'a[href="/training/book/{run.id}/waiting-list"]')


def test_an_npq_is_information_and_a_link(client: StrictClient) -> None:
    course = CourseFactory(
        title="NPQ for SENCOs",
        mode=Mode.external_application,
        external_url="https://npq.example.org/senco",
        external_note="Funded places for autumn. Checked on 1 April 2026.",
    )
    page = client.get(f"/courses/{course.slug}")
    assert page.links["Apply with the lead provider"] == "https://npq.example.org/senco"
    assert "Checked on 1 April 2026." in page.text
    assert "Dates and prices" not in page.text
    assert "Apply with the lead provider" in client.get("/courses").text


@pytest.mark.parametrize(
    ("status", "code"), [(CourseStatus.draft, 404), (CourseStatus.published, 200), (CourseStatus.withdrawn, 200)]
)
def test_a_course_by_its_status(client: StrictClient, status: CourseStatus, code: int) -> None:
    run = CourseDateFactory(course__status=status)
    page = client.get(f"/courses/{run.course.slug}", status=code)
    if status is CourseStatus.withdrawn:
        assert "not in the catalogue any more" in page.text
        assert page.select('meta[name="robots"][content="noindex"]')
        assert not page.select(f'a[href="/training/book/{run.id}"]')


def test_looking_is_announced(app: Flask, client: StrictClient) -> None:
    seen: list[int] = []

    def listen(_sender: object, *, course_id: int) -> None:
        seen.append(course_id)

    course = CourseFactory()
    with course_viewed.connected_to(listen):
        client.get(f"/courses/{course.slug}")
    assert seen == [course.id]


def test_a_course_page_costs_the_same_however_many_dates(client: StrictClient, query_count: Any) -> None:
    course = CourseFactory()

    def asked() -> int:
        with query_count() as sent:
            client.get(f"/courses/{course.slug}")
        return int(sent.count)

    fill(CourseDateFactory(course=course), 1)
    client.get(f"/courses/{course.slug}")
    few = asked()
    for _ in range(8):
        fill(CourseDateFactory(course=course), 1)
    assert asked() == few <= 12


def test_a_provider_shows_what_it_runs(client: StrictClient) -> None:
    run = CourseDateFactory(course__provider__description="We are **teachers** who teach teachers.")
    CourseFactory(title="Somebody else’s")
    page = client.get(f"/providers/{run.course.provider.slug}")
    assert page.h1 == run.course.provider.name
    assert titles(page) == [run.course.title]
    assert "We are teachers who teach teachers." in page.text
    assert page.links["courses@example.org"] == "mailto:courses@example.org"
    client.get("/providers/nobody", status=404)
    empty = ProviderFactory()
    assert "Nothing on at the moment" in client.get(f"/providers/{empty.slug}").text


# -- linked data


def linked(page: Page) -> dict[str, Any]:
    script = page.select('script[type="application/ld+json"]')[0]
    found: dict[str, Any] = json.loads(script.get_text())
    return found


def test_search_engines_are_told_what_the_page_says(client: StrictClient) -> None:
    run = CourseDateFactory(course__title="Reading </script><b>aloud</b>", online_link="https://meet.example.org/x")
    fill(run, 10)
    later = CourseDateFactory(course=run.course, day=date(2026, 11, 3), state=CourseDateState.cancelled)
    data = linked(client.get(f"/courses/{run.course.slug}"))
    assert data["@type"] == "Course"
    assert data["name"] == "Reading </script><b>aloud</b>"
    assert data["timeRequired"] == "PT6H"
    assert data["provider"]["name"] == run.course.provider.name
    first, second = data["hasCourseInstance"]
    assert first["startDate"] == "2026-05-24T09:30+01:00"
    assert first["endDate"] == "2026-05-24T15:30+01:00"
    assert first["courseMode"] == "onsite"
    assert first["location"]["address"]["postalCode"] == "PE2 5UU"
    assert first["offers"]["price"] == "120.00"
    assert first["offers"]["priceCurrency"] == "GBP"
    assert first["offers"]["availability"].endswith("SoldOut")
    assert second["startDate"] == "2026-11-03T09:30+00:00"
    assert second["eventStatus"].endswith("EventCancelled")
    assert "offers" not in second
    assert later.id and "meet.example.org" not in json.dumps(data)


@pytest.mark.parametrize(("hours", "duration"), [(6.0, "PT6H"), (2.5, "PT2H30M"), (0.5, "PT0H30M"), (200.0, "PT200H")])
def test_lengths_are_iso_durations(hours: float, duration: str) -> None:
    course = CourseFactory(hours=hours, mode=Mode.online_live)
    run = CourseDateFactory(course=course, venue=None)
    left = queries.availability_of([run])
    data = course_data(course, [run], left, url="https://x.example.org/c", provider_url="https://x.example.org/p")
    assert data["timeRequired"] == duration
    (instance,) = data["hasCourseInstance"]
    assert instance["courseMode"] == "online"
    assert instance["location"] == {"@type": "VirtualLocation", "url": "https://x.example.org/c"}
    assert instance["offers"]["availability"].endswith("InStock")


# -- the document search knows


def test_the_document_of_a_course() -> None:
    run = CourseDateFactory(day=date(2026, 6, 3))
    CourseDateFactory(course=run.course, day=date(2026, 4, 1))
    CourseDateFactory(course=run.course, day=date(2026, 7, 1), state=CourseDateState.draft)
    db.session.expire_all()
    (found,) = documents([run.course_id])
    assert found.title == run.course.title
    assert found.organisation == run.course.provider.name
    assert set(found.facets["audience"]) == {"ect", "classroom_teacher"}
    assert list(found.facets["month"]) == ["2026-06"]
    assert list(found.facets["provider"]) == [run.course.provider.slug]
    assert found.numbers["price"] == 9000
    assert found.numbers["starts"] == int(run.starts_at.timestamp())
    assert found.positions == [(52.5591, -0.2846)]
    assert "check the understanding of every pupil" in found.body


def test_only_published_courses_are_documents() -> None:
    published, draft = CourseFactory(), CourseFactory(status=CourseStatus.draft)
    assert list(all_ids()) == [published.id]
    assert [found.id for found in documents([published.id, draft.id])] == [published.id]
    bare = document(CourseFactory(audiences=[], phases=[], themes=[]))
    assert bare.numbers == {"starts": None, "price": None} and bare.positions == []


def test_every_facet_and_sort_is_registered() -> None:
    kind = get(CORPUS)
    assert set(kind.facet_names) == set(document(CourseFactory()).facets)
    assert kind.sort_number("soonest") == ("starts", False)
    assert kind.known_values("audience") == [audience.value for audience in Audience]


@pytest.mark.parametrize("change", ["course", "date", "session", "provider"])
def test_a_change_is_re_indexed(
    session: Session,
    search_index: SearchIndex,  # noqa: F811
    change: str,
) -> None:
    run = CourseDateFactory()
    course_id = run.course_id
    with transaction():
        session.query(IndexChange).delete()
    with transaction():
        if change == "course":
            run.course.title = "Another title"
        elif change == "date":
            run.starts_at = clock.now() + timedelta(days=3)
        elif change == "session":
            run.sessions[0].ends = time(16)
        else:
            run.course.provider.name = "Another name"
    changed = {(row.corpus, row.record_id) for row in session.query(IndexChange)}
    assert (CORPUS, course_id) in changed


def test_the_months_ahead_roll_over_the_year(frozen: FrozenClock) -> None:
    frozen.move_to(datetime(2026, 11, 20, 12, tzinfo=UTC))
    months = months_ahead(4)
    assert months == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]


def test_home_is_offered_the_next_courses(query_count: Any) -> None:
    for day in (date(2026, 5, 6), date(2026, 5, 5), date(2026, 5, 8), date(2026, 5, 7)):
        CourseDateFactory(day=day, venue=VenueFactory())
    CourseFactory()
    with query_count() as asked:
        cards = queries.next_cards(3)
    assert [card.next_date.starts_at.day for card in cards if card.next_date] == [5, 6, 7]
    assert asked.count <= 4


def test_a_session_that_was_dropped_is_not_shown(client: StrictClient) -> None:
    run = CourseDateFactory(
        sessions=[
            CourseSession(day=date(2026, 6, 2), starts=time(16), ends=time(18)),
            CourseSession(day=date(2026, 6, 9), starts=time(16), ends=time(18), cancelled_at=datetime.now(UTC)),
        ]
    )
    page = client.get(f"/courses/{run.course.slug}")
    assert "Tuesday 2 June 2026" in page.text and "4pm to 6pm" in page.text
    assert "9 June" not in page.text


def test_the_index_finds_by_word_stem_synonym_and_filter(
    client: StrictClient,
    search_index: SearchIndex,  # noqa: F811
) -> None:
    CourseDateFactory(course__title="Supporting pupils with special educational needs", day=date(2026, 6, 3))
    CourseDateFactory(
        course__title="Phonics for reading", course__audiences=[Audience.teaching_assistant], day=date(2026, 5, 5)
    )
    CourseFactory(title="A draft about phonics", status=CourseStatus.draft)
    search_index.index_now()
    everything = client.get("/courses")
    assert titles(everything) == ["Phonics for reading", "Supporting pupils with special educational needs"]
    assert titles(client.get("/courses?keyword=SEN")) == ["Supporting pupils with special educational needs"]
    assert titles(client.get("/courses?keyword=read")) == ["Phonics for reading"]
    assert titles(client.get("/courses?audience=teaching_assistant&month=2026-05")) == ["Phonics for reading"]
    assert titles(client.get("/courses?sort=newest&keyword=nothing-like-it")) == []
    boxes = {box["value"] for box in everything.select("input[name=audience]")}
    assert boxes == {"teaching_assistant", "ect", "classroom_teacher"}, "only what there is"
    assert "(1" in everything.select('label[for^="filter-audience"]')[0].get_text()
    assert everything.select("select[name=sort] option[selected]")[0]["value"] == "soonest"


def test_a_browser_asks_each_time_how_many_places_are_left(client: StrictClient, session: Session) -> None:
    course = CourseFactory()
    first = client.get(f"/courses/{course.slug}").response
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert client.get("/courses").response.headers["Cache-Control"] == "public, max-age=30"
    client.get(f"/courses/{course.slug}", 304, headers={"If-None-Match": first.headers["ETag"]})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("location=Peterborough&radius=5", ["In the city"]),
        ("location=Peterborough&radius=20&sort=distance", ["In the city", "At Stamford"]),
        ("location=Stamford&radius=20&sort=distance", ["At Stamford", "In the city"]),
        ("location=Stamford&radius=3", ["At Stamford"]),
        ("location=Peterborough&radius=20&keyword=Stamford", ["At Stamford"]),
        ("location=Nowhere-on-Sea&radius=3", ["In the city", "At Stamford", "Online"]),
        ("radius=3", ["In the city", "At Stamford", "Online"]),
    ],
)
@pytest.mark.parametrize("indexed", [True, False])
def test_a_course_is_found_by_place_and_radius(
    client: StrictClient,
    request: pytest.FixtureRequest,
    indexed: bool,
    query: str,
    found: list[str],
) -> None:
    """The index and the database alone say the same. What is taught online is near nowhere."""
    index = request.getfixturevalue("search_index") if indexed else lambda: 0
    CourseDateFactory(course__title="In the city", venue=VenueFactory(latitude=52.5725, longitude=-0.2428))
    CourseDateFactory(course__title="At Stamford", venue=VenueFactory(latitude=52.6528, longitude=-0.4787))
    CourseDateFactory(course__title="Online", course__mode=Mode.online_live, venue=None)
    index()
    page = client.get(f"/courses?{query}")
    assert sorted(titles(page)) == sorted(found)
    if "sort=distance" in query:
        assert titles(page) == found
    assert ("Nowhere-on-Sea" in page.text) is ("Nowhere" in query)
