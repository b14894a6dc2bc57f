"""The invented city: what was promised is there, it makes sense, and it cannot be loaded over anything real."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from teachpb import clock, create_app
from teachpb.alerts.criteria import read_query
from teachpb.alerts.models import AlertState, Frequency, Subscription
from teachpb.applications.models import Application
from teachpb.config import Settings
from teachpb.cpd.models import Course
from teachpb.db import Model, db
from teachpb.demo.build.history import shares
from teachpb.demo.build.people import PASSWORD, SIGN_INS
from teachpb.governors.models import GovernorRole
from teachpb.insight import queries
from teachpb.insight.models import VacancyTally
from teachpb.schools.models import Provider, School, Trust
from teachpb.vacancies.models import ApplicationMethod, Vacancy, VacancyDocument, VacancyState
from teachpb.vacancies.queries import reach_of, tab_counts, template_count
from teachpb.vacancies.quiet import quiet_ids
from tests.support.client import StrictClient

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder: Path = tmp_path_factory.mktemp("city")
    app = create_app(
        Settings(
            environment="testing",
            secret_key="for-tests-only",
            data_dir=folder,
            database_url=f"sqlite:///{folder / 'city.sqlite3'}",
            base_url="http://localhost",
            mail_transport="null",
            search_engine="null",
            demo=True,
        )
    )
    with app.app_context():
        Model.metadata.create_all(db.engine)
    result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 0, result.output
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def inside(city: Flask) -> Iterator[Flask]:
    with city.app_context():
        yield city
        db.session.remove()


@pytest.mark.parametrize(
    ("model", "count"),
    [(School, 24), (Trust, 3), (Provider, 2), (Vacancy, 61), (Application, 300), (GovernorRole, 12), (Course, 33)],
)
def test_what_was_promised_is_there(inside: Flask, model: type[Any], count: int) -> None:
    assert db.session.scalar(select(func.count(model.id))) == count


def test_the_teacher_has_an_alert_of_every_kind(inside: Flask) -> None:
    alerts = db.session.scalars(select(Subscription).order_by(Subscription.id)).all()
    assert [(alert.frequency, alert.state) for alert in alerts] == [
        (Frequency.instant, AlertState.active),
        (Frequency.daily, AlertState.paused),
        (Frequency.weekly, AlertState.active),
    ]
    assert {alert.email for alert in alerts} == {"teacher@demo.example"}
    for alert in alerts:
        stored = MultiDict([(name, value) for name, values in alert.query.items() for value in values])
        assert read_query(stored, {}) == alert.query, "as the jobs page would write it"


def test_vacancies_are_what_their_dates_say(inside: Flask) -> None:
    now = clock.now()
    vacancies = db.session.scalars(select(Vacancy)).all()
    assert all(vacancy.state is vacancy.state_at(now) for vacancy in vacancies)
    assert {vacancy.state for vacancy in vacancies} >= {
        VacancyState.draft,
        VacancyState.scheduled,
        VacancyState.live,
        VacancyState.expired,
    }


def test_the_dashboard_has_something_under_every_tab(inside: Flask) -> None:
    school = db.session.scalars(select(School).order_by(School.id)).first()
    trust = db.session.scalars(select(Trust).order_by(Trust.id)).first()
    assert school is not None
    assert trust is not None
    for organisation in (school, trust):
        reach = reach_of(organisation)
        assert all(tab_counts(reach).values()), organisation.name
        with inside.test_request_context():
            assert quiet_ids(reach)
    shared = db.session.scalars(select(Vacancy).where(Vacancy.organisation_id == trust.id)).all()
    assert {len(vacancy.schools) for vacancy in shared} >= {0, 3}
    assert template_count({school.id}) == 2


def test_adverts_show_what_can_go_with_them(inside: Flask) -> None:
    documents = db.session.scalars(select(VacancyDocument).order_by(VacancyDocument.id)).all()
    found = [(each.vacancy.state, each.purpose.value, each.file.state.value) for each in documents]
    assert found == [
        (VacancyState.live, "supporting", "clean"),
        (VacancyState.live, "supporting", "clean"),
        (VacancyState.live, "application_form", "clean"),
        (VacancyState.draft, "supporting", "clean"),
        (VacancyState.draft, "supporting", "pending"),
    ]
    with_form = documents[2].vacancy
    assert inside.test_client().get(f"/jobs/documents/{documents[0].file.token}").status_code == 200
    assert (with_form.application_method, with_form.served_form) == (ApplicationMethod.uploaded_form, documents[2])


def test_the_counts_are_those_of_the_applications(inside: Flask) -> None:
    for tally in db.session.scalars(select(VacancyTally)):
        here = db.session.scalars(select(Application).where(Application.vacancy_id == tally.vacancy_id)).all()
        assert tally.submitted == sum(1 for each in here if each.submitted_at)
        assert tally.initiated >= len(here)


def test_the_figures_are_the_councils_own(inside: Flask) -> None:
    launch = queries.tally_since_launch()
    assert (launch.vacancies, launch.initiated) == (872, 4287)


def test_nothing_in_it_can_be_written_to_by_mail(inside: Flask) -> None:
    reserved = (".example", "@example.org")
    addresses = [*db.session.scalars(select(Application.email)), *db.session.scalars(select(Vacancy.contact_email))]
    assert all(address.endswith(reserved) for address in addresses if address)


@pytest.mark.parametrize("email", [email for email, _ in SIGN_INS])
def test_everybody_named_can_sign_in(inside: Flask, email: str) -> None:
    client = StrictClient(inside)
    page = client.submit("/account/sign-in", email=email, password=PASSWORD)
    if page.location == "/board":  # a landing page that leads on
        page = client.get("/board", status=302)
    client.follow(page)


def test_a_second_start_changes_nothing_and_replacing_gives_the_same_city(inside: Flask) -> None:
    run = inside.test_cli_runner().invoke
    before = db.session.scalars(select(School.name).order_by(School.id)).all()
    assert run(args=["demo", "load", "--if-empty"]).exit_code == 0
    refused = run(args=["demo", "load"])
    assert refused.exit_code == 1
    assert "--replace deletes it first" in refused.output
    replaced = run(args=["demo", "load", "--replace"])
    assert replaced.exit_code == 0, replaced.output
    db.session.expire_all()
    assert db.session.scalars(select(School.name).order_by(School.id)).all() == before


def test_it_is_refused_where_nobody_asked_for_a_demonstration(test_settings: Settings, tmp_path: Path) -> None:
    app = create_app(
        dataclasses.replace(test_settings, data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'real.sqlite3'}")
    )
    with app.app_context():
        Model.metadata.create_all(db.engine)
    result = app.test_cli_runner().invoke(args=["demo", "load", "--replace"])
    assert result.exit_code == 1
    assert "not a demonstration" in result.output
    with app.app_context():
        db.engine.dispose()


def test_the_sign_ins_are_printed(inside: Flask) -> None:
    output = inside.test_cli_runner().invoke(args=["demo", "sign-ins"]).output
    assert PASSWORD in output
    assert all(email in output for email, _ in SIGN_INS)


@pytest.mark.parametrize(("total", "weights"), [(10, [1, 1, 1]), (872, [3.5] * 97), (0, [1, 2]), (7, [0, 5, 0, 2])])
def test_shares_add_up(total: int, weights: list[float]) -> None:
    parts = shares(total, weights)
    assert sum(parts) == total
    assert all(part >= 0 for part in parts)
