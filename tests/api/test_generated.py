"""The public interface under requests that nobody thought of."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.api import openapi
from tests.factories.cpd import CourseDateFactory
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.generated import ask_all, walk


def test_every_answer_is_one_that_was_promised(app: Flask, session: Session) -> None:
    VacancyFactory(organisation=SchoolFactory(urn=654_321))
    CourseDateFactory()
    answered = ask_all(app, openapi.document("http://localhost"), examples=5)
    assert set(answered) == {
        "GET /api/v1/course-dates",
        "GET /api/v1/course-dates/{course_date_id}",
        "GET /api/v1/courses",
        "GET /api/v1/courses/{slug}",
        "GET /api/v1/openapi.json",
        "GET /api/v1/schools",
        "GET /api/v1/schools/{urn}",
        "GET /api/v1/vacancies",
        "GET /api/v1/vacancies/{slug}",
    }
    for operation in [f"GET /api/v1/{each}" for each in ("schools", "vacancies", "courses", "course-dates")]:
        assert {200, 400} <= set(answered[operation]), answered


def test_from_answer_to_answer(app: Flask, session: Session) -> None:
    """From the lists to one of them, to its school, and to that school's vacancies."""
    for urn in (654_321, 654_322):
        VacancyFactory(organisation=SchoolFactory(urn=urn))
    met = walk(app, openapi.document("http://localhost"), walks=8, steps=6)
    wanted = {f"GET /api/v1/{each} 200" for each in ("vacancies", "vacancies/{slug}", "schools", "schools/{urn}")}
    assert wanted <= set(met), met
    assert not [each for each in met if each.split()[-1] >= "500"], met


def test_from_the_catalogue_to_a_date_and_back(app: Flask, session: Session) -> None:
    """From the lists to a course, to its dates, to one of them, and to its course."""
    for _ in range(2):
        CourseDateFactory()
    every = openapi.document("http://localhost")
    contract = {**every, "paths": {path: part for path, part in every["paths"].items() if "/course" in path}}
    met = walk(app, contract, walks=8, steps=6)
    names = ("courses", "courses/{slug}", "course-dates", "course-dates/{course_date_id}")
    assert {f"GET /api/v1/{each} 200" for each in names} <= set(met), met
    assert not [each for each in met if each.split()[-1] >= "500"], met
