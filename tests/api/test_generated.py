"""The public interface under requests that nobody thought of."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.api import openapi
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.generated import ask_all, walk


def test_every_answer_is_one_that_was_promised(app: Flask, session: Session) -> None:
    VacancyFactory(organisation=SchoolFactory(urn=654_321))
    answered = ask_all(app, openapi.document("http://localhost"), examples=5)
    assert set(answered) == {
        "GET /api/v1/openapi.json",
        "GET /api/v1/schools",
        "GET /api/v1/schools/{urn}",
        "GET /api/v1/vacancies",
        "GET /api/v1/vacancies/{slug}",
    }
    for operation in ("GET /api/v1/schools", "GET /api/v1/vacancies"):
        assert {200, 400} <= set(answered[operation]), answered


def test_from_answer_to_answer(app: Flask, session: Session) -> None:
    """From the lists to one of them, to its school, and to that school's vacancies."""
    for urn in (654_321, 654_322):
        VacancyFactory(organisation=SchoolFactory(urn=urn))
    met = walk(app, openapi.document("http://localhost"), walks=8, steps=6)
    wanted = {f"GET /api/v1/{each} 200" for each in ("vacancies", "vacancies/{slug}", "schools", "schools/{urn}")}
    assert wanted <= set(met), met
    assert not [each for each in met if each.split()[-1] >= "500"], met
