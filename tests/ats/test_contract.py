"""The document: valid, with every address and example, and the one that answers are held against."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from sqlalchemy.orm import Session

from teachpb.ats.contract import OPTIONAL, REQUIRED, SCHEMAS
from teachpb.ats.examples import CHANGE, REQUEST, RESPONSE
from tests.ats.conftest import URN, System
from tests.factories.ats import vacancy_fields
from tests.support.client import StrictClient
from tests.support.contracts import examples, faults, problems


@pytest.fixture
def contract(client: StrictClient, session: Session) -> dict[str, Any]:
    return dict(client.get("/ats-api/v1/openapi.json").json)


def test_it_is_well_made(contract: dict[str, Any]) -> None:
    assert faults(contract) == []
    assert contract["openapi"] == "3.1.0"
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


def test_it_has_every_address_and_method_and_no_other(app: Flask, contract: dict[str, Any]) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/ats-api/v1/vacancies")]
    served = {
        (re.sub(r"<[^>]+>", "{id}", rule.rule), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    named = {(path, method) for path, item in contract["paths"].items() for method in item if method != "parameters"}
    assert served == named


def test_every_example_keeps_to_its_schema(contract: dict[str, Any]) -> None:
    found = list(examples(contract))
    assert len(found) > 35
    for where, example, schema in found:
        assert problems(example, schema, contract) == [], where


def test_the_examples_are_true(system: System) -> None:
    """Sent as they stand in the document, they are taken in."""
    made = system.ask("POST", "", 201, REQUEST).json["id"]
    read = system.ask("PATCH", f"/{made}", 200, CHANGE).json
    assert (read["expires_at"], read["salary"]) == ("2030-03-20T12:00:00+00:00", "M1 to U3")
    again = system.ask("PUT", f"/{made}", 200, REQUEST).json
    assert again == {**RESPONSE, "id": made, "warnings": []}


def test_the_frozen_words_of_the_contract() -> None:
    """What vendors have written their systems for. These may not change, whatever our own words do."""
    fields = {**REQUIRED, **OPTIONAL}
    assert fields["job_roles"]["items"]["enum"] == [
        "teacher",
        "head_of_year_or_phase",
        "head_of_department_or_curriculum",
        "assistant_headteacher",
        "deputy_headteacher",
        "headteacher",
        "sendco",
        "other_leadership",
        "teaching_assistant",
        "higher_level_teaching_assistant",
        "education_support",
        "administration_hr_data_and_finance",
        "catering_cleaning_and_site_management",
        "it_support",
        "pastoral_health_and_welfare",
        "other_support",
    ]
    assert fields["working_patterns"]["items"]["enum"] == ["full_time", "part_time"]
    assert fields["contract_type"]["enum"] == ["permanent", "fixed_term", "casual"]
    assert fields["phases"]["items"]["enum"] == ["nursery", "primary", "secondary", "sixth_form_or_college", "through"]
    assert fields["key_stages"]["items"]["enum"] == ["early_years", "ks1", "ks2", "ks3", "ks4", "ks5"]
    subjects = fields["subjects"]["items"]["enum"]
    assert len(subjects) == 40
    assert {"Art and design", "ICT", "PSHE", "Physical education", "Religious education"} < set(subjects)
    assert list(REQUIRED) == [
        "job_title",
        "job_advert",
        "external_advert_url",
        "external_reference",
        "expires_at",
        "salary",
        "job_roles",
        "working_patterns",
        "contract_type",
        "phases",
        "schools",
    ]


def test_answers_keep_to_it(system: System, contract: dict[str, Any]) -> None:
    def keeps(answer: Any, path: str, method: str, status: int) -> None:
        response = contract["paths"][path][method]["responses"][str(status)]
        while "$ref" in response:
            response = contract["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
        assert problems(answer, response["content"]["application/json"]["schema"], contract) == []

    every, one = "/ats-api/v1/vacancies", "/ats-api/v1/vacancies/{id}"
    made = system.post()
    keeps(made, every, "post", 201)
    keeps(system.post(409), every, "post", 409)
    keeps(system.post(422, salary="x" * 300), every, "post", 422)
    keeps(system.post(400, phases=[]), every, "post", 400)
    keeps(system.get(), every, "get", 200)
    keeps(system.get(f"/{made['id']}"), one, "get", 200)
    keeps(system.put(made["id"]), one, "put", 200)
    keeps(system.patch(made["id"], salary="More"), one, "patch", 200)
    keeps(System(system.http, "wrong").get(status=401), every, "get", 401)
    keeps(system.get("/00000000-0000-0000-0000-000000000000", 404), one, "get", 404)


def test_a_crash_keeps_to_it_too(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("teachpb.ats.whereabouts.find", fail)
    answer = system.post(500)
    assert answer == {"errors": ["There was an internal error processing this request"]}


@pytest.mark.parametrize("path", ["/nothing", "/not-a-uuid"])
def test_an_address_that_is_none(system: System, path: str) -> None:
    assert system.ask("GET", path, 404).json["errors"]


def test_a_method_that_is_none(system: System) -> None:
    answer = system.ask("PUT", "", 405)
    assert answer.json["errors"]
    assert set(answer.response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_the_document_may_be_kept_and_read_from_anywhere(client: StrictClient, session: Session) -> None:
    first = client.get("/ats-api/v1/openapi.json").response
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    client.get("/ats-api/v1/openapi.json", status=304, headers={"If-None-Match": first.headers["ETag"]})


def test_the_page_for_vendors_tells_all_of_it(client: StrictClient, session: Session, contract: dict[str, Any]) -> None:
    page = client.get("/ats-api")
    for path, item in contract["paths"].items():
        for method in set(item) - {"parameters"}:
            assert f"{method.upper()} {path}" in page.text
    for name in {**REQUIRED, **OPTIONAL}:
        assert name in page.text
    assert vacancy_fields(URN).keys() <= {**REQUIRED, **OPTIONAL}.keys()
