"""Pressed at the same moment, on a real database: one thread, one message a form, one profile, one invitation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.candidates import operations as candidates
from teachpb.candidates.models import CandidateProfile, JobInvitation
from teachpb.db import Model, db, transaction
from teachpb.messages import operations
from teachpb.messages.models import Thread, ThreadMessage
from teachpb.notifications.models import MessageRow
from teachpb.schools.models import Role
from teachpb.vacancies.models import Vacancy
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.candidates import ProfileFactory
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.parallel import at_once, committed_app

pytestmark = pytest.mark.processes
TWICE = 4


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, database_kind: str) -> Iterator[Flask]:
    with committed_app(database_kind, tmp_path_factory.mktemp("talk")) as app:
        yield app


def number_of(model: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_both_sides_begin_at_once_and_press_twice(house: Flask) -> None:
    sent = ApplicationFactory()
    application_id, candidate_id = sent.id, sent.candidate_id
    owner_id = member(Role.owner, sent.vacancy.organisation).id
    db.session.remove()

    def write(number: int) -> None:
        with transaction():
            application = db.session.get_one(Application, application_id)
            said = {"application": application, "body": "Hello", "token": f"token-of-side-{number % 2}"}
            if number % 2:
                operations.write_to_school(actor=db.session.get_one(User, candidate_id), **said)
            else:
                operations.write_to_candidate(actor=db.session.get_one(User, owner_id), **said)

    at_once(house, TWICE, write)
    assert number_of(Thread) == 1 and number_of(ThreadMessage) == 2
    assert number_of(MessageRow) == 1  # the candidate is told once
    thread = db.session.scalars(select(Thread)).one()
    assert {thread.last_from_candidate, thread.last_from_school} == {message.id for message in thread.messages}
    db.session.remove()


def test_a_question_asked_twice_at_once(house: Flask) -> None:
    vacancy_id, person_id = VacancyFactory().id, UserFactory().id
    before = number_of(Thread), number_of(ThreadMessage)
    db.session.remove()

    def ask(_number: int) -> None:
        with transaction():
            vacancy, person = db.session.get_one(Vacancy, vacancy_id), db.session.get_one(User, person_id)
            operations.ask(actor=person, vacancy=vacancy, body="Hello?", token="token-of-one-form")

    at_once(house, TWICE, ask)
    assert (number_of(Thread), number_of(ThreadMessage)) == (before[0] + 1, before[1] + 1)
    db.session.remove()


def test_one_profile_and_one_invitation(house: Flask) -> None:
    vacancy = VacancyFactory()
    vacancy_id, owner_id = vacancy.id, member(Role.owner, vacancy.organisation).id
    shown_id, new_id = ProfileFactory().id, UserFactory().id
    mail = number_of(MessageRow)
    db.session.remove()

    def press(_number: int) -> None:
        with transaction():
            candidates.save_section(actor=db.session.get_one(User, new_id), values={"first_name": "Paula"})
        with transaction():
            profile = db.session.get_one(CandidateProfile, shown_id)
            candidates.invite(actor=db.session.get_one(User, owner_id), profile=profile, vacancy_id=vacancy_id)

    at_once(house, TWICE, press)
    assert number_of(CandidateProfile) == 2 and number_of(JobInvitation) == 1
    assert number_of(MessageRow) == mail + 1
    db.session.remove()
