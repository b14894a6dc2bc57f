"""One time, one candidate: real processes on real databases. And the proof that this test would notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select

from teachpb.applications.models import ApplicationState
from teachpb.db import db, transaction
from teachpb.hiring.models import InterviewSlot
from teachpb.notifications.models import MessageRow
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import InterviewDayFactory
from tests.factories.vacancies import VacancyFactory
from tests.hiring.harness import NONE_LEFT
from tests.support.processes import House, open_house

pytestmark = [pytest.mark.processes, pytest.mark.timeout(200)]

CANDIDATES, TIMES = 16, 2
PAUSE = 0.02
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="module", params=DATABASES)
def building(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("hiring")
    with open_house("tests.hiring.harness", request.param, folder, pause=PAUSE) as house:
        yield house


@pytest.fixture
def house(building: House) -> Iterator[House]:
    with building.app.app_context():
        with transaction():
            db.session.execute(delete(MessageRow))
        yield building
        db.session.remove()


def rush(house: House, *, lock: bool) -> tuple[list[str], list[Any]]:
    """A day with two times, and sixteen candidates in four processes who all want the first one: what became of each,
    and who holds the times afterwards."""
    vacancy = VacancyFactory()
    people = [ApplicationFactory(vacancy=vacancy, state=ApplicationState.interviewing) for _ in range(CANDIDATES)]
    ids = [each.id for each in people]
    slots = [slot.id for slot in InterviewDayFactory(vacancy=vacancy, invited=people).slots]
    assert len(slots) == TIMES
    outcomes = house.at_once("choose", ids, lock=lock, slots=slots)
    db.session.rollback()
    holders = db.session.scalars(select(InterviewSlot.application_id).where(InterviewSlot.id.in_(slots))).all()
    return outcomes, list(holders)


def test_without_the_lock_it_would_fail(house: House) -> None:
    """More people are told that a time is theirs than there are times."""
    outcomes, _ = rush(house, lock=False)
    assert not [each for each in outcomes if each.startswith("crashed")]
    told = len(outcomes) - outcomes.count(NONE_LEFT)
    assert told > TIMES, "the harness is blind: nobody was promised what another has"


def test_two_times_go_to_two_candidates(house: House) -> None:
    outcomes, holders = rush(house, lock=True)
    taken = sorted(each for each in outcomes if each.startswith("slot"))
    assert len(taken) == len(set(taken)) == TIMES
    assert outcomes.count(NONE_LEFT) == CANDIDATES - TIMES, outcomes
    assert len(set(holders)) == TIMES and None not in holders
    assert len(db.session.scalars(select(MessageRow)).all()) == TIMES, "only who has a time is told so"
