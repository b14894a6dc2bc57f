"""What is counted, when, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.db import db, transaction
from teachpb.insight import counting, operations, queries
from teachpb.insight.models import DayCount, Metric, VacancyTally
from teachpb.insight.ratio import Tally
from teachpb.vacancies import registry, signals
from teachpb.vacancies.models import ApplicationMethod, VacancyState
from tests.factories.insight import counted
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import DraftVacancyFactory, VacancyFactory
from tests.support.time import FrozenClock

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def empty_buffer() -> Iterator[None]:
    counting.buffer.take()
    yield
    counting.buffer.take()


def publish(vacancy: Any) -> None:
    with transaction():
        vacancy.state = VacancyState.live
        vacancy.published_at = vacancy.published_at or clock.now()
        signals.vacancy_published.send(vacancy)


def tally_of(session: Session, vacancy: Any) -> VacancyTally:
    session.expire_all()
    return session.scalars(select(VacancyTally).where(VacancyTally.vacancy_id == vacancy.id)).one()


class TestTallies:
    def test_begin_when_a_vacancy_is_published_on_its_london_day(self, session: Session, frozen: FrozenClock) -> None:
        vacancy = DraftVacancyFactory()
        frozen.move_to(clock.at_london(date(2026, 7, 1)) + timedelta(minutes=5))  # still 30 June in UTC
        publish(vacancy)
        tally = tally_of(session, vacancy)
        assert (tally.published_on, tally.month) == (date(2026, 7, 1), date(2026, 7, 1))
        assert tally.campaign_id == vacancy.campaign_id

    def test_publishing_twice_is_one_vacancy(self, session: Session, frozen: FrozenClock) -> None:
        vacancy = DraftVacancyFactory()
        publish(vacancy)
        publish(vacancy)
        assert session.scalar(select(func.count(VacancyTally.id))) == 1

    def test_a_scheduled_one_counts_when_its_day_has_come(self, session: Session, frozen: FrozenClock) -> None:
        vacancy = DraftVacancyFactory(published_at=clock.now() + timedelta(days=3))
        publish(vacancy)
        assert queries.tally_since_launch().vacancies == 0
        frozen.advance(timedelta(days=3))
        assert queries.tally_since_launch().vacancies == 1

    def test_one_that_was_taken_back_before_its_day_never_was(self, session: Session, frozen: FrozenClock) -> None:
        vacancy = DraftVacancyFactory(published_at=clock.now() + timedelta(days=3))
        publish(vacancy)
        with transaction():
            operations.forget_tally(vacancy=vacancy)
        frozen.advance(timedelta(days=3))
        assert queries.tally_since_launch().vacancies == 0

    def test_initiated_and_submitted_rise_by_one_each(self, session: Session, frozen: FrozenClock) -> None:
        vacancy = counted(date(2026, 4, 1)).vacancy_id
        with transaction():
            operations.count_initiated(vacancy_id=vacancy, metric=Metric.started)
            operations.count_initiated(vacancy_id=vacancy, metric=Metric.clicked)
            operations.count_submitted(vacancy_id=vacancy)
        assert queries.tallies_of_vacancies([vacancy]) == {vacancy: Tally(vacancies=1, initiated=2, submitted=1)}

    def test_a_lost_row_can_be_counted_again_from_the_days(self, session: Session, frozen: FrozenClock) -> None:
        tally = counted(date(2026, 4, 1))
        vacancy = tally.vacancy_id
        with transaction():
            operations.count_initiated(vacancy_id=vacancy, metric=Metric.started)
            operations.count_submitted(vacancy_id=vacancy)
        with transaction():
            session.delete(session.get(VacancyTally, tally.id))
        with transaction():
            assert operations.recount() == 1
        assert queries.tallies_of_vacancies([vacancy]) == {vacancy: Tally(vacancies=1, initiated=1, submitted=1)}


class TestViews:
    def see(self, app: Flask, agent: str = BROWSER, source: str = "", **headers: str) -> None:
        vacancy_id = VacancyFactory().id
        with app.test_request_context("/jobs/x", headers={"User-Agent": agent, **headers}):
            signals.vacancy_viewed.send(None, vacancy_id=vacancy_id, source=source)

    def test_wait_in_memory_and_are_written_in_one_go(self, app: Flask, session: Session, frozen: FrozenClock) -> None:
        for _ in range(3):
            self.see(app, source="Facebook")
        assert session.scalar(select(func.count(DayCount.id))) == 0
        assert counting.flush() == 3
        rows = session.scalars(select(DayCount)).all()
        assert {(row.metric, row.source, row.count, row.day) for row in rows} == {
            (Metric.viewed, "facebook", 1, date(2026, 4, 24))
        }

    def test_add_to_the_count_of_the_day(self, app: Flask, session: Session, frozen: FrozenClock) -> None:
        vacancy_id = VacancyFactory().id
        for _ in range(2):
            with app.test_request_context("/jobs", headers={"User-Agent": BROWSER}):
                signals.vacancy_shown.send(None, ids=[vacancy_id, vacancy_id], source="")
            counting.flush()
        assert session.scalars(select(DayCount)).one().count == 4

    @pytest.mark.parametrize(
        "agent",
        ["Googlebot/2.1", "curl/8.1", "facebookexternalhit/1.1 preview", "python-requests/2", "HeadlessChrome", ""],
    )
    def test_bots_do_not_count(self, app: Flask, session: Session, agent: str) -> None:
        self.see(app, agent=agent)
        assert counting.flush() == 0

    def test_pages_fetched_in_advance_do_not_count(self, app: Flask, session: Session) -> None:
        self.see(app, **{"Sec-Purpose": "prefetch"})
        assert counting.flush() == 0

    @pytest.mark.parametrize("source", ["a" * 41, "<script>", "two words", "é"])
    def test_a_source_that_makes_no_sense_is_none(self, source: str) -> None:
        assert counting.tidy_source(source) == ""

    def test_a_failing_database_keeps_them_waiting(
        self, app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.see(app)

        def fail(**_: Any) -> None:
            raise OperationalError("INSERT", {}, Exception("locked"))

        with monkeypatch.context() as broken:
            broken.setattr(operations, "add_counts", fail)
            assert counting.flush() == 0
        assert counting.flush() == 1

    def test_a_vacancy_that_is_gone_is_left_out(self, session: Session, frozen: FrozenClock) -> None:
        counting.buffer.add((999_999, clock.today(), Metric.viewed, ""))
        counting.flush()
        assert session.scalar(select(func.count(DayCount.id))) == 0

    def test_the_buffer_has_a_ceiling(self) -> None:
        for number in range(counting.LARGEST + 10):
            counting.buffer.add((number, date(2026, 1, 1), Metric.viewed, ""))
        assert len(counting.buffer.take()) == counting.LARGEST


class TestClicks:
    def test_a_click_through_is_an_application_initiated_and_written_at_once(
        self, app: Flask, session: Session, frozen: FrozenClock
    ) -> None:
        vacancy = counted(date(2026, 4, 1)).vacancy_id
        signals.apply_clicked.send(None, vacancy_id=vacancy, source="facebook")
        assert queries.tallies_of_vacancies([vacancy])[vacancy].initiated == 1
        assert session.scalars(select(DayCount)).one().source == "facebook"


class TestQueries:
    def test_a_relist_is_the_same_campaign_counted_in_its_first_month(
        self, session: Session, frozen: FrozenClock
    ) -> None:
        first = counted(date(2026, 1, 10), initiated=1)
        from teachpb.vacancies.models import Vacancy

        parent = session.get(Vacancy, first.vacancy_id)
        counted(date(2026, 3, 10), initiated=4, submitted=2, campaign=parent.campaign, parent=parent)
        months = queries.tallies_by_month()
        assert list(months) == [date(2026, 1, 1)]
        assert (months[date(2026, 1, 1)].vacancies, months[date(2026, 1, 1)].initiated) == (1, 5)

    def test_academic_years_and_open_ones(self, session: Session, frozen: FrozenClock) -> None:
        counted(date(2025, 8, 31), initiated=5)
        counted(date(2025, 9, 1), initiated=2)
        counted(date(2026, 4, 20), initiated=1)
        years = queries.tallies_by_academic_year(queries.tallies_by_month())
        assert {year: (tally.vacancies, tally.initiated, tally.still_open) for year, tally in years.items()} == {
            2024: (1, 5, 0),
            2025: (2, 3, 1),
        }

    def test_schools_come_lowest_first_within_the_period(self, session: Session, frozen: FrozenClock) -> None:
        strong, weak = SchoolFactory(name="A strong school"), SchoolFactory(name="B weak school")
        counted(date(2026, 1, 10), initiated=9, organisation=strong)
        counted(date(2026, 1, 11), initiated=1, organisation=weak)
        counted(date(2024, 1, 11), initiated=50, organisation=weak)
        items = queries.tallies_by_organisation(date(2025, 9, 1), date(2026, 8, 31))
        assert [item.organisation.name for item in items] == ["B weak school", "A strong school"]
        assert queries.city_median(items) == 5.0

    def test_half_time_without_an_application(self, session: Session, frozen: FrozenClock) -> None:
        opened = clock.now() - timedelta(days=7)
        quiet = counted(clock.london_day(opened), opens_at=opened, closes_at=clock.now() + timedelta(days=7))
        counted(clock.london_day(opened), opens_at=opened, closes_at=clock.now() + timedelta(days=8))
        counted(clock.london_day(opened), opens_at=opened, closes_at=clock.now() + timedelta(days=1), initiated=1)
        counted(date(2026, 1, 1))
        assert [each.id for each in queries.vacancies_without_applications()] == [quiet.vacancy_id]

    def test_ten_years_take_as_many_queries_as_one(
        self, session: Session, frozen: FrozenClock, query_count: Any
    ) -> None:
        counted(date(2026, 1, 10), initiated=3)
        with query_count() as one:
            queries.tallies_by_month()
        for year in range(2016, 2026):
            counted(date(year, 1, 10), initiated=3)
        with query_count() as ten:
            queries.tallies_by_month()
        assert one.count == ten.count == 2


def test_clicks_stand_in_the_rows_of_adverts_that_are_answered_elsewhere(session: Session) -> None:
    away = VacancyFactory(application_method=ApplicationMethod.website, application_link="https://example.org/")
    here, none = VacancyFactory(), VacancyFactory(application_method=ApplicationMethod.website)
    for vacancy in (away, here, none):
        db.session.add(
            VacancyTally(
                vacancy_id=vacancy.id,
                campaign_id=vacancy.campaign_id,
                organisation_id=vacancy.organisation_id,
                published_on=date(2026, 4, 1),
                month=date(2026, 4, 1),
                initiated=0 if vacancy is none else 7,
            )
        )
    db.session.commit()
    facts = registry.row_facts([away.id, here.id, none.id])
    assert [(fact.text, fact.interest) for fact in facts[away.id]] == [("7 went on to your form", 7)]
    assert facts[here.id] == facts[none.id] == []
