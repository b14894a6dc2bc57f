"""What the OpenAPI document promises is what is answered, and nothing is answered that it does not promise."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.api.parameters import VACANCY_FILTERS
from teachpb.schools.models import Phase
from teachpb.vacancies.models import PayPeriod, StartType, Subject, WorkingPattern
from tests.api.schema import problems, resolve
from tests.factories.schools import SchoolFactory, SchoolProfileFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

PATHS = {
    "/api/v1/vacancies": "/api/v1/vacancies",
    "/api/v1/vacancies/{slug}": "/api/v1/vacancies/full-advert",
    "/api/v1/schools": "/api/v1/schools",
    "/api/v1/schools/{urn}": "/api/v1/schools/654321",
    "/api/v1/openapi.json": "/api/v1/openapi.json",
}


@pytest.fixture
def contract(client: StrictClient, session: Session) -> dict[str, Any]:
    return dict(client.get("/api/v1/openapi.json").json)


@pytest.fixture
def city(session: Session) -> None:
    """Adverts and schools of every shape."""
    trust = TrustFactory()
    school = SchoolFactory(urn=654_321, trust=trust, religious_character="Church of England")
    SchoolProfileFactory(school=school, website="https://school.example.org")
    bare = SchoolFactory(latitude=None, longitude=None, pupils=None, lowest_age=None, phase=Phase.not_applicable)
    VacancyFactory(organisation=school, slug="full-advert", subjects=[Subject.music], visa_sponsorship=True)
    VacancyFactory(organisation=bare, pay_min_pence=None, pay_max_pence=None, pay_words="Competitive")
    VacancyFactory(organisation=bare, pay_period=PayPeriod.hour, pay_min_pence=1250, pay_max_pence=1250)
    VacancyFactory(
        organisation=trust,
        schools=[school, bare],
        start_type=StartType.other,
        working_patterns=[WorkingPattern.part_time],
        is_job_share=None,
        ect_status=None,
        contract_type=None,
    )
    VacancyFactory(organisation=trust, at_head_office=True, office_address="1 High Street", office_postcode="PE1 1AA")


def test_it_has_every_path_and_no_other(app: Flask, contract: dict[str, Any]) -> None:
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    assert {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule) for rule in rules} == set(contract["paths"]) == set(PATHS)


def test_it_is_well_made(contract: dict[str, Any]) -> None:
    assert contract["openapi"] == "3.1.0"
    operations = [operation for path in contract["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    references = re.findall(r"'\$ref': '([^']+)'", str(contract))
    assert references
    for reference in references:
        assert resolve(reference, contract)
    for path, methods in contract["paths"].items():
        named = {each["name"] for each in methods["get"].get("parameters", ()) if each["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))


@pytest.mark.parametrize("path", PATHS)
def test_the_answers_keep_to_it(
    client: StrictClient, session: Session, contract: dict[str, Any], city: None, path: str
) -> None:
    answer = client.get(PATHS[path])
    schema = contract["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer.response.mimetype == "application/json"
    assert problems(answer.json, schema, contract) == []


def test_the_checker_finds_what_is_wrong(client: StrictClient, contract: dict[str, Any], city: None) -> None:
    schema = {"$ref": "#/components/schemas/Vacancy"}
    vacancy = client.get("/api/v1/vacancies/full-advert").json
    for name, value in {"id": "1", "roles": ["king"], "datePosted": "soon", "url": "here", "title": None}.items():
        assert len(problems({**vacancy, name: value}, schema, contract)) == 1, name
    del vacancy["slug"]
    assert problems(vacancy, schema, contract) == ["$: “slug” is missing"]


def test_every_filter_it_names_is_understood(client: StrictClient, session: Session, contract: dict[str, Any]) -> None:
    parameters = contract["paths"]["/api/v1/vacancies"]["get"]["parameters"]
    assert {each["name"] for each in parameters} == {"keyword", "location", "radius", "after", *VACANCY_FILTERS}
    for parameter in parameters:
        for value in parameter["schema"].get("items", {}).get("enum", ()):
            client.get(f"/api/v1/vacancies?{parameter['name']}={value}")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("/api/v1/vacancies?role=king", 400),
        ("/api/v1/vacancies/no-such-job", 404),
        ("/api/v1/schools/999999", 404),
        ("/api/v1/schools?phase=lunar", 400),
    ],
)
def test_errors_keep_to_it_too(
    client: StrictClient, session: Session, contract: dict[str, Any], url: str, code: int
) -> None:
    answer = client.get(url, status=code)
    assert answer.response.mimetype == "application/problem+json"
    assert problems(answer.json, {"$ref": "#/components/schemas/Problem"}, contract) == []
    path = re.sub(r"/(no-such-job)", "/{slug}", re.sub(r"/999999", "/{urn}", url.split("?", 1)[0]))
    assert str(code) in contract["paths"][path]["get"]["responses"]


def test_the_page_for_people_tells_all_of_it(client: StrictClient, session: Session, city: None) -> None:
    page = client.get("/api")
    assert page.h1 == "For developers"
    for path in PATHS:
        assert f"GET {path}" in page.text
    assert '"@type": "JobPosting"' in page.text
    assert page.links["For developers"] == "/api", "in the footer"


def test_the_page_for_people_on_a_day_without_jobs(client: StrictClient, session: Session) -> None:
    assert "as it is today" not in client.get("/api").text
