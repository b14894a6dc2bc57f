"""Several hands on one vacancy at the same moment, on a database that really commits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, db, transaction
from teachpb.notifications.models import MessageRow
from teachpb.schools.models import Role, School
from teachpb.vacancies import operations
from teachpb.vacancies.models import OutcomePrompt, Vacancy, VacancyState, VacancyTemplate
from teachpb.vacancies.operations.templates import TAKEN
from tests.factories.schools import SchoolFactory, member
from tests.factories.templates import VacancyTemplateFactory
from tests.factories.vacancies import DraftVacancyFactory, ExpiredVacancyFactory, ScheduledVacancyFactory
from tests.support.parallel import at_once, committed_app
from tests.support.time import FrozenClock

HANDS = 6
NOON = datetime(2026, 4, 24, 12, tzinfo=clock.LONDON)


@pytest.fixture
def site(database_kind: str, tmp_path: Path) -> Iterator[Flask]:
    with committed_app(database_kind, tmp_path) as app:
        yield app


def count(
    what: type[AuditEntry] | type[MessageRow] | type[OutcomePrompt] | type[Vacancy] | type[VacancyTemplate],
) -> int:
    db.session.rollback()  # see what the others committed
    return db.session.scalar(select(func.count(what.id))) or 0


def test_published_by_many_it_is_published_once(site: Flask) -> None:
    school = SchoolFactory()
    user_id, vacancy_id = member(Role.owner, school).id, DraftVacancyFactory(organisation=school).id

    def publish(_number: int) -> VacancyState:
        vacancy, actor = db.session.get_one(Vacancy, vacancy_id), db.session.get_one(User, user_id)
        with transaction():
            operations.publish(actor=actor, vacancy=vacancy)
        return vacancy.state

    assert set(at_once(site, HANDS, publish)) == {VacancyState.live}
    assert count(MessageRow) == 1
    assert db.session.scalars(select(AuditEntry.verb)).all() == ["vacancy_published"]


def test_the_same_title_at_once_gives_different_addresses(site: Flask) -> None:
    school = SchoolFactory(name="Abbey")
    user_id = member(Role.owner, school).id
    ids = [DraftVacancyFactory(organisation=school).id for _ in range(HANDS)]

    def publish(number: int) -> str:
        vacancy, actor = db.session.get_one(Vacancy, ids[number]), db.session.get_one(User, user_id)
        with transaction():
            operations.publish(actor=actor, vacancy=vacancy)
        return vacancy.slug

    slugs = at_once(site, HANDS, publish)
    assert len(set(slugs)) == HANDS
    assert all(slug.startswith("year-4-teacher-abbey") for slug in slugs)


def test_several_workers_open_an_advert_once(site: Flask) -> None:
    vacancy_id = ScheduledVacancyFactory().id
    vacancy = db.session.get_one(Vacancy, vacancy_id)
    with transaction():
        vacancy.opens_at = vacancy.created_at

    def work(_number: int) -> int:
        with transaction():
            return operations.apply_clock()

    assert sum(at_once(site, HANDS, work)) == 1
    assert count(MessageRow) == 1
    db.session.expire_all()
    assert vacancy.state is VacancyState.live


def test_relisted_by_many_it_is_one_draft(site: Flask) -> None:
    school = SchoolFactory()
    user_id, vacancy_id = member(Role.owner, school).id, ExpiredVacancyFactory(organisation=school).id

    def relist(_number: int) -> int:
        vacancy, actor = db.session.get_one(Vacancy, vacancy_id), db.session.get_one(User, user_id)
        with transaction():
            return operations.relist(actor=actor, vacancy=vacancy).id

    assert len(set(at_once(site, HANDS, relist))) == 1
    assert count(Vacancy) == 2


def test_asked_about_by_many_workers_it_is_asked_about_once(site: Flask) -> None:
    with clock.use_clock(FrozenClock(NOON)):
        closed = clock.now() - timedelta(days=20)
        ExpiredVacancyFactory.create_batch(3, opens_at=closed - timedelta(days=20), closes_at=closed)

        def ask(_number: int) -> int:
            with transaction():
                return operations.ask_outcomes()

        at_once(site, HANDS, ask)
        assert count(OutcomePrompt) == count(MessageRow) == 3


def test_a_template_used_by_one_person_in_many_tabs_begins_one_draft(site: Flask) -> None:
    school = SchoolFactory()
    user_id, template_id = member(Role.owner, school).id, VacancyTemplateFactory(organisation=school).id

    def use(_number: int) -> int:
        template, actor = db.session.get_one(VacancyTemplate, template_id), db.session.get_one(User, user_id)
        with transaction():
            return operations.use_template(actor=actor, template=template).id

    assert len(set(at_once(site, HANDS, use))) == 1
    assert count(Vacancy) == 1


def test_a_name_given_by_many_at_once_is_given_once(site: Flask) -> None:
    school = SchoolFactory()
    school_id = school.id
    people = [member(Role.owner, school).id for _ in range(HANDS)]

    def name(number: int) -> str:
        actor, organisation = db.session.get_one(User, people[number]), db.session.get_one(School, school_id)
        try:
            with transaction():
                operations.create_template(actor=actor, organisation=organisation, name="Class teacher")
        except DomainError as error:
            return error.message
        return ""

    outcomes = at_once(site, HANDS, name)
    assert sorted(outcomes) == ["", *[TAKEN] * (HANDS - 1)]
    assert count(VacancyTemplate) == 1
