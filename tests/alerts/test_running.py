"""Alerts by the clock: when they go out, what they tell, and what they never tell twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.alerts import operations, queries
from teachpb.alerts.links import Purpose, read_token
from teachpb.alerts.matching import Matcher
from teachpb.alerts.models import AlertState, Frequency, Subscription, ToldVacancy
from teachpb.alerts.operations import telling
from teachpb.clock import LONDON
from teachpb.db import transaction
from teachpb.notifications.mime import build
from teachpb.vacancies.models import Subject, VacancyState
from tests.factories.alerts import AlertFactory, UnconfirmedAlertFactory
from tests.factories.vacancies import DraftVacancyFactory, ScheduledVacancyFactory, VacancyFactory
from tests.support.time import FrozenClock

SEND = "alerts.send_due"
Run = Callable[[str], object]
Outbox = Callable[[], list[Any]]


def london(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def tell(email: str) -> int:
    """One address, as the job does it."""
    slots = queries.last_slots(clock.now())
    return operations.tell_address(email=email, slots=slots, matcher=Matcher())


def alerts_sent(outbox: Outbox) -> list[Any]:
    return [row for row in outbox() if row.kind == "alerts.new_jobs"]


class TestWhen:
    def test_daily_goes_out_at_three(self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox) -> None:
        AlertFactory()
        VacancyFactory()
        frozen.move_to(london(4, 24, 14, 59))
        run_job(SEND)
        assert alerts_sent(outbox) == []
        frozen.move_to(london(4, 24, 15))
        assert run_job(SEND) == 1
        assert len(alerts_sent(outbox)) == 1

    def test_weekly_waits_for_friday_at_six(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        frozen.move_to(london(4, 25, 10))
        AlertFactory(frequency=Frequency.weekly)
        VacancyFactory(closes_at=london(5, 20, 12))
        for day in range(25, 31):
            frozen.move_to(london(4, day, 23))
            run_job(SEND)
        frozen.move_to(london(5, 1, 17, 59))
        run_job(SEND)
        assert alerts_sent(outbox) == []
        frozen.move_to(london(5, 1, 18))
        assert run_job(SEND) == 1

    def test_one_mail_makes_up_for_a_week_that_was_missed(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        """The worker was away; what closed meanwhile is not told of, what is open is, once."""
        AlertFactory()
        VacancyFactory(title="Closes on Sunday", closes_at=london(4, 26, 12))
        frozen.move_to(london(4, 27, 9))
        VacancyFactory(title="Came on Monday", closes_at=london(5, 20, 12))
        frozen.move_to(london(5, 1, 8))
        assert run_job(SEND) == 1
        assert run_job(SEND) == 0
        (mail,) = alerts_sent(outbox)
        assert "Came on Monday" in mail.text
        assert "Closes on Sunday" not in mail.text
        frozen.move_to(london(5, 1, 15))
        VacancyFactory(title="Came on Friday")
        assert run_job(SEND) == 1, "the next planned run is not skipped"

    @pytest.mark.parametrize(
        ("before", "after"),
        [(london(3, 28, 15), london(3, 29, 15)), (london(10, 24, 15), london(10, 25, 15))],
        ids=["summer time begins", "summer time ends"],
    )
    def test_three_stays_three_when_the_clocks_change(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox, before: datetime, after: datetime
    ) -> None:
        frozen.move_to(before)
        AlertFactory()
        VacancyFactory()
        assert run_job(SEND) == 0
        frozen.move_to(after - timedelta(minutes=1))
        assert run_job(SEND) == 0
        frozen.move_to(after)
        assert run_job(SEND) == 1

    @pytest.mark.parametrize("state", [AlertState.paused, AlertState.ended, AlertState.unconfirmed])
    def test_only_running_alerts_run(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox, state: AlertState
    ) -> None:
        ended_at = clock.now() if state is AlertState.ended else None
        AlertFactory(state=state, ended_at=ended_at)
        VacancyFactory()
        frozen.advance(timedelta(days=8))
        assert run_job(SEND) == 0
        assert alerts_sent(outbox) == []

    def test_nothing_to_say_no_mail_and_no_second_look_until_the_next_time(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        alert = AlertFactory()
        frozen.move_to(london(4, 24, 15))
        run_job(SEND)
        assert outbox() == []
        assert alert.last_run_at == london(4, 24, 15)
        VacancyFactory()
        frozen.advance(timedelta(hours=1))
        assert run_job(SEND) == 0, "an hour later is not time"

    def test_many_are_due_at_once(self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox) -> None:
        for _ in range(5):
            AlertFactory()
        AlertFactory(frequency=Frequency.weekly)
        VacancyFactory()
        frozen.move_to(london(4, 24, 15))
        assert run_job(SEND) == 5
        assert len({mail.to for mail in alerts_sent(outbox)}) == 5


class TestWhat:
    def test_never_the_same_advert_twice(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        alert = AlertFactory()
        VacancyFactory(title="First one", closes_at=london(5, 20, 12))
        for day in (24, 25, 26):
            frozen.move_to(london(4, day, 15))
            run_job(SEND)
        VacancyFactory(title="Second one", closes_at=london(5, 20, 12))
        frozen.move_to(london(4, 27, 15))
        run_job(SEND)
        first, second = alerts_sent(outbox)
        assert "First one" in first.text
        assert "First one" not in second.text
        assert "Second one" in second.text
        assert len(queries.told_ids(alert)) == 2

    def test_an_edited_advert_that_newly_matches_is_told(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        AlertFactory(query={"salary_from": ["50000"]})
        vacancy = VacancyFactory(closes_at=london(5, 20, 12))
        frozen.move_to(london(4, 24, 15))
        assert run_job(SEND) == 0
        vacancy.pay_max_pence = 5_200_000
        session.commit()
        frozen.move_to(london(4, 25, 15))
        assert run_job(SEND) == 1

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({}, 3),
            ({"keyword": ["physics"]}, 1),
            ({"subject": ["physics", "music"]}, 2),
            ({"subject": ["physics"], "visa": ["yes"]}, 0),
            ({"phase": ["primary"], "ect": ["yes"]}, 3),
            ({"role": ["headteacher"]}, 0),
        ],
    )
    def test_all_its_filters_count(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox, query: Any, expected: int
    ) -> None:
        AlertFactory(query=query)
        VacancyFactory()
        VacancyFactory(title="Teacher of physics", subjects=[Subject.physics])
        VacancyFactory(title="Teacher of music", subjects=[Subject.music])
        frozen.move_to(london(4, 24, 15))
        assert run_job(SEND) == expected

    def test_only_what_the_public_may_read(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        AlertFactory()
        DraftVacancyFactory()
        VacancyFactory(state=VacancyState.removed)
        scheduled = ScheduledVacancyFactory(title="Opens on Monday")
        frozen.move_to(london(4, 24, 15))
        assert run_job(SEND) == 0
        assert scheduled.opens_at is not None
        frozen.move_to(london(4, 27, 15))
        assert run_job(SEND) == 1, "by the clock, whatever state is stored"

    def test_the_letter(self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox) -> None:
        alert = AlertFactory(email="ada@example.org", query={"keyword": ["teacher"], "ect": ["yes"]})
        vacancy = VacancyFactory(title="Teacher of everything")
        frozen.move_to(london(4, 24, 15))
        run_job(SEND)
        (mail,) = alerts_sent(outbox)
        assert mail.to == "ada@example.org"
        assert mail.subject == "1 new job for your search"
        for body in (mail.text, mail.html):
            assert f"/jobs/{vacancy.slug}?source=jobalert" in body
            assert "£32,916 to £45,352" in body
            assert "source=jobalert" in body
            assert "/alerts/manage/" in body
        headers = build(mail)
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = str(headers["List-Unsubscribe"]).replace("\r\n ", "").strip("<>")
        letter = queries.letter_by_token(address.split("/")[-2])
        assert address.startswith("http://localhost/alerts/letters/")
        assert address.endswith("/stop")
        assert letter is not None
        assert queries.alerts_in(letter) == [alert]
        assert read_token(address.split("/")[-2], Purpose.manage) is None, "stopping is all it may do"

    def test_a_long_list_shows_fifty_and_says_how_many_more(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        alert = AlertFactory()
        for number in range(53):
            VacancyFactory(title=f"Post number {number}")
        frozen.move_to(london(4, 24, 15))
        assert run_job(SEND) == 53
        (mail,) = alerts_sent(outbox)
        assert mail.subject == "53 new jobs for your search"
        assert mail.text.count("Post number") == 50
        assert "There are 3 more" in mail.text
        assert "See all, 3 more" in mail.html
        assert len(queries.told_ids(alert)) == 53


class TestSafety:
    def test_running_one_alert_twice_tells_once(self, session: Session, frozen: FrozenClock, outbox: Outbox) -> None:
        alert = AlertFactory()
        VacancyFactory()
        frozen.move_to(london(4, 24, 15))
        told = []
        for _ in range(2):
            with transaction():
                told.append(tell(alert.email))
        assert told == [1, 0]
        assert len(alerts_sent(outbox)) == 1

    def test_a_run_that_breaks_leaves_nothing_half_done(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alert = AlertFactory()
        VacancyFactory()
        frozen.move_to(london(4, 24, 15))

        def broken(_message: Any) -> None:
            raise RuntimeError("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(telling, "queue_mail", broken)
            with pytest.raises(RuntimeError):
                run_job(SEND)
        assert queries.told_ids(alert) == set()
        assert run_job(SEND) == 1, "the next run tells"

    def test_one_that_has_gone_is_no_error(self, session: Session) -> None:
        with transaction():
            assert tell("nobody@example.org") == 0

    def test_the_database_refuses_to_remember_twice(self, session: Session) -> None:
        from sqlalchemy.exc import IntegrityError

        alert, vacancy = AlertFactory(), VacancyFactory()
        session.add(ToldVacancy(subscription_id=alert.id, vacancy_id=vacancy.id))
        session.commit()
        session.add(ToldVacancy(subscription_id=alert.id, vacancy_id=vacancy.id))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()

    def test_the_number_of_queries_does_not_grow_with_what_was_found(
        self, session: Session, frozen: FrozenClock, query_count: Any
    ) -> None:
        def statements() -> int:
            alert = AlertFactory()
            frozen.advance(timedelta(days=1))
            with query_count() as queries_sent, transaction():
                tell(alert.email)
            return int(queries_sent.count)

        VacancyFactory(closes_at=london(6, 1, 12))
        few = statements()
        for _ in range(10):
            VacancyFactory(closes_at=london(6, 1, 12))
        assert statements() == few


class TestForgetting:
    def test_what_nobody_confirmed_goes_after_two_weeks_and_what_was_stopped_after_a_month(
        self, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        UnconfirmedAlertFactory()
        running = AlertFactory()
        AlertFactory(state=AlertState.ended, ended_at=clock.now(), email="")
        VacancyFactory()
        frozen.advance(timedelta(days=13))
        assert run_job("alerts.forget_old") == 0
        frozen.advance(timedelta(days=2))
        assert run_job("alerts.forget_old") == 1
        frozen.advance(timedelta(days=30))
        assert run_job("alerts.forget_old") == 1
        assert session.scalars(select(Subscription)).all() == [running]

    def test_what_it_told_goes_with_it(self, session: Session, frozen: FrozenClock, run_job: Run) -> None:
        alert, vacancy = AlertFactory(state=AlertState.ended, ended_at=clock.now()), VacancyFactory()
        session.add(ToldVacancy(subscription_id=alert.id, vacancy_id=vacancy.id))
        frozen.advance(timedelta(days=40))
        run_job("alerts.forget_old")
        assert session.scalars(select(ToldVacancy)).all() == []
