"""Instant alerts, one letter an address, and what happens when something dies in the middle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.alerts import operations, queries
from teachpb.alerts.matching import Matcher
from teachpb.alerts.models import AlertState, Frequency, Letter, Subscription, ToldVacancy
from teachpb.alerts.operations import telling
from teachpb.alerts.schedule import LATE, LONGEST, QUIET, news_slot
from teachpb.clock import LONDON
from teachpb.db import transaction
from teachpb.insight.models import DayCount, Metric
from teachpb.notifications.models import MessageRow
from teachpb.vacancies.models import (
    JobRole,
    Subject,
    Vacancy,
)
from tests.factories.alerts import AlertFactory
from tests.factories.vacancies import ScheduledVacancyFactory, VacancyFactory
from tests.support.search import SearchIndex
from tests.support.time import FrozenClock

SEND = "alerts.send_due"
Run = Callable[[str], object]
Outbox = Callable[[], list[Any]]
MINUTE = timedelta(minutes=1)
NEXT_MONTH = datetime(2026, 5, 20, 12, tzinfo=LONDON)


def letters(outbox: Outbox) -> list[Any]:
    return [row for row in outbox() if row.kind == "alerts.new_jobs"]


def publish(title: str = "Fresh job", **fields: Any) -> Vacancy:
    """An advert that opens at this moment."""
    vacancy: Vacancy = VacancyFactory(title=title, opens_at=clock.now(), closes_at=NEXT_MONTH, **fields)
    return vacancy


@pytest.mark.pure
@pytest.mark.parametrize(
    ("newest", "ripe", "expected"),
    [
        (None, None, None),
        (0, None, None),
        (2, None, -2),
        (3, None, -3),
        (1, None, None),
        (1, 10, -10),
        (1, 30, -30),
        (5, 30, -5),
    ],
)
def test_the_news_settles(newest: int | None, ripe: int | None, expected: int | None) -> None:
    """Minutes ago the newest came, minutes ago the newest came that may wait no longer, minutes from now the slot."""
    now = datetime(2026, 4, 24, 10, tzinfo=LONDON)
    times = [now - minutes * MINUTE if minutes is not None else None for minutes in (newest, ripe)]
    assert news_slot(times[0], times[1], now) == (None if expected is None else now + expected * MINUTE + LATE)


class TestInstant:
    @pytest.fixture(autouse=True)
    def morning(self, session: Session, frozen: FrozenClock) -> Subscription:
        self.frozen = frozen
        self.alert: Subscription = AlertFactory(frequency=Frequency.instant)
        return self.alert

    def test_it_is_told_minutes_after_publication(self, run_job: Run, outbox: Outbox) -> None:
        self.frozen.advance(timedelta(hours=1))
        publish()
        for minutes in (0, 1):
            self.frozen.advance(minutes * MINUTE)
            assert run_job(SEND) == 0, "not settled"
        self.frozen.advance(MINUTE)
        assert run_job(SEND) == 1
        (letter,) = letters(outbox)
        assert letter.created_at - self.alert.last_run_at == timedelta(0)
        self.frozen.advance(MINUTE)
        assert run_job(SEND) == 0

    def test_ten_published_together_make_one_letter(self, run_job: Run, outbox: Outbox) -> None:
        for number in range(10):
            self.frozen.advance(timedelta(seconds=20))
            publish(f"Job number {number}")
            run_job(SEND)
        for _ in range(5):
            self.frozen.advance(MINUTE)
            run_job(SEND)
        (letter,) = letters(outbox)
        assert letter.subject == "10 new jobs for your search"

    def test_a_day_without_a_pause_does_not_hold_it_up(self, run_job: Run, outbox: Outbox) -> None:
        for number in range(25):
            self.frozen.advance(MINUTE)
            publish(f"Job number {number}")
            run_job(SEND)
        self.frozen.advance(QUIET)
        run_job(SEND)
        told = [letter.text.count("Job number") for letter in letters(outbox)]
        assert sum(told) == 25, "none lost"
        assert len(told) == 3, f"one about every {LONGEST}: {told}"

    def test_a_scheduled_advert_is_told_when_it_opens(self, run_job: Run, outbox: Outbox) -> None:
        scheduled = ScheduledVacancyFactory(closes_at=NEXT_MONTH)
        self.frozen.advance(timedelta(hours=2))
        assert run_job(SEND) == 0
        assert scheduled.opens_at is not None
        self.frozen.move_to(scheduled.opens_at + QUIET)
        assert run_job(SEND) == 1

    def test_an_edit_that_makes_it_match_is_told_within_minutes(
        self, session: Session, run_job: Run, outbox: Outbox
    ) -> None:
        self.alert.query = {"salary_from": ["50000"]}
        vacancy = publish()
        self.frozen.advance(timedelta(hours=1))
        assert run_job(SEND) == 0
        vacancy.pay_max_pence = 5_200_000
        session.commit()
        self.frozen.advance(QUIET)
        assert run_job(SEND) == 1

    def test_what_closes_before_it_is_sent_is_left_out(self, run_job: Run, outbox: Outbox) -> None:
        publish().closes_at = clock.now() + QUIET
        publish("Stays open")
        self.frozen.advance(QUIET)
        assert run_job(SEND) == 1
        assert "Fresh job" not in letters(outbox)[0].text

    def test_a_worker_that_was_away_makes_up_for_it(self, run_job: Run, outbox: Outbox) -> None:
        publish()
        self.frozen.advance(timedelta(hours=4))
        publish("Another")
        self.frozen.advance(QUIET)
        assert run_job(SEND) == 2
        assert len(letters(outbox)) == 1

    def test_a_change_that_became_visible_late_is_not_lost(
        self, session: Session, run_job: Run, outbox: Outbox
    ) -> None:
        """Its transaction took its time: the row bears an earlier moment than the run that could not see it."""
        publish()
        self.frozen.advance(QUIET)
        assert run_job(SEND) == 1
        late = publish("Came late")
        late.updated_at = late.opens_at = clock.now() - LATE / 2
        session.commit()
        self.frozen.advance(QUIET)
        assert run_job(SEND) == 1

    def test_what_comes_to_match_as_time_goes_by_is_told_at_three(self, run_job: Run, outbox: Outbox) -> None:
        self.alert.query = {"closing_within": ["7"]}
        VacancyFactory(closes_at=clock.now() + timedelta(days=8))
        self.frozen.advance(timedelta(hours=3))
        assert run_job(SEND) == 0
        self.frozen.move_to(datetime(2026, 4, 25, 15, tzinfo=LONDON))
        assert run_job(SEND) == 1

    def test_what_came_between_asking_and_confirming_is_told_at_once(
        self, session: Session, run_job: Run, outbox: Outbox
    ) -> None:
        with transaction():
            operations.end_alert(subscription=self.alert)
        with transaction():
            asked = operations.request_alert(actor=None, email="bo@example.org", query={}, frequency=Frequency.instant)
        self.frozen.advance(timedelta(minutes=30))
        publish()
        self.frozen.advance(timedelta(minutes=30))
        assert asked is not None
        with transaction():
            operations.confirm_alert(subscription=asked)
        assert run_job(SEND) == 1

    def test_it_waits_until_the_index_knows(
        self, session: Session, search_index: SearchIndex, run_job: Run, outbox: Outbox
    ) -> None:
        search_index.index_now()
        publish("Physics teacher")
        session.commit()
        self.frozen.advance(QUIET)
        assert run_job(SEND) == 0, "the index has not heard of it"
        search_index.index_now()
        assert run_job(SEND) == 1

    def test_nothing_is_matched_while_there_is_no_index(
        self, session: Session, frozen: FrozenClock, run_job: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        publish()
        frozen.advance(timedelta(days=1))
        with monkeypatch.context() as patch:
            patch.setattr(queries, "can_match", lambda: False)
            assert run_job(SEND) == 0
        assert run_job(SEND) == 1


class TestOneLetter:
    """Alerts of one address that are due together come together, and none repeats what another has sent."""

    TO = "ada@example.org"
    THREE = datetime(2026, 4, 24, 15, tzinfo=LONDON)

    def test_two_alerts_one_letter_with_a_section_each(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        maths = AlertFactory(email=self.TO, query={"subject": ["mathematics"]})
        all_of_it = AlertFactory(email=self.TO)
        VacancyFactory(title="Teacher of maths", subjects=[Subject.mathematics])
        VacancyFactory(title="Teacher of music", subjects=[Subject.music])
        frozen.move_to(self.THREE)
        assert run_job(SEND) == 2
        (letter,) = letters(outbox)
        assert letter.subject == "2 new jobs for your searches"
        assert letter.text.count("Teacher of maths") == 1, "in the section of the first alert it matches"
        assert letter.text.index("Teacher of maths") < letter.text.index("Teacher of music")
        assert letter.text.count("/alerts/manage/") == 2
        stored = session.scalars(select(Letter)).one()
        assert queries.alerts_in(stored) == [maths, all_of_it]
        assert queries.told_ids(all_of_it) == queries.told_ids(maths) | {
            each.vacancy_id for each in all_of_it.told if each.sent_at
        }

    @pytest.mark.parametrize("first", list(Frequency))
    @pytest.mark.parametrize("second", list(Frequency))
    def test_no_advert_comes_twice_to_an_address_whatever_its_alerts(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox, first: Frequency, second: Frequency
    ) -> None:
        AlertFactory(email=self.TO, frequency=first, query={"role": ["teacher"]})
        AlertFactory(email=self.TO, frequency=second)
        frozen.advance(timedelta(hours=1))
        publish()
        for hours in range(0, 200, 5):
            frozen.advance(timedelta(hours=hours))
            run_job(SEND)
        assert sum(letter.text.count("Fresh job") for letter in letters(outbox)) == 1

    def test_nor_when_the_alert_that_sent_it_has_been_stopped(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        daily = AlertFactory(email=self.TO)
        AlertFactory(email=self.TO, frequency=Frequency.weekly)
        publish()
        frozen.move_to(self.THREE)
        run_job(SEND)
        frozen.move_to(datetime(2026, 4, 24, 18, tzinfo=LONDON))
        run_job(SEND)
        with transaction():
            operations.end_alert(subscription=daily)
        frozen.move_to(datetime(2026, 5, 1, 18, tzinfo=LONDON))
        run_job(SEND)
        assert len(letters(outbox)) == 1

    def test_what_was_open_when_one_alert_began_may_still_come_by_another(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        vacancy = publish()
        known = AlertFactory(email=self.TO, query={"role": ["teacher"]})
        session.add(ToldVacancy(subscription_id=known.id, vacancy_id=vacancy.id))
        AlertFactory(email=self.TO)
        frozen.move_to(self.THREE)
        assert run_job(SEND) == 1

    def test_another_address_is_told_all_the_same(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        AlertFactory(email=self.TO)
        AlertFactory(email="bo@example.org")
        publish()
        frozen.move_to(self.THREE)
        assert run_job(SEND) == 2
        assert {letter.to for letter in letters(outbox)} == {self.TO, "bo@example.org"}

    def test_fifty_jobs_a_letter_over_all_sections(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        AlertFactory(email=self.TO, query={"role": ["teacher"]})
        AlertFactory(email=self.TO, query={"role": ["headteacher"]})
        for number in range(48):
            VacancyFactory(title=f"Post {number}", closes_at=NEXT_MONTH)
        for number in range(5):
            VacancyFactory(title=f"Post {number}", job_roles=[JobRole.headteacher], closes_at=NEXT_MONTH)
        frozen.move_to(self.THREE)
        assert run_job(SEND) == 53
        (letter,) = letters(outbox)
        assert letter.text.count("Post ") == 50
        assert "There are 3 more" in letter.text


class TestNothingHalfDone:
    @pytest.mark.parametrize("where", ["queue_mail", "remember", "after everything"])
    def test_killed_anywhere_it_tells_once_in_the_end(
        self,
        session: Session,
        frozen: FrozenClock,
        run_job: Run,
        outbox: Outbox,
        monkeypatch: pytest.MonkeyPatch,
        where: str,
    ) -> None:
        """A kill is no exception: nothing of what comes after it runs, and the transaction is simply gone."""
        alert = AlertFactory()
        publish()
        frozen.advance(timedelta(days=1))
        before = alert.last_run_at

        class Killed(BaseException):
            pass

        def die(*_: Any, **__: Any) -> None:
            raise Killed

        with monkeypatch.context() as patch, pytest.raises(Killed):
            if where == "after everything":
                patch.setattr(telling.vacancies_told, "send", die)
            else:
                patch.setattr(telling, where, die)
            run_job(SEND)
        session.expire_all()
        assert session.scalars(select(MessageRow)).all() == []
        assert session.scalars(select(Letter)).all() == []
        assert queries.told_ids(alert) == set()
        assert alert.last_run_at == before
        assert run_job(SEND) == 1
        assert run_job(SEND) == 0
        assert len(letters(outbox)) == 1

    def test_a_worker_asked_to_stop_leaves_the_rest_for_later(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from teachpb.alerts import jobs

        for _ in range(4):
            AlertFactory()
        publish()
        frozen.advance(timedelta(days=1))
        answers = iter([False, False, True])
        with monkeypatch.context() as patch:
            patch.setattr(jobs, "stop_requested", lambda: next(answers))
            assert run_job(SEND) == 2
        assert run_job(SEND) == 2

    def test_sends_are_counted_per_vacancy_and_day(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        for _ in range(3):
            AlertFactory()
        vacancy = publish()
        frozen.advance(timedelta(days=1))
        run_job(SEND)
        counted = session.scalars(select(DayCount).where(DayCount.vacancy_id == vacancy.id)).all()
        assert [(row.metric, row.source, row.count) for row in counted] == [(Metric.told, "jobalert", 3)]

    def test_one_engine_pass_for_everybody_with_the_same_search(
        self, session: Session, frozen: FrozenClock, outbox: Outbox, query_count: Any
    ) -> None:
        for number in range(6):
            AlertFactory(query={"role": ["teacher"]} if number % 2 else {"posted_within": [str(number or 1)]})
        publish()
        frozen.advance(timedelta(days=1))
        slots, matcher = queries.last_slots(clock.now()), Matcher()
        counts = []
        for email in queries.due_addresses(slots):
            with query_count() as counted, transaction():
                assert operations.tell_address(email=email, slots=slots, matcher=matcher) == 1
            counts.append(counted.count)
        assert matcher.passes == 2, "“posted within” is looked at afterwards"
        assert counts[-1] <= 12, counts
        assert counts[-1] < counts[0]


class TestPostedWithin:
    """The page hides what is older; an alert must not let a job grow too old between two letters."""

    def test_a_weekly_alert_for_yesterdays_jobs_loses_none_of_the_week(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        AlertFactory(frequency=Frequency.weekly, query={"posted_within": ["1"]})
        frozen.move_to(datetime(2026, 4, 24, 19, tzinfo=LONDON))
        run_job(SEND)
        publish("Posted on Friday night")
        frozen.move_to(datetime(2026, 5, 1, 18, tzinfo=LONDON))
        assert run_job(SEND) == 1

    def test_an_old_advert_that_comes_to_match_is_too_old(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        AlertFactory(query={"posted_within": ["3"], "salary_from": ["50000"]})
        vacancy = VacancyFactory(opens_at=clock.now() - timedelta(days=9), closes_at=NEXT_MONTH)
        vacancy.pay_max_pence = 5_200_000
        session.commit()
        frozen.advance(timedelta(days=1))
        assert run_job(SEND) == 0


def test_the_page_of_the_letter_shows_what_the_letter_tells(
    app: Flask, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    """Its link leads to the very search, with the source for the figures."""
    AlertFactory(query={"keyword": ["maths"], "role": ["teacher", "sendco"]})
    VacancyFactory(title="Teacher of maths")
    frozen.advance(timedelta(days=1))
    run_job(SEND)
    (letter,) = letters(outbox)
    assert "/jobs?keyword=maths&role=teacher&role=sendco&source=jobalert" in letter.text


def test_an_address_without_alerts_is_told_nothing(session: Session, frozen: FrozenClock) -> None:
    with transaction():
        told = operations.tell_address(
            email="nobody@example.org", slots=queries.last_slots(clock.now()), matcher=Matcher()
        )
    assert told == 0


def test_a_paused_alert_does_not_join_the_letter_of_another(
    session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
) -> None:
    AlertFactory(email="ada@example.org", query={"role": ["headteacher"]})
    AlertFactory(email="ada@example.org", state=AlertState.paused)
    publish()
    frozen.advance(timedelta(days=1))
    assert run_job(SEND) == 0


def test_all_running_alerts_of_an_address_are_locked_whichever_is_due(
    session: Session, frozen: FrozenClock, query_count: Any
) -> None:
    """Two workers with different alerts of one address wait for each other, and the second knows what was told."""
    due = AlertFactory(email="ada@example.org")
    AlertFactory(email="ada@example.org", frequency=Frequency.weekly)
    AlertFactory(email="ada@example.org", state=AlertState.paused)
    session.commit()
    frozen.move_to(datetime(2026, 4, 24, 15, tzinfo=LONDON))
    with query_count() as counted, transaction():
        assert queries.lock_due("ada@example.org", queries.last_slots(clock.now())) == [due]
    (statement,) = [each for each in counted.statements if "alert_subscriptions" in each]
    assert "last_run_at <" not in statement
    if session.get_bind().dialect.name == "postgresql":
        assert statement.rstrip().endswith("FOR UPDATE")
