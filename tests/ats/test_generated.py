"""The recruitment systems’ interface under requests that nobody thought of."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.ats import openapi
from tests.ats.conftest import KEY, URN, System
from tests.factories.ats import vacancy_fields
from tests.support.generated import ask_all, walk

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


def document_of_good_requests() -> dict[str, Any]:
    """The contract, with bodies that a school could send: what is generated is then the order of things."""
    document = openapi.document("http://localhost")
    titles = ("Teacher of Maths", "Teacher of Physics", "Teaching assistant")
    whole = [{"vacancy": vacancy_fields(URN, job_title=title, external_reference=title)} for title in titles]
    part = [{"vacancy": {"job_title": title}} for title in titles]
    bodies = {(EVERY, "post"): whole, (ONE, "put"): whole, (ONE, "patch"): part}
    for (path, method), body in bodies.items():
        content = document["paths"][path][method]["requestBody"]["content"]
        content["application/json"] = {"schema": {"enum": body}}
    return document


def test_an_advert_lives_and_dies(app: Flask, session: Session, system: System) -> None:
    """Sent, read, changed, replaced, taken away, and asked for again, in any order."""
    met = walk(app, document_of_good_requests(), walks=12, steps=10, headers={"X-Api-Key": KEY})
    wanted = {f"POST {EVERY} 201", f"GET {ONE} 200", f"PUT {ONE} 200", f"PATCH {ONE} 200", f"DELETE {ONE} 204"}
    assert wanted <= set(met), met
    assert f"GET {ONE} 404" in met, "what was taken away is gone"
    assert not [each for each in met if each.split()[-1] >= "500"], met
