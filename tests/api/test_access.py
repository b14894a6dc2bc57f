"""Everything here is public and read only: the table says so for every address and every method."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.schools.models import Role
from teachpb.web.access import access_of
from tests.factories.cpd import CourseDateFactory
from tests.factories.schools import SchoolFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

#: endpoint -> path
TABLE = {
    "api.list_vacancies": "/api/v1/vacancies",
    "api.show_vacancy": "/api/v1/vacancies/{slug}",
    "api.list_schools": "/api/v1/schools",
    "api.show_school": "/api/v1/schools/{urn}",
    "api.list_courses": "/api/v1/courses",
    "api.show_course": "/api/v1/courses/{course}",
    "api.list_course_dates": "/api/v1/course-dates",
    "api.show_course_date": "/api/v1/course-dates/{date}",
    "api.show_courses_atom": "/feeds/courses.atom",
    "api.show_courses_calendar": "/feeds/courses.ics",
    "api.show_openapi": "/api/v1/openapi.json",
    "api.show_guide": "/api",
    "api.show_atom": "/feeds/jobs.atom",
    "api.show_calendar": "/feeds/jobs.ics",
    "api.download_table": "/feeds/jobs.csv",
}


def address(endpoint: str) -> str:
    vacancy = VacancyFactory(organisation=SchoolFactory(urn=654_321), slug="the-one")
    run = CourseDateFactory()
    return TABLE[endpoint].format(slug=vacancy.slug, urn=654_321, course=run.course.slug, date=run.id)


def test_the_table_is_whole(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    assert endpoints == set(TABLE)
    assert {access.kind for name in TABLE if (access := access_of(app, name))} == {"public"}


@pytest.mark.parametrize("endpoint", TABLE)
def test_everybody_reads_the_same(client: StrictClient, session: Session, frozen: FrozenClock, endpoint: str) -> None:
    url = address(endpoint)
    owner = member(Role.owner)
    stranger = client.get(url)
    client.sign_in(owner)
    known = client.get(url)
    if endpoint != "api.show_guide":
        assert known.response.data == stranger.response.data
        assert "Set-Cookie" not in known.response.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("endpoint", [name for name in TABLE if name != "api.show_guide"])
def test_nobody_writes(app: Flask, session: Session, endpoint: str, method: str) -> None:
    url = address(endpoint)
    app.config["WTF_CSRF_CHECK_DEFAULT"] = True
    response = app.test_client().open(url, method=method)
    assert response.status_code == 405
    if url.startswith("/api/"):
        assert response.mimetype == "application/problem+json"
