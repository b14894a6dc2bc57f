"""Never oversold: real processes, real databases, everybody at once. And the proof that this test would notice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, func, select

from teachpb import clock
from teachpb.cpd.models import CourseDate, Place, PlaceState
from teachpb.cpd.models.transitions import SETTLED
from teachpb.db import db, transaction
from teachpb.notifications.models import MessageRow
from teachpb.schools.models import Role
from tests.cpd.harness import shown_now
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, HeldPlaceFactory, PlaceFactory, WaitingPlaceFactory
from tests.factories.schools import SchoolFactory, member
from tests.support.processes import House, open_house

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]

BUYERS, PLACES = 50, 10
PAUSE = 0.02

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="module", params=DATABASES)
def building(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house("tests.cpd.harness", request.param, tmp_path_factory.mktemp("cpd"), pause=PAUSE) as house:
        yield house


@pytest.fixture
def house(building: House) -> Iterator[House]:
    with building.app.app_context():
        with transaction():
            db.session.execute(delete(MessageRow))
        yield building
        db.session.remove()


def counted(run: CourseDate, *states: PlaceState) -> int:
    db.session.rollback()
    statement = select(func.count(Place.id)).where(Place.course_date_id == run.id, Place.state.in_(states))
    return int(db.session.scalar(statement) or 0)


def test_fifty_buyers_for_ten_places_get_exactly_ten(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    buyers = [UserFactory().id for _ in range(BUYERS)]
    outcomes = house.at_once("buy", buyers, course_date_id=run.id)

    booked = [outcome for outcome in outcomes if len(outcome) == 8]
    assert counted(run, *SETTLED) == PLACES
    assert len(booked) == len(set(booked)) == PLACES
    assert sorted(set(outcomes) - set(booked)) == ["SoldOut"]
    assert db.session.scalar(select(func.count(MessageRow.id))) == PLACES
    assert counted(run, PlaceState.held) == 0


def test_without_the_lock_it_oversells_so_the_test_can_see(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    buyers = [UserFactory().id for _ in range(BUYERS)]
    house.at_once("buy", buyers, lock=False, course_date_id=run.id)
    assert counted(run, *SETTLED, PlaceState.held) > PLACES, "the harness is blind: it did not oversell"


def test_one_page_sent_twenty_times_is_one_booking(house: House) -> None:
    user = UserFactory()
    place = HeldPlaceFactory(
        booking__booker=user, delegate=user, delegate_name=user.full_name, delegate_email=user.email
    )
    shown = shown_now(place.id)
    outcomes = house.at_once(
        "submit",
        [user.id] * 20,
        place_id=place.id,
        shown={"key": shown.key, "digest": shown.digest, "price_pence": shown.price_pence},
    )
    db.session.rollback()
    assert set(outcomes) == {place.booking.reference}
    assert len(outcomes) == 20
    assert counted(place.course_date, PlaceState.confirmed) == 1
    assert db.session.scalar(select(func.count(MessageRow.id))) == 1


def test_places_freed_at_once_go_to_the_line_and_to_each_only_once(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    canceller = UserFactory()
    places = [PlaceFactory(course_date=run, booking__booker=canceller, delegate=UserFactory()) for _ in range(PLACES)]
    line = [WaitingPlaceFactory(course_date=run, waiting_number=number) for number in range(1, 8)]
    given_back = [place.id for place in places[:5]]
    outcomes = house.at_once("cancel", given_back, canceller=canceller.id)
    db.session.rollback()
    assert outcomes == ["cancelled"] * 5
    assert [place.state for place in line] == [PlaceState.offered] * 5 + [PlaceState.waiting] * 2
    assert counted(run, PlaceState.confirmed, PlaceState.offered) == PLACES
    offers = db.session.scalars(select(MessageRow.subject).where(MessageRow.subject.like("A place has come free%")))
    assert len(list(offers)) == 5


def test_a_walk_up_never_overtakes_the_line(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    for _ in range(PLACES - 2):
        PlaceFactory(course_date=run)
    for number in range(1, 4):
        WaitingPlaceFactory(course_date=run, waiting_number=number)
    outcomes = house.at_once("buy", [UserFactory().id for _ in range(20)], course_date_id=run.id)
    assert set(outcomes) == {"SoldOut"}
    assert counted(run, PlaceState.confirmed) == PLACES - 2


def test_stale_holds_free_their_places_for_everyone_at_once(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    for _ in range(PLACES):
        HeldPlaceFactory(course_date=run, held_until=clock.now())
    outcomes = house.at_once("buy", [UserFactory().id for _ in range(20)], course_date_id=run.id)
    assert counted(run, *SETTLED) == PLACES
    assert outcomes.count("SoldOut") == 10
    assert counted(run, PlaceState.expired) == PLACES


def lapsed_requests(run: CourseDate, count: int) -> tuple[int, list[Place]]:
    """(a CPD lead, places that nobody approved in time at the lead's school)."""
    school = SchoolFactory()
    lead = member(Role.cpd_lead, school)
    past = clock.now()
    return lead.id, [
        PlaceFactory(
            course_date=run, booking__payer=school, state=PlaceState.expired, approval_due_at=past, confirmed_at=None
        )
        for _ in range(count)
    ]


def test_groups_get_all_their_places_or_none(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    outcomes = house.at_once("group", [UserFactory().id for _ in range(20)], course_date_id=run.id, count=3)
    booked = [outcome for outcome in outcomes if len(outcome) == 8]
    assert len(booked) == len(set(booked)) == 3
    assert counted(run, *SETTLED) == 9
    assert counted(run, PlaceState.held) == 0
    assert set(outcomes) - set(booked) <= {"NotEnough", "SoldOut"}
    sizes = db.session.execute(
        select(func.count(Place.id)).where(Place.course_date_id == run.id).group_by(Place.booking_id)
    ).scalars()
    assert set(sizes) == {3}


def test_without_the_lock_groups_oversell(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    buyers = [UserFactory().id for _ in range(20)]
    house.at_once("group", buyers, lock=False, course_date_id=run.id, count=3)
    assert counted(run, *SETTLED, PlaceState.held) > PLACES, "the harness is blind: it did not oversell"


def test_late_approvals_and_buyers_share_the_last_places(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    for _ in range(PLACES - 2):
        PlaceFactory(course_date=run)
    lead, places = lapsed_requests(run, 12)
    outcomes = house.at_once("approve", [place.id for place in places], approver=lead)
    db.session.rollback()
    assert sorted(outcomes) == ["confirmed"] * 2 + ["waiting"] * 10
    assert counted(run, *SETTLED) == PLACES
    numbers = [place.waiting_number for place in places if place.state is PlaceState.waiting]
    assert sorted(number or 0 for number in numbers) == list(range(1, 11))


def test_without_the_lock_late_approvals_oversell(house: House) -> None:
    run = CourseDateFactory(capacity=PLACES)
    for _ in range(PLACES - 1):
        PlaceFactory(course_date=run)
    lead, places = lapsed_requests(run, 12)
    house.at_once("approve", [place.id for place in places], approver=lead, lock=False)
    assert counted(run, *SETTLED) > PLACES, "the harness is blind: it did not oversell"
