"""What the OpenAPI document promises is what is answered, and nothing is answered that it does not promise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.api import openapi
from teachpb.api.parameters import MOVING, SCHOOL_FILTERS, VACANCY_FILTERS, VACANCY_NUMBERS
from teachpb.api.views.blueprint import LIMIT
from teachpb.cpd.models import CourseDateState, Mode
from teachpb.schools.models import Phase
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.models import PayPeriod, StartType, Subject, WorkingPattern
from tests.factories.cpd import CourseDateFactory, CourseFactory
from tests.factories.schools import SchoolFactory, SchoolProfileFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.contracts import examples, faults, problems
from tests.support.limits import counting_app

PATHS = {
    "/api/v1/vacancies": "/api/v1/vacancies",
    "/api/v1/vacancies/{slug}": "/api/v1/vacancies/full-advert",
    "/api/v1/schools": "/api/v1/schools",
    "/api/v1/schools/{urn}": "/api/v1/schools/654321",
    "/api/v1/courses": "/api/v1/courses",
    "/api/v1/courses/{slug}": "/api/v1/courses/full-course",
    "/api/v1/course-dates": "/api/v1/course-dates",
    "/api/v1/course-dates/{course_date_id}": "/api/v1/course-dates/4242",
    "/api/v1/openapi.json": "/api/v1/openapi.json",
}


@pytest.fixture
def contract(client: StrictClient, session: Session) -> dict[str, Any]:
    return dict(client.get("/api/v1/openapi.json").json)


@pytest.fixture
def city(session: Session) -> None:
    """Adverts, schools and courses of every shape."""
    CourseDateFactory(id=4242, course__slug="full-course")
    CourseFactory(mode=Mode.external_application, external_url="https://npq.example.org", phases=[])
    CourseDateFactory(venue=None, state=CourseDateState.cancelled)
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
    assert faults(contract) == []
    assert faults({**contract, "paths": {"no-slash": {}}}) != [], "the checker checks"
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
    assert problems(vacancy, schema, contract) == ["$: 'slug' is a required property"]


def test_every_example_keeps_to_its_schema(contract: dict[str, Any]) -> None:
    found = list(examples(contract))
    assert len(found) > 12
    for where, example, schema in found:
        assert problems(example, schema, contract) == [], where


def parameters_of(contract: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in contract["paths"][path]["get"]["parameters"]}


@pytest.mark.parametrize("path", ["/api/v1/vacancies", "/api/v1/schools"])
def test_every_value_it_names_is_understood(
    client: StrictClient, session: Session, contract: dict[str, Any], path: str
) -> None:
    for name, parameter in parameters_of(contract, path).items():
        assert parameter["description"]
        schema = parameter["schema"]
        values = [*schema.get("enum", ()), *schema.get("items", {}).get("enum", ())]
        values += [schema[limit] for limit in ("minimum", "maximum") if limit in schema]
        for value in values:
            client.get(f"{path}?{name}={value}{'&location=PE1' if name == 'radius' else ''}")
        for limit, step in (("minimum", -1), ("maximum", 1)):
            if limit in schema:
                client.get(f"{path}?{name}={schema[limit] + step}", status=400)


def test_it_takes_every_filter_of_the_results_page(app: Flask, contract: dict[str, Any]) -> None:
    """Only the order is no part of it: the order is what cursors rest on."""
    with app.test_request_context("/"):
        asked = {field.short_name for field in JobSearchForm().questions} - {"sort"}
    named = set(parameters_of(contract, "/api/v1/vacancies"))
    assert asked <= named
    assert named == {"keyword", "location", "radius", "since", "after", *VACANCY_FILTERS, *VACANCY_NUMBERS}
    assert set(MOVING) < set(VACANCY_NUMBERS)
    schools = set(parameters_of(contract, "/api/v1/schools"))
    assert schools == {"keyword", "location", "radius", "since", "after", "with_jobs", *SCHOOL_FILTERS}


def test_every_header_it_promises_is_sent(
    client: StrictClient, session: Session, contract: dict[str, Any], city: None
) -> None:
    for path, url in PATHS.items():
        promised = set(contract["paths"][path]["get"]["responses"]["200"]["headers"]) - {"Link"}
        assert promised <= set(client.get(url).response.headers.keys()), path


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


class TestTryingIt:
    """The page puts a request together and shows its answer, without a script."""

    def test_a_request_and_its_answer(self, client: StrictClient, session: Session, city: None) -> None:
        page = client.get("/api?try=vacancies&keyword=&location=&radius=&phase=primary&since=")
        assert "200 OK" in page.text
        assert page.links["http://localhost/api/v1/vacancies?phase=primary"]
        assert '"title": "Year 4 teacher"' in page.text
        field = page.soup.select_one("#try-phase")
        assert field is not None and field["value"] == "primary"

    def test_schools(self, client: StrictClient, session: Session, city: None) -> None:
        page = client.get("/api?try=schools&keyword=river")
        assert '"urn": 654321' in page.text
        assert page.links["http://localhost/api/v1/schools?keyword=river"]

    @pytest.mark.parametrize(
        "query", ["try=vacancies&radius=far", "try=schools&posted_within=3", "try=vacancies&x=%00"]
    )
    def test_what_is_wrong_is_told_as_the_interface_tells_it(
        self, client: StrictClient, session: Session, query: str
    ) -> None:
        page = client.get(f"/api?{query}")
        assert "400 Bad Request" in page.text
        assert '"detail": ' in page.text

    def test_nobody_has_tried_anything(self, client: StrictClient, session: Session) -> None:
        for url in ("/api", "/api?try=kings"):
            assert client.get(url).select("#answer") == []

    def test_words_stay_words(self, client: StrictClient, session: Session) -> None:
        page = client.get("/api?try=vacancies&keyword=%3Cscript%3Ealert(1)%3C/script%3E")
        assert "<script>alert" not in page.body


@pytest.mark.pure
def test_past_the_limit_comes_429_with_the_time_to_wait(tmp_path: Path) -> None:
    with counting_app(tmp_path) as app:
        contract = openapi.document("http://localhost")
        http = app.test_client()
        for _ in range(int(LIMIT.split("/")[0])):
            assert http.get("/api/v1/openapi.json").status_code == 200
        answer = http.get("/api/v1/openapi.json")
        assert answer.status_code == 429
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert problems(answer.json, {"$ref": "#/components/schemas/Problem"}, contract) == []
        assert http.get("/api/v1/schools").status_code == 200, "each address counts for itself"
