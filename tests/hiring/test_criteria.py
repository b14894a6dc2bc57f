"""Writing criteria, copying them, and leaving them alone once somebody has marked."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from teachpb.db import DomainError, transaction
from teachpb.hiring import operations
from teachpb.hiring.common_criteria import SETS
from teachpb.hiring.errors import Frozen
from teachpb.hiring.models import Criterion, Need, Stage
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import CriterionFactory, marks
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

FILLED = {"text": "Can teach phonics", "weight": "4", "need": "essential", "stage": "shortlisting"}


@pytest.fixture
def vacancy(session: Session, client: StrictClient) -> Any:
    vacancy = VacancyFactory()
    client.sign_in(member(Role.recruiter, vacancy.organisation))
    return vacancy


def url(vacancy: Any, rest: str = "") -> str:
    return f"/hiring/vacancies/{vacancy.id}/criteria{rest}"


def texts(session: Session, vacancy: Any) -> list[str]:
    return list(session.scalars(select(Criterion.text).where(Criterion.vacancy_id == vacancy.id).order_by("id")))


def test_add_change_and_remove(client: StrictClient, session: Session, vacancy: Any) -> None:
    client.submit(url(vacancy, "/new"), **FILLED)
    client.submit(url(vacancy, "/new"), **FILLED)  # a double click
    assert texts(session, vacancy) == ["Can teach phonics"]
    one = session.scalars(select(Criterion)).one()
    client.submit(url(vacancy, f"/{one.id}"), text="Teaches phonics well", need="desirable", weight="5")
    session.expire_all()
    assert (one.text, one.need, one.weight, one.reason) == ("Teaches phonics well", Need.desirable, 5, "")
    page = client.get(url(vacancy))
    assert "Teaches phonics well" in page.text and "Desirable" in page.text
    remove = url(vacancy, f"/{one.id}/remove")
    client.post(remove)
    client.post(remove)
    assert texts(session, vacancy) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Say what you look for"),
        ({"text": "x" * 301}, "must be 300 characters or fewer"),
        ({"need": ""}, "Select whether it is essential"),
        ({"weight": "6"}, "Select a weight"),
        ({"stage": "lunch"}, "Select when you look at it"),
    ],
)
def test_bad_answers_get_their_sentence(
    client: StrictClient, session: Session, vacancy: Any, wrong: dict[str, str], sentence: str
) -> None:
    page = client.submit(url(vacancy, "/new"), status=200, **{**FILLED, **wrong})
    assert sentence in " ".join(page.errors)
    assert texts(session, vacancy) == []


@pytest.mark.parametrize("common", SETS, ids=lambda each: each.name)
def test_a_common_list_is_copied_once(client: StrictClient, session: Session, vacancy: Any, common: Any) -> None:
    for _ in range(2):
        client.submit(url(vacancy), action=url(vacancy, "/copy"), source=common.name)
    assert texts(session, vacancy) == [line[0] for line in common.lines]
    assert all(1 <= line[1] <= 5 for line in common.lines)


def test_criteria_of_an_earlier_job_and_of_nobody_elses(client: StrictClient, session: Session, vacancy: Any) -> None:
    earlier = VacancyFactory(organisation=vacancy.organisation, title="Last year’s job")
    foreign = VacancyFactory(title="Somebody else’s job")
    CriterionFactory(vacancy=earlier, text="From last year", weight=5, stage=Stage.interview)
    CriterionFactory(vacancy=foreign, text="Not ours")
    page = client.get(url(vacancy))
    assert "Last year’s job" in page.text and "Somebody else’s job" not in page.text
    client.submit(url(vacancy), action=url(vacancy, "/copy"), source=str(earlier.id))
    refused = client.post(url(vacancy, "/copy"), {"source": str(foreign.id)}, status=200)
    assert refused.errors == ["Select where to copy from"]
    assert texts(session, vacancy) == ["From last year"]


class TestAfterTheFirstMark:
    @pytest.fixture
    def begun(self, session: Session, vacancy: Any) -> Any:
        criterion = CriterionFactory(vacancy=vacancy, text="As it was")
        marks(
            ApplicationFactory(vacancy=vacancy), member(Role.owner, vacancy.organisation), {criterion: 1}, given=False
        )
        return criterion

    def test_nothing_is_changed_removed_or_copied(self, session: Session, vacancy: Any, begun: Any) -> None:
        values = {"text": "Rewritten", "weight": 1, "need": Need.desirable, "stage": Stage.shortlisting}
        actor = member(Role.owner, vacancy.organisation)
        attempts = [
            lambda: operations.change_criterion(actor=actor, vacancy=vacancy, criterion=begun, **values),
            lambda: operations.remove_criterion(actor=actor, vacancy=vacancy, criterion=begun),
            lambda: operations.copy_criteria(actor=actor, vacancy=vacancy, lines=SETS[0].lines),
        ]
        for attempt in attempts:
            with pytest.raises(Frozen), transaction():
                attempt()
        assert texts(session, vacancy) == ["As it was"]

    def test_adding_wants_a_reason_which_everybody_sees(
        self, client: StrictClient, session: Session, vacancy: Any, begun: Any
    ) -> None:
        page = client.submit(url(vacancy, "/new"), status=200, **FILLED)
        assert page.errors == ["Say why you add this after marking has begun"]
        client.submit(url(vacancy, "/new"), **FILLED, reason="The post now covers Year 1")
        assert "The post now covers Year 1" in client.get(url(vacancy)).text

    def test_the_other_stage_is_still_free(
        self, client: StrictClient, session: Session, vacancy: Any, begun: Any
    ) -> None:
        client.submit(url(vacancy, "/new"), **{**FILLED, "stage": "interview"})
        (free,) = [each for each in session.scalars(select(Criterion)) if each.stage is Stage.interview]
        assert free.reason == ""
        page = client.submit(url(vacancy, f"/{free.id}"), status=200, stage="shortlisting")
        assert "Marking has begun" in page.errors[0]
        client.post(url(vacancy, f"/{begun.id}/remove"))
        assert "cannot be removed" in client.get(url(vacancy)).flashes[0]


def test_there_is_an_end_to_it(session: Session, vacancy: Any) -> None:
    for number in range(20):
        CriterionFactory(vacancy=vacancy, text=f"No {number}")
    with pytest.raises(DomainError, match="are enough"), transaction():
        operations.add_criterion(
            actor=member(Role.owner, vacancy.organisation),
            vacancy=vacancy,
            text="One more",
            weight=1,
            need=Need.desirable,
            stage=Stage.shortlisting,
        )
    assert session.scalar(select(func.count(Criterion.id))) == 20
