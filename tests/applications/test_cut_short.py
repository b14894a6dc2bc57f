"""A job that closes before its time: who was still writing is told, once, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from teachpb import clock
from teachpb.applications.models import ApplicationState
from teachpb.db import transaction
from teachpb.vacancies import operations
from teachpb.vacancies.models import Vacancy, VacancyOutcome
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory, EmptyDraftFactory
from tests.factories.vacancies import VacancyFactory

pytestmark = pytest.mark.usefixtures("session", "frozen")


def told(outbox: Any) -> set[str]:
    return {row.to for row in outbox() if row.kind == "applications.cut_short"}


def end(vacancy: Vacancy) -> None:
    with transaction():
        operations.end_early(actor=UserFactory(), vacancy=vacancy, outcome=VacancyOutcome.hired_here)


def test_drafts_are_told_and_senders_are_not(outbox: Any) -> None:
    vacancy = VacancyFactory()
    draft, empty = DraftApplicationFactory(vacancy=vacancy), EmptyDraftFactory(vacancy=vacancy)
    ApplicationFactory(vacancy=vacancy)
    ApplicationFactory(vacancy=vacancy, state=ApplicationState.withdrawn)
    DraftApplicationFactory()
    end(vacancy)
    assert told(outbox) == {draft.candidate.email, empty.candidate.email}
    end(vacancy)
    assert len([row for row in outbox() if row.kind == "applications.cut_short"]) == 2


def test_the_letter_says_what_closed_and_its_subject_does_not(outbox: Any) -> None:
    vacancy = VacancyFactory(title="Teacher of Sanskrit")
    DraftApplicationFactory(vacancy=vacancy)
    end(vacancy)
    letter = next(row for row in outbox() if row.kind == "applications.cut_short")
    assert "Sanskrit" in letter.text
    assert vacancy.place_name in letter.text
    assert "Sanskrit" not in letter.subject
    assert "/jobs" in letter.text


def test_removing_a_live_advert_tells_them_as_well(outbox: Any) -> None:
    vacancy = VacancyFactory()
    draft = DraftApplicationFactory(vacancy=vacancy)
    with transaction():
        operations.remove(actor=UserFactory(), vacancy=vacancy)
    assert told(outbox) == {draft.candidate.email}


def test_closing_on_its_day_is_no_surprise(outbox: Any, run_job: Any, frozen: Any) -> None:
    vacancy = VacancyFactory()
    DraftApplicationFactory(vacancy=vacancy)
    frozen.move_to(vacancy.closes_at + timedelta(minutes=1))
    run_job("vacancies.apply_clock")
    with transaction():
        operations.remove(actor=UserFactory(), vacancy=vacancy)
    assert told(outbox) == set()


def test_a_closed_account_is_not_written_to(outbox: Any) -> None:
    vacancy = VacancyFactory()
    DraftApplicationFactory(vacancy=vacancy, candidate=UserFactory(closed_at=clock.now()))
    end(vacancy)
    assert told(outbox) == set()
