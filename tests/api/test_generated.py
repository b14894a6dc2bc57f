"""The public interface under requests that nobody thought of."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.api import openapi
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.generated import ask_all


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
