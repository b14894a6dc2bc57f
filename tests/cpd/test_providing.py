"""The provider's desk."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from teachpb import clock
from teachpb.cpd import errors, operations
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import Course, CourseDate, CourseDateState, CourseStatus, Mode, PlaceState, PriceBand, Venue
from teachpb.cpd.operations import DateDetails, Span
from teachpb.db import InvalidTransition, db
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.cpd import (
    CourseDateFactory,
    CourseFactory,
    DelegateNeedsFactory,
    FacilitatorFactory,
    PlaceFactory,
    VenueFactory,
    WaitingPlaceFactory,
    fill,
)
from tests.factories.schools import ProviderFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("session", "frozen")

COURSE = {
    "title": "Phonics for everyone",
    "summary": "Teach early reading with confidence.",
    "outcomes": "teach the first 40 sounds\n\n - assess pupils who fall behind",
    "description": "A lively day.",
    "level": "introductory",
    "mode": "in_person",
    "hours": "6",
    "audiences": ["ect", "teaching_assistant"],
    "phases": ["primary"],
    "themes": ["subject_knowledge"],
    "free_days": "5",
    "half_days": "2",
}
DATE = {
    "day-day": "3",
    "day-month": "6",
    "day-year": "2026",
    "starts": "9:30am",
    "ends": "3:30pm",
    "capacity": "20",
    "minimum": "8",
    "price_maintained_city": "90",
    "price_academy_city": "120.50",
    "price_individual": "0",
    "has_waiting_list": "yes",
}


@pytest.fixture
def admin(client: StrictClient) -> Any:
    provider = ProviderFactory()
    user = member(Role.provider_admin, provider)
    user.provider = provider
    client.sign_in(user)
    return user


def details(run: CourseDate, **changed: Any) -> DateDetails:
    stored = {PriceBand(band): pence for band, pence in run.prices.items()}
    values = {"capacity": run.capacity, "prices": stored, "venue": run.venue, "online_link": run.online_link}
    return DateDetails(**{**values, **changed})


def test_from_an_empty_desk_to_an_open_date(client: StrictClient, admin: Any) -> None:
    assert "Put your first course here" in client.get("/training/courses").text
    page = client.follow(client.submit("/training/courses/new", **COURSE))
    course = db.session.scalars(select(Course)).one()
    assert page.h1 == "Phonics for everyone"
    assert (course.slug, course.status) == ("phonics-for-everyone", CourseStatus.draft)
    assert course.outcomes == ["teach the first 40 sounds", "assess pupils who fall behind"]
    assert [tier["percent"] for tier in course.policy_tiers] == [0, 50, 100]
    assert course.hours == 6.0 and course.provider_id == admin.provider.id

    client.submit(f"/training/courses/{course.id}/venues/new", name="The Fleet", address="Fleet Way", postcode="pe28dl")
    venue = db.session.scalars(select(Venue)).one()
    assert venue.postcode == "PE2 8DL"
    page = client.follow(client.submit(f"/training/courses/{course.id}/dates/new", **DATE, venue_id=str(venue.id)))
    run = db.session.scalars(select(CourseDate)).one()
    assert page.h1 == "Wednesday 3 June 2026"
    assert run.prices == {"maintained_city": 9000, "academy_city": 12050, "individual": 0}
    assert run.state is CourseDateState.draft
    assert run.starts_at == clock.at_london(date(2026, 6, 3), time(9, 30))

    early = client.follow(client.post(f"/training/dates/{run.id}/publish"))
    assert early.flashes == ["Publish the course before you publish its dates"]
    client.post(f"/training/courses/{course.id}/publish")
    page = client.follow(client.post(f"/training/dates/{run.id}/publish"))
    assert page.flashes[-1] == "Published: people can book."
    client.sign_in(None)
    assert "20 places left" in client.get("/courses/phonics-for-everyone").text


@pytest.mark.parametrize(
    ("changed", "errors_shown"),
    [
        ({"title": ""}, ["Enter a title"]),
        ({"summary": ""}, ["Enter a summary"]),
        ({"hours": "2.3"}, ["Enter hours in whole or half hours, like 6 or 2.5"]),
        ({"hours": "0"}, ["Hours of learning must be between 0.5 and 200"]),
        ({"outcomes": "\n".join("abcdefghi")}, ["Enter no more than 8 lines"]),
        ({"outcomes": "x" * 201}, ["Each line must be 200 characters or fewer"]),
        ({"half_days": "5"}, ["The half charge must start later than free cancelling ends: enter fewer days"]),
        ({"free_days": ""}, ["Enter how many working days before the course cancelling is free"]),
        ({"mode": "external_application"}, ["Enter the web address where people apply"]),
        ({"mode": "nonsense"}, ["Select how the course is taught"]),
    ],
)
def test_what_is_wrong_with_a_course_is_said(
    client: StrictClient, admin: Any, changed: dict[str, str], errors_shown: list[str]
) -> None:
    page = client.submit("/training/courses/new", status=200, **{**COURSE, **changed})
    assert page.errors == errors_shown
    assert db.session.scalars(select(Course)).all() == []


@pytest.mark.parametrize(
    ("changed", "errors_shown"),
    [
        ({"day-year": "2025"}, ["Day must be in the future"]),
        ({"ends": "9am"}, ["Enter an end after the start"]),
        ({"starts": "soon"}, ["The start must be a time, like 4pm or 9:30am"]),
        ({"capacity": "0"}, ["Number of places must be between 1 and 500"]),
        ({"minimum": "21"}, ["The minimum number must not be more than the number of places"]),
        (
            {"price_individual": "lots"},
            ["People who pay for themselves must be an amount of money, like 36,413 or 12.50"],
        ),
    ],
)
def test_what_is_wrong_with_a_date_is_said(
    client: StrictClient, admin: Any, changed: dict[str, str], errors_shown: list[str]
) -> None:
    course = CourseFactory(provider=admin.provider)
    page = client.submit(f"/training/courses/{course.id}/dates/new", status=200, **{**DATE, **changed})
    assert page.errors == errors_shown


@pytest.mark.parametrize(
    ("half", "tiers"),
    [
        ("2", [(5, 0), (2, 50), (0, 100)]),
        ("", [(5, 0), (0, 100)]),
        ("0", [(5, 0), (0, 50)]),
    ],
)
def test_terms_of_cancelling_become_tiers(
    client: StrictClient, admin: Any, half: str, tiers: list[tuple[int, int]]
) -> None:
    client.submit("/training/courses/new", **{**COURSE, "half_days": half})
    course = db.session.scalars(select(Course)).one()
    assert [(tier["working_days"], tier["percent"]) for tier in course.policy_tiers] == tiers
    page = client.get(f"/training/courses/{course.id}/edit")
    assert page.select("input[name=half_days]")[0].get("value", "") == half


def test_editing_shows_what_is_stored_and_keeps_the_address(client: StrictClient, admin: Any) -> None:
    course = CourseFactory(provider=admin.provider)
    slug = course.slug
    url = f"/training/courses/{course.id}/edit"
    form = client.get(url).form()
    assert form["title"] == course.title and form["hours"] == "6"
    client.submit(url, title="Another title altogether", subjects=["english"])
    assert (course.title, course.slug) == ("Another title altogether", slug)
    assert course.audiences, "what was not touched stays"
    page = client.submit(url, status=200, audiences=[])
    assert page.errors == ["Select who the course is for"], "what is published stays complete"


def test_two_courses_of_one_title_have_two_addresses(client: StrictClient, admin: Any) -> None:
    for _ in range(3):
        client.submit("/training/courses/new", **COURSE)
    slugs = db.session.scalars(select(Course.slug).order_by(Course.id)).all()
    assert slugs == ["phonics-for-everyone", "phonics-for-everyone-2", "phonics-for-everyone-3"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcomes": []}, "Enter at least one thing people will be able to do afterwards"),
        ({"audiences": []}, "Select who the course is for"),
        ({"mode": Mode.external_application}, "Enter the web address where people apply"),
        ({"policy_tiers": []}, "Choose what cancelling costs"),
    ],
)
def test_what_is_not_ready_is_not_published(
    client: StrictClient, admin: Any, fields: dict[str, Any], sentence: str
) -> None:
    course = CourseFactory(provider=admin.provider, status=CourseStatus.draft, **fields)
    page = client.follow(client.post(f"/training/courses/{course.id}/publish"))
    assert page.flashes == [sentence]
    assert course.status is CourseStatus.draft


def test_taking_a_course_out_leaves_its_places(client: StrictClient, admin: Any) -> None:
    place = PlaceFactory(course_date__course__provider=admin.provider)
    course = place.course_date.course
    client.post(f"/training/courses/{course.id}/withdraw")
    assert course.status is CourseStatus.withdrawn
    assert place.state is PlaceState.confirmed
    again = client.follow(client.post(f"/training/courses/{course.id}/withdraw"))
    assert again.flashes[-1] == "This course is not in the catalogue"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"course__status": CourseStatus.draft}, "Publish the course before you publish its dates"),
        ({"prices": {}}, "Enter at least one price (0 for a course that is free)"),
        ({"venue": None}, "Choose a venue, or enter the link for joining online"),
        ({"day": date(2026, 4, 1)}, "Move the first session into the future"),
    ],
)
def test_a_date_that_is_not_ready_is_not_opened(fields: dict[str, Any], sentence: str) -> None:
    run = CourseDateFactory(state=CourseDateState.draft, **fields)
    with pytest.raises(errors.NotReady) as caught:
        booking_transaction(lambda: operations.publish_date(actor=UserFactory(), course_date_id=run.id))
    assert caught.value.message == sentence


@pytest.mark.parametrize(
    ("state", "may_publish", "may_close", "may_cancel"),
    [
        (CourseDateState.draft, True, False, True),
        (CourseDateState.published, False, True, True),
        (CourseDateState.closed, True, False, True),
        (CourseDateState.postponed, True, False, True),
        (CourseDateState.delivered, False, False, False),
        (CourseDateState.cancelled, False, False, False),
    ],
)
def test_dates_change_as_their_table_says(
    state: CourseDateState, may_publish: bool, may_close: bool, may_cancel: bool
) -> None:
    actor = UserFactory()

    def may(change: Callable[[int], object]) -> bool:
        run = CourseDateFactory(state=state)
        try:
            booking_transaction(lambda: change(run.id))
        except InvalidTransition:
            return False
        return True

    assert may(lambda key: operations.publish_date(actor=actor, course_date_id=key)) is may_publish
    assert may(lambda key: operations.close_date(actor=actor, course_date_id=key)) is may_close
    assert may(lambda key: operations.cancel_date(actor=actor, course_date_id=key, reason="x")) is may_cancel


def test_capacity_is_not_lowered_below_what_is_taken(client: StrictClient, admin: Any) -> None:
    run = CourseDateFactory(course__provider=admin.provider, capacity=5)
    fill(run, 3)
    page = client.submit(f"/training/dates/{run.id}/edit", status=200, capacity="2")
    assert page.errors == ["3 places are already taken: enter 3 or more"]
    client.submit(f"/training/dates/{run.id}/edit", capacity="3")
    assert run.capacity == 3


def test_more_capacity_goes_to_the_line(outbox: Callable[[], list[Any]]) -> None:
    run = CourseDateFactory(capacity=1)
    fill(run, 1)
    first, second = (WaitingPlaceFactory(course_date=run, waiting_number=n) for n in (1, 2))
    booking_transaction(
        lambda: operations.edit_date(actor=UserFactory(), course_date_id=run.id, details=details(run, capacity=2))
    )
    assert (first.state, second.state) == (PlaceState.offered, PlaceState.waiting)
    assert [mail.subject.split(":")[0] for mail in outbox()] == ["A place has come free"]


def test_people_and_what_they_need_stand_on_the_date(client: StrictClient, admin: Any) -> None:
    run = CourseDateFactory(course__provider=admin.provider)
    place = PlaceFactory(course_date=run, booking__booker__full_name="Amara Okafor")
    DelegateNeedsFactory(place=place, dietary="No nuts", access="Ramp", please_call=True)
    PlaceFactory(course_date=run, state=PlaceState.expired, delegate_name="Never Came")
    page = client.get(f"/training/dates/{run.id}")
    assert "Amara Okafor" in page.text and "No nuts Ramp Please call." in page.text
    assert "Never Came" not in page.text
    assert "1 of 10 places taken" in page.text


def test_the_list_of_a_date_costs_the_same_for_twenty(client: StrictClient, admin: Any, query_count: Any) -> None:
    run = CourseDateFactory(course__provider=admin.provider, capacity=50)
    url = f"/training/dates/{run.id}"

    def asked() -> int:
        with query_count() as sent:
            client.get(url)
        return int(sent.count)

    fill(run, 2)
    client.get(url)
    few = asked()
    for place in fill(run, 18):
        DelegateNeedsFactory(place=place)
    assert asked() == few


def test_the_spreadsheet_is_safe_and_holds_no_needs(client: StrictClient, admin: Any) -> None:
    run = CourseDateFactory(course__provider=admin.provider)
    place = PlaceFactory(course_date=run, delegate_name="=HYPERLINK(1)")
    DelegateNeedsFactory(place=place, dietary="Kosher", access="Wheelchair")
    page = client.get(f"/training/dates/{run.id}/delegates.csv")
    rows = list(csv.reader(io.StringIO(page.body.removeprefix("\ufeff"))))
    assert rows[0][:2] == ["Name", "Email"]
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][6] == "120.0"
    assert "Kosher" not in page.body and "Wheelchair" not in page.body
    assert "attachment" in page.response.headers["Content-Disposition"]


def test_sessions_are_added_moved_and_dropped(
    client: StrictClient, admin: Any, outbox: Callable[[], list[Any]]
) -> None:
    run = CourseDateFactory(course__provider=admin.provider)
    fill(run, 1)
    base = f"/training/dates/{run.id}/sessions"
    session = {"day-day": "10", "day-month": "6", "day-year": "2026", "starts": "4pm", "ends": "6pm"}
    client.submit(f"{base}/new", **session)
    assert len(run.live_sessions) == 2
    assert run.ends_at == clock.at_london(date(2026, 6, 10), time(18))
    added = run.live_sessions[-1]
    client.submit(f"{base}/{added.id}", starts="5pm", ends="7pm")
    assert (added.starts, added.sequence) == (time(17), 1)
    client.post(f"{base}/{added.id}/drop")
    assert len(run.live_sessions) == 1 and added.cancelled_at is not None
    assert run.ends_at == clock.at_london(date(2026, 5, 24), time(15, 30))
    assert [mail.subject.split(":")[0] for mail in outbox()] == ["Changed", "Changed", "Session dropped"]
    last = client.follow(client.post(f"{base}/{run.live_sessions[0].id}/drop"))
    assert last.flashes[-1:] == ["Keep at least one session, or cancel the date"]
    client.get(f"{base}/{added.id}", status=404)
    late = client.submit(f"{base}/new", status=200, **{**session, "day-year": "2025"})
    assert late.errors == ["Day must be in the future"]


def test_calling_a_date_off_asks_for_a_reason(
    client: StrictClient, admin: Any, run_job: Callable[[str], object], outbox: Callable[[], list[Any]]
) -> None:
    run = CourseDateFactory(course__provider=admin.provider)
    fill(run, 2)
    url = f"/training/dates/{run.id}/cancel"
    assert "2 people get an email" in client.get(url).text
    assert client.submit(url, status=200).errors == ["Enter a sentence for the people who have booked"]
    page = client.follow(client.submit(url, reason="The trainer is ill."))
    assert page.flashes == ["The date is cancelled. We are telling everyone who had a place."]
    run_job("cpd.drop_places")
    assert len(outbox()) == 2
    assert "The trainer is ill." in client.get(f"/courses/{run.course.slug}").text
    place = run.places[0]
    client.sign_in(place.delegate)
    assert "The trainer is ill." in client.get(f"/training/places/{place.id}").text


def test_a_facilitator_sees_the_dates_they_lead(client: StrictClient, admin: Any) -> None:
    trainer = member(Role.facilitator, admin.provider)
    run = CourseDateFactory(course__provider=admin.provider)
    client.submit(f"/training/dates/{run.id}/edit", facilitators=[str(trainer.id)])
    assert [row.user_id for row in run.facilitators] == [trainer.id]
    DelegateNeedsFactory(place__course_date=run, access="Ramp")
    client.sign_in(trainer)
    assert run.course.title in client.get("/training/leading").text
    page = client.get(f"/training/dates/{run.id}")
    assert "Ramp" in page.text
    assert "Cancel this date" not in page.links
    assert "No dates yet" in page.text or page.h1


def test_venues_are_the_providers_own_and_the_citys(client: StrictClient, admin: Any) -> None:
    course = CourseFactory(provider=admin.provider)
    VenueFactory(name="Our own hall", provider=admin.provider)
    VenueFactory(name="The town hall", provider=None)
    VenueFactory(name="A rival’s hall", provider=ProviderFactory())
    page = client.get(f"/training/courses/{course.id}")
    assert "Our own hall" in page.text and "The town hall" in page.text
    assert "A rival’s hall" not in page.text
    options = client.get(f"/training/courses/{course.id}/dates/new").select("select[name=venue_id] option")
    assert "A rival’s hall" not in " ".join(option.get_text() for option in options)


def test_a_rivals_venue_cannot_be_chosen(client: StrictClient, admin: Any) -> None:
    course, rival = CourseFactory(provider=admin.provider), VenueFactory(provider=ProviderFactory())
    page = client.submit(f"/training/courses/{course.id}/dates/new", status=200, **DATE, venue_id=str(rival.id))
    assert page.errors == ["Choose venue from the list"]


def test_led_dates_without_any(client: StrictClient) -> None:
    client.sign_in(member(Role.facilitator, ProviderFactory()))
    assert "No dates yet" in client.get("/training/leading").text


def test_booking_closes_at_the_end_of_the_last_day(client: StrictClient, admin: Any, frozen: FrozenClock) -> None:
    run = CourseDateFactory(course__provider=admin.provider)
    client.submit(
        f"/training/dates/{run.id}/edit",
        **{"closes_on-day": "24", "closes_on-month": "4", "closes_on-year": "2026"},
    )
    assert run.takes_bookings(clock.now())
    frozen.advance(timedelta(hours=14))
    assert not run.takes_bookings(clock.now())


def test_a_span_reads_as_days_and_times() -> None:
    assert Span(date(2026, 6, 3), time(9), time(10)) == Span(date(2026, 6, 3), time(9), time(10))
    run = CourseDateFactory()
    FacilitatorFactory(course_date=run)
    assert len(run.facilitators) == 1
