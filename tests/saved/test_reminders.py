"""A word before it closes: ten days and two days, once each, in daytime, never after applying, stopped by one click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts import operations as accounts
from teachpb.applications.models import ApplicationState
from teachpb.db import transaction
from teachpb.notifications.models import MessageRow
from teachpb.saved import operations, queries
from teachpb.saved.links import token_for
from teachpb.saved.reminders import due_mark, is_daytime
from teachpb.vacancies import operations as vacancies
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.saved import ReminderChoiceFactory, SavedVacancyFactory
from tests.factories.vacancies import ExpiredVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

CLOSES = datetime(2026, 5, 20, 11, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EARLY = CLOSES - 20 * DAY


# -- the rule


@pytest.mark.parametrize(
    ("before_closing", "saved_before", "reminded", "mark"),
    [
        (11 * DAY, 20 * DAY, None, None),
        (10 * DAY + HOUR, 20 * DAY, None, None),
        (10 * DAY, 20 * DAY, None, 10),
        (6 * DAY, 20 * DAY, None, 10),  # the run was missed for four days
        (6 * DAY, 20 * DAY, 10, None),
        (6 * DAY, 8 * DAY, None, None),  # saved after the mark: they have just seen the date
        (2 * DAY, 8 * DAY, None, 2),
        (2 * DAY, 20 * DAY, 10, 2),
        (2 * DAY, 20 * DAY, None, 2),  # both marks were missed: one letter, the later one
        (HOUR, 20 * DAY, 2, None),
        (HOUR, DAY, None, None),
        (2 * DAY, 2 * DAY, None, 2),
        (timedelta(0), 20 * DAY, None, None),  # closed
        (-DAY, 20 * DAY, None, None),
    ],
)
def test_when_a_reminder_is_due(
    before_closing: timedelta, saved_before: timedelta, reminded: int | None, mark: int | None
) -> None:
    found = due_mark(
        saved_at=CLOSES - saved_before, closes_at=CLOSES, reminded_days=reminded, moment=CLOSES - before_closing
    )
    assert found == mark


@given(
    saved=st.integers(0, 30 * 24),
    looks=st.lists(st.integers(0, 30 * 24), max_size=12),
    moved=st.integers(-5, 20),
)
def test_whenever_the_job_runs_each_mark_is_sent_once_at_most(saved: int, looks: list[int], moved: int) -> None:
    """Hours before closing, in any rhythm, even when the closing date is moved half way."""
    reminded: int | None = None
    sent = []
    for number, hours in enumerate(sorted(looks, reverse=True)):
        closes_at = CLOSES + (moved * DAY if number > len(looks) // 2 else timedelta(0))
        mark = due_mark(
            saved_at=CLOSES - saved * HOUR, closes_at=closes_at, reminded_days=reminded, moment=CLOSES - hours * HOUR
        )
        if mark is not None:
            sent.append(mark)
            reminded = mark
    assert sent in ([], [10], [2], [10, 2])


@pytest.mark.parametrize(
    ("hour", "minute", "wanted"), [(6, 59, False), (7, 0, True), (18, 59, True), (19, 0, False), (2, 0, False)]
)
def test_letters_come_in_daytime_in_london(hour: int, minute: int, wanted: bool) -> None:
    assert is_daytime(datetime(2026, 7, 1, hour, minute, tzinfo=UTC)) is wanted  # summer: an hour ahead of UTC


# -- the job


@pytest.fixture
def remind(run_job: Callable[[str], object]) -> Callable[[], int]:
    return lambda: int(str(run_job("saved.remind")))


def closing_in(**span: float) -> Any:
    return VacancyFactory(opens_at=clock.now() - 20 * DAY, closes_at=clock.now() + timedelta(**span))


def saved_long_ago(**fields: Any) -> Any:
    return SavedVacancyFactory(saved_at=clock.now() - 19 * DAY, **fields)


def test_one_letter_names_everything_due(
    session: Session, frozen: FrozenClock, remind: Any, outbox: Callable[[], list[MessageRow]]
) -> None:
    user = UserFactory()
    saved_long_ago(user=user, vacancy=closing_in(days=9), note="Ask about parking")
    saved_long_ago(user=user, vacancy=closing_in(days=1))
    saved_long_ago(user=user, vacancy=closing_in(days=12))
    assert remind() == 2
    (letter,) = outbox()
    assert letter.to == user.email
    assert letter.subject == "2 jobs you saved close soon"
    assert "Ask about parking" in letter.text
    assert "Closes tomorrow at 10am" in letter.text
    assert "source=savedjob" in letter.text
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert remind() == 0
    assert len(outbox()) == 1


def test_both_marks_are_kept_over_the_weeks(
    session: Session, frozen: FrozenClock, remind: Any, outbox: Callable[[], list[MessageRow]]
) -> None:
    saved_long_ago(vacancy=closing_in(days=14))
    told = []
    for _ in range(16):
        told.append(remind())
        frozen.advance(DAY)
    assert [day for day, count in enumerate(told) if count] == [4, 12]
    assert {letter.subject for letter in outbox()} == {"A job you saved closes soon"}


def test_a_worker_that_slept_makes_up_for_it_once(session: Session, frozen: FrozenClock, remind: Any) -> None:
    saved_long_ago(vacancy=closing_in(days=14))
    frozen.advance(7 * DAY)
    assert [remind(), remind()] == [1, 0]


def test_at_night_nobody_is_written_to(session: Session, frozen: FrozenClock, remind: Any) -> None:
    saved_long_ago(vacancy=closing_in(days=9))
    frozen.advance(13 * HOUR)  # 11pm
    assert remind() == 0
    frozen.advance(10 * HOUR)  # 9am
    assert remind() == 1


@pytest.mark.parametrize("state", list(ApplicationState))
def test_who_has_applied_is_left_in_peace(
    session: Session, frozen: FrozenClock, remind: Any, state: ApplicationState
) -> None:
    """A draft is not applying: that is when a reminder helps most."""
    vacancy = closing_in(days=9)
    factory = DraftApplicationFactory if state is ApplicationState.draft else ApplicationFactory
    application = factory(vacancy=vacancy, state=state)
    saved_long_ago(user=application.candidate, vacancy=vacancy)
    saved_long_ago(vacancy=vacancy)  # somebody else, who has not applied
    assert remind() == (2 if state is ApplicationState.draft else 1)


def test_who_switched_them_off_gets_none(client: StrictClient, frozen: FrozenClock, remind: Any) -> None:
    saved = saved_long_ago(vacancy=closing_in(days=9))
    client.sign_in(saved.user)
    url = "/account/saved-jobs/reminders"
    page = client.submit("/account/saved-jobs", action=url)
    assert "not remind you" in client.follow(page).flashes[0]
    assert remind() == 0
    assert "Reminders are off" in client.get("/account/saved-jobs").text
    client.submit("/account/saved-jobs", action=url)
    assert remind() == 1


@pytest.mark.parametrize("why", ["closed", "removed", "ended", "account closed"])
def test_nothing_is_said_of_what_is_over(session: Session, frozen: FrozenClock, remind: Any, why: str) -> None:
    vacancy = ExpiredVacancyFactory() if why == "closed" else closing_in(days=9)
    saved = saved_long_ago(vacancy=vacancy)
    with transaction():
        if why == "removed":
            vacancies.remove(actor=UserFactory(), vacancy=vacancy)
        elif why == "ended":
            vacancies.end_early(actor=UserFactory(), vacancy=vacancy, outcome=None)
        elif why == "account closed":
            accounts.close_account(user=saved.user)
    assert remind() == 0


def test_an_unconfirmed_person_is_not_written_to(session: Session, frozen: FrozenClock, remind: Any) -> None:
    saved_long_ago(vacancy=closing_in(days=9), user=UserFactory(confirmed_at=None))
    assert remind() == 0


def test_nobody_by_that_number(session: Session) -> None:
    with transaction():
        assert operations.remind(user_id=999_999, settled=()) == 0


# -- stopping


def test_the_link_asks_people_and_obeys_mail_programs(client: StrictClient, session: Session) -> None:
    choice = ReminderChoiceFactory()
    url = f"/account/saved-jobs/stop-reminders/{token_for(choice)}"
    assert client.get(url).h1 == "Stop reminders about saved jobs"
    assert queries.wants_reminders(choice.user)  # looking changes nothing
    answer = client.http.post(url, data={"List-Unsubscribe": "One-Click"})  # no session, no token
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    session.expire_all()
    assert not queries.wants_reminders(choice.user)
    assert client.get(url).h1 == "Reminders are off"
    client.http.post(url, data={"List-Unsubscribe": "One-Click"})  # twice is once
    session.expire_all()
    assert not choice.is_on


def test_people_are_shown_what_happened(client: StrictClient, session: Session) -> None:
    choice = ReminderChoiceFactory()
    url = f"/account/saved-jobs/stop-reminders/{token_for(choice)}"
    assert client.submit(url, status=303).location == url
    assert client.get(url).h1 == "Reminders are off"
