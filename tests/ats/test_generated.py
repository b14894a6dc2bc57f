"""The recruitment systems’ interface under requests that nobody thought of."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.ats import openapi
from tests.ats.conftest import KEY, System
from tests.support.generated import ask_all

EVERY, ONE = "/ats-api/v1/vacancies", "/ats-api/v1/vacancies/{id}"


def document_about(advert_id: str) -> dict[str, Any]:
    """The contract, with the id of an advert that is there: so that what is generated reaches something."""
    document = openapi.document("http://localhost")
    (parameter,) = document["paths"][ONE]["parameters"]
    parameter.update(schema={"type": "string", "enum": [advert_id]}, example=advert_id)
    return document


def test_every_answer_is_one_that_was_promised(app: Flask, session: Session, system: System) -> None:
    document = document_about(system.post()["id"])
    answered = ask_all(app, document, examples=5, headers={"X-Api-Key": KEY}, ignores_parameters=True)
    assert set(answered) == {
        *(f"{method} {EVERY}" for method in ("GET", "POST")),
        *(f"{method} {ONE}" for method in ("GET", "PUT", "PATCH", "DELETE")),
    }
    assert not any(status >= 500 for counted in answered.values() for status in counted), answered
    for operation, statuses in {
        f"GET {EVERY}": {200},
        f"POST {EVERY}": {400, 422},
        f"GET {ONE}": {200},
        f"PUT {ONE}": {400, 422},
        f"PATCH {ONE}": {400},
        f"DELETE {ONE}": {204, 404},
    }.items():
        assert statuses <= set(answered[operation]), answered
