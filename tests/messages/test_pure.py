"""The rules that need no database: whose turn it is, when the morning’s mail goes, what is filled in and hidden."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from teachpb.applications import placeholders
from teachpb.applications.masking import without_names
from teachpb.applications.models import ApplicationState as S
from teachpb.messages import digests, turns
from teachpb.messages.models import Side, Thread
from teachpb.vacancies.models import VacancyState

pytestmark = pytest.mark.pure
NOW = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)


def application(state: S, *, closes: int = 5, imported: bool = False) -> Any:
    closes_at = NOW + timedelta(days=closes)
    vacancy = SimpleNamespace(
        closes_at=closes_at,
        is_open=lambda moment: moment < closes_at,
        is_imported=imported,
        state=VacancyState.live,
    )
    return SimpleNamespace(state=state, vacancy=vacancy)


#: state -> may the school write, may the candidate begin (after closing), may the candidate answer
TURNS = {
    S.draft: (False, False, False),
    S.submitted: (True, False, True),
    S.shortlisted: (True, False, True),
    S.interviewing: (True, True, True),
    S.offered: (True, True, True),
    S.accepted: (True, True, True),
    S.appointed: (True, True, True),
    S.unsuccessful: (True, False, False),
    S.interview_unsuccessful: (True, True, True),
    S.declined: (True, True, True),
    S.withdrawn: (False, False, False),
    S.offer_withdrawn: (True, False, True),
}


@pytest.mark.parametrize("state", S)
def test_whose_turn_it_is(state: S) -> None:
    sent = application(state, closes=-1)
    school, begins, answers = TURNS[state]
    assert turns.school_may_write(sent, NOW) is school
    assert turns.candidate_may_write(sent, NOW, has_thread=False) is begins
    assert turns.candidate_may_write(sent, NOW, has_thread=True) is answers
    assert turns.can_be_answered(sent) is answers


def test_while_the_job_is_open_an_applicant_may_ask_too() -> None:
    assert turns.candidate_may_write(application(S.submitted), NOW, has_thread=False)
    assert not turns.candidate_may_write(application(S.submitted, imported=True), NOW, has_thread=False)
    assert not turns.candidate_may_write(application(S.unsuccessful), NOW, has_thread=False)


@pytest.mark.parametrize(("closed", "kept"), [(181, True), (183, False)])
def test_nobody_writes_what_the_school_may_not_read(closed: int, kept: bool) -> None:
    """Six months before 24 April is 24 October, 182 days."""
    old = application(S.interviewing, closes=-closed)
    assert turns.school_may_write(old, NOW) is kept
    assert turns.candidate_may_write(old, NOW, has_thread=True) is kept
    assert turns.school_may_answer(old.vacancy, NOW) is kept


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        ("2026-04-24T06:30+00:00", "2026-04-24T06:30+00:00"),  # half past seven, summer time
        ("2026-04-24T06:29+00:00", "2026-04-23T06:30+00:00"),
        ("2026-01-15T07:29+00:00", "2026-01-14T07:30+00:00"),  # winter
        ("2026-03-29T06:30+00:00", "2026-03-29T06:30+00:00"),  # the clocks went forward in the night
        ("2026-03-29T06:29+00:00", "2026-03-28T07:30+00:00"),
        ("2026-10-25T07:30+00:00", "2026-10-25T07:30+00:00"),  # and back
        ("2026-10-25T07:29+00:00", "2026-10-24T06:30+00:00"),
    ],
)
def test_half_past_seven_in_london(moment: str, slot: str) -> None:
    assert digests.slot_before(datetime.fromisoformat(moment)) == datetime.fromisoformat(slot)


def test_a_missed_morning_is_made_up_for_once() -> None:
    last = NOW - timedelta(days=3)
    assert digests.is_due(last, NOW)
    assert not digests.is_due(NOW, NOW + timedelta(hours=5))
    assert digests.is_due(NOW, NOW + timedelta(hours=24))


def test_the_first_mail_waits_for_a_morning_too() -> None:
    assert not digests.is_news(NOW, None, NOW)  # written at 10 in London
    assert digests.is_news(NOW, None, NOW + timedelta(days=1))
    assert digests.is_news(NOW, NOW - timedelta(minutes=1), NOW)
    assert not digests.is_news(NOW, NOW, NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("side", "read_to", "from_candidate", "from_school", "unread"),
    [
        (Side.school, 0, 3, 0, True),
        (Side.school, 3, 3, 0, False),
        (Side.school, 0, 3, 4, False),  # a colleague has answered
        (Side.school, 3, 5, 4, True),
        (Side.candidate, 0, 3, 0, False),
        (Side.candidate, 3, 3, 4, True),
        (Side.candidate, 4, 5, 4, False),
    ],
)
def test_what_is_unread(side: Side, read_to: int, from_candidate: int, from_school: int, unread: bool) -> None:
    thread = Thread(last_from_candidate=from_candidate, last_from_school=from_school)
    assert thread.is_unread_by(side, read_to) is unread


@pytest.mark.parametrize(
    ("hidden", "words", "told"),
    [
        (False, "Dear {first_name}, {job} at {school}", "Dear Grace, Year 4 teacher at Fenside"),
        (True, "Dear {first_name}", "Dear candidate"),
        (False, "{salary} {first_name.__class__} {} {0} {", "{salary} {first_name.__class__} {} {0} {"),
    ],
)
def test_what_is_filled_in(hidden: bool, words: str, told: str) -> None:
    vacancy = SimpleNamespace(title="Year 4 teacher", place_name="Fenside")
    person: Any = SimpleNamespace(is_hidden=hidden, first_name="Grace", vacancy=vacancy)
    assert placeholders.filled(words, person) == told


def test_braces_nobody_can_fill_in_are_found() -> None:
    assert placeholders.unknown("{first_name} {salary} {job} {school} {salary} {last_name}") == ["salary", "last_name"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Regards, Mary O’Neill", "Regards, [hidden] [hidden]"),
        ("MARY writes to mary.x+1@example.co.uk.", "[hidden] writes to [hidden]."),
        ("Ring 07700 900 123 or +44 (1733) 000007", "Ring [hidden] or [hidden]"),
        ("I earn £36,413 and taught 2001 to 2019", "I earn £36,413 and taught 2001 to 2019"),
        ("Is Maryland far?", "Is Maryland far?"),
    ],
)
def test_a_question_without_a_name(text: str, left: str) -> None:
    assert without_names(text, "Mary O’Neill") == left
