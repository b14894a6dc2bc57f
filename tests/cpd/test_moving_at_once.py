"""Moves against moves, with real processes on both databases; and the proof that these tests would notice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from teachpb import clock
from teachpb.cpd.models import Place, PlaceState
from teachpb.cpd.models.transitions import SETTLED
from teachpb.db import db
from teachpb.notifications.models import MessageRow
from tests.cpd.test_concurrency import building, counted, house
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, CourseFactory, PlaceFactory, WaitingPlaceFactory, fill
from tests.support.processes import House

__all__ = ["building", "house"]

S = PlaceState

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]


def test_transfers_both_ways_end_without_a_deadlock_and_without_overselling(house: House) -> None:
    """Twelve places go from each date to the other at once; there is room for three more on either."""
    course, mover = CourseFactory(), UserFactory()
    left, right = (CourseDateFactory(course=course, capacity=15) for _ in range(2))
    from_left = [PlaceFactory(course_date=left, booking__booker=mover, delegate=UserFactory()) for _ in range(12)]
    from_right = [PlaceFactory(course_date=right, booking__booker=mover, delegate=UserFactory()) for _ in range(12)]
    orders = [
        order
        for one, other in zip(from_left, from_right, strict=True)
        for order in ([one.id, right.id], [other.id, left.id])
    ]
    outcomes = Counter(house.at_once("transfer", orders, mover=mover.id, price=12000))  # type: ignore[arg-type]
    assert set(outcomes) <= {"moved", "DateFull"}, outcomes
    assert outcomes["moved"] >= 3
    for run in (left, right):
        assert counted(run, *SETTLED) <= 15
    assert counted(left, *SETTLED) + counted(right, *SETTLED) == 24


def test_the_last_place_of_another_date_goes_to_one(house: House) -> None:
    course, mover = CourseFactory(), UserFactory()
    source, target = CourseDateFactory(course=course, capacity=30), CourseDateFactory(course=course, capacity=3)
    fill(target, 2)
    places = [PlaceFactory(course_date=source, booking__booker=mover, delegate=UserFactory()) for _ in range(16)]
    orders = [[place.id, target.id] for place in places]
    outcomes = Counter(house.at_once("transfer", orders, mover=mover.id, price=12000))  # type: ignore[arg-type]
    assert outcomes == {"moved": 1, "DateFull": 15}
    assert counted(target, *SETTLED) == 3


def test_without_the_lock_transfers_oversell_so_the_test_can_see(house: House) -> None:
    course, mover = CourseFactory(), UserFactory()
    source, target = CourseDateFactory(course=course, capacity=30), CourseDateFactory(course=course, capacity=3)
    fill(target, 2)
    places = [PlaceFactory(course_date=source, booking__booker=mover, delegate=UserFactory()) for _ in range(16)]
    orders = [[place.id, target.id] for place in places]
    house.at_once("transfer", orders, lock=False, mover=mover.id, price=12000)  # type: ignore[arg-type]
    assert counted(target, *SETTLED) > 3, "the harness is blind: it did not oversell"


def test_a_place_is_given_on_or_given_back_and_never_both(house: House) -> None:
    run, mover = CourseDateFactory(capacity=20), UserFactory()
    places = [PlaceFactory(course_date=run, booking__booker=mover, delegate=UserFactory()) for _ in range(8)]
    orders = [[what, place.id] for place in places for what in (f"dev{place.id}", "cancel")]
    outcomes = Counter(house.at_once("swap", orders, mover=mover.id))  # type: ignore[arg-type]
    db.session.rollback()
    gone = sum(place.state is S.cancelled_by_customer for place in places)
    given = sum(place.state is S.substituted for place in places)
    assert gone + given == 8
    assert counted(run, S.confirmed) == given
    assert outcomes["CannotMove"] + outcomes["CannotCancel"] == 8
    successors = select(func.count(Place.id)).where(Place.course_date_id == run.id, Place.state == S.confirmed)
    assert db.session.scalar(successors) == given


def test_two_workers_end_an_offer_once_and_offer_it_on_once(house: House) -> None:
    """Case 8, with eight workers: one mail about the end, one offer to the next."""
    run = CourseDateFactory(capacity=1)
    lapsed = WaitingPlaceFactory(
        course_date=run, waiting_number=1, state=S.offered, offered_until=clock.now() - timedelta(minutes=1)
    )
    line = [WaitingPlaceFactory(course_date=run, waiting_number=number) for number in (2, 3)]
    outcomes = house.at_once("expire", [run.id] * 8)
    db.session.rollback()
    assert sorted(outcomes) == ["0"] * 7 + ["1"]
    assert [lapsed.state, *(place.state for place in line)] == [S.offer_expired, S.offered, S.waiting]
    subjects = Counter(subject.partition(":")[0] for subject in db.session.scalars(select(MessageRow.subject)))
    assert subjects == {"Your offer has ended": 1, "A place has come free": 1}
