"""Several hands on one vacancy at the same moment, on a database that really commits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from teachpb.accounts.models import User
from teachpb.audit.models import AuditEntry
from teachpb.db import db, transaction
from teachpb.notifications.models import MessageRow
from teachpb.schools.models import Role
from teachpb.vacancies import operations
from teachpb.vacancies.models import Vacancy, VacancyState
from tests.factories.schools import SchoolFactory, member
from tests.factories.vacancies import DraftVacancyFactory, ExpiredVacancyFactory, ScheduledVacancyFactory
from tests.support.parallel import at_once, committed_app

HANDS = 6


@pytest.fixture
def site(database_kind: str, tmp_path: Path) -> Iterator[Flask]:
    with committed_app(database_kind, tmp_path) as app:
        yield app


def count(what: type[AuditEntry] | type[MessageRow] | type[Vacancy]) -> int:
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
