"""The posting for machines against what Google and schema.org ask for, written down as a table and checked on adverts
of every shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy.orm import Session

from teachpb.schools.models import Phase
from teachpb.vacancies.jobposting import job_posting
from teachpb.vacancies.models import ApplicationMethod, ContractType, JobRole, PayPeriod, StartType, WorkingPattern
from tests.factories.schools import SchoolFactory, SchoolProfileFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory

pytestmark = pytest.mark.usefixtures("session", "frozen")

Rule = Callable[[Any], bool]
EMPLOYMENT = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
CREDENTIALS = {
    *("high school", "associate degree", "bachelor degree", "professional certificate", "postgraduate degree"),
}


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_url(value: Any) -> bool:
    return is_text(value) and urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).netloc)


def is_day(value: Any) -> bool:
    return is_text(value) and bool(date.fromisoformat(value))


def is_moment(value: Any) -> bool:
    return is_text(value) and datetime.fromisoformat(value).tzinfo is not None


def is_html(value: Any) -> bool:
    """More than a title, and nothing that runs."""
    return is_text(value) and value.startswith("<") and not re.search(r"<script|<style|<[^>&]*onclick", value)


def is_amount(value: Any) -> bool:
    """A number, not words: the weakness of other boards’ postings."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def is_quantity(value: Any) -> bool:
    one = set(value) == {"@type", "unitText", "value"} and is_amount(value["value"])
    two = set(value) == {"@type", "unitText", "minValue", "maxValue"} and (
        is_amount(value["minValue"]) and is_amount(value["maxValue"]) and value["minValue"] < value["maxValue"]
    )
    return value["@type"] == "QuantitativeValue" and value["unitText"] in UNITS and (one or two)


def is_salary(value: Any) -> bool:
    return value["@type"] == "MonetaryAmount" and value["currency"] == "GBP" and is_quantity(value["value"])


def is_place(value: Any) -> bool:
    address = value["address"]
    has_address = address["@type"] == "PostalAddress" and address["addressCountry"] == "GB"
    geo = value["geo"]
    in_england = 49 < geo["latitude"] < 56 and -7 < geo["longitude"] < 2 and geo["@type"] == "GeoCoordinates"
    return value["@type"] == "Place" and has_address and is_text(address["postalCode"]) and in_england


def is_organisation(value: Any) -> bool:
    return value["@type"] == "Organization" and is_text(value["name"]) and is_url(value["sameAs"])


#: property -> (required by Google, what it has to be). A property that is not here may not be there.
RULES: Mapping[str, tuple[bool, Rule]] = {
    "@context": (True, lambda value: value == "https://schema.org"),
    "@type": (True, lambda value: value == "JobPosting"),
    "title": (True, lambda value: is_text(value) and "<" not in value and "£" not in value),
    "description": (True, is_html),
    "datePosted": (True, is_day),
    "hiringOrganization": (True, is_organisation),
    "jobLocation": (True, lambda value: bool(value) and all(is_place(place) for place in value)),
    "validThrough": (True, is_moment),
    "employmentType": (True, lambda value: bool(value) and set(value) <= EMPLOYMENT),
    "baseSalary": (False, is_salary),
    "directApply": (True, lambda value: isinstance(value, bool)),
    "identifier": (True, lambda value: value["@type"] == "PropertyValue" and is_text(value["value"])),
    "url": (True, is_url),
    "occupationalCategory": (True, lambda value: bool(value) and all(map(is_text, value))),
    "industry": (True, is_text),
    "educationRequirements": (
        False,
        lambda value: (
            value["@type"] == "EducationalOccupationalCredential" and value["credentialCategory"] in CREDENTIALS
        ),
    ),
    "jobStartDate": (False, is_day),
    "jobImmediateStart": (False, lambda value: value is True),
    "workHours": (False, is_text),
    "jobBenefits": (False, is_text),
}


def several_schools() -> dict[str, Any]:
    trust = TrustFactory()
    return {"organisation": trust, "schools": [SchoolFactory(trust=trust), SchoolFactory(trust=trust)]}


SHAPES: dict[str, Callable[[], dict[str, Any]]] = {
    "usual": dict,
    "several schools": several_schools,
    "head office": lambda: {
        "organisation": TrustFactory(),
        "at_head_office": True,
        "office_postcode": "PE1 1XS",
        "office_latitude": 52.57,
        "office_longitude": -0.24,
    },
    "hourly": lambda: {"pay_period": PayPeriod.hour, "pay_min_pence": 1285, "pay_max_pence": None},
    "no pay stated": lambda: {"pay_min_pence": None, "pay_max_pence": None, "pay_words": "Competitive"},
    "part time": lambda: {"working_patterns": [WorkingPattern.part_time], "fte_basis_points": 6000},
    "job share": lambda: {"is_job_share": True, "working_patterns": []},
    "fixed term": lambda: {"contract_type": ContractType.fixed_term, "contract_duration": "One year"},
    "casual support": lambda: {
        "contract_type": ContractType.casual,
        "job_roles": [JobRole.it_support],
        "phases": [Phase.secondary],
    },
    "elsewhere": lambda: {
        "application_method": ApplicationMethod.website,
        "application_link": "https://example.org/apply",
    },
    "starts on a day": lambda: {"start_type": StartType.specific_date, "starts_on": date(2026, 9, 1)},
    "no words at all": lambda: {"skills_and_experience": "", "school_offer": ""},
    "odd words": lambda: {"skills_and_experience": "</script><script>alert(1)</script> <b onclick=x>", "title": "R&D"},
}


def posting(**fields: Any) -> dict[str, Any]:
    vacancy = VacancyFactory(**fields)
    return job_posting(vacancy, url=f"https://teach.example/jobs/{vacancy.slug}", site_url="https://teach.example")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_advert_keeps_the_rules(shape: str) -> None:
    found = posting(**SHAPES[shape]())
    assert set(found) <= set(RULES), "a property nobody wrote a rule for"
    missing = [name for name, (required, _) in RULES.items() if required and name not in found]
    assert missing == []
    for name, value in found.items():
        assert RULES[name][1](value), (name, value)


@pytest.mark.parametrize(
    ("shape", "name", "wanted"),
    [
        ("several schools", "jobLocation", 2),
        ("head office", "jobLocation", 1),
    ],
)
def test_every_place_is_named(shape: str, name: str, wanted: int) -> None:
    assert len(posting(**SHAPES[shape]())[name]) == wanted


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({}, (32_916, 45_352, "YEAR")),
        ({"pay_max_pence": None}, (32_916, 32_916, "YEAR")),
        ({"fte_basis_points": 6000}, (19_750, 27_211, "YEAR")),
        ({"fte_basis_points": 6000, "pay_is_full_time_equivalent": False}, (32_916, 45_352, "YEAR")),
        ({"pay_period": PayPeriod.hour, "pay_min_pence": 1285, "pay_max_pence": 1400}, (12.85, 14, "HOUR")),
    ],
)
def test_the_salary_is_what_the_post_pays(fields: dict[str, Any], value: tuple[float, float, str]) -> None:
    """Of a part-time post the part, not the full-time figure nobody will get."""
    amount = posting(**fields)["baseSalary"]["value"]
    low, high = amount.get("minValue", amount.get("value")), amount.get("maxValue", amount.get("value"))
    assert (low, high, amount["unitText"]) == value


def test_words_about_pay_never_stand_for_a_number() -> None:
    assert "baseSalary" not in posting(**SHAPES["no pay stated"]())


@pytest.mark.parametrize("whose", ["school", "trust"])
def test_the_organisation_is_linked(whose: str) -> None:
    organisation = (SchoolFactory if whose == "school" else TrustFactory)()
    found = posting(organisation=organisation, schools=[SchoolFactory()])["hiringOrganization"]
    assert found["sameAs"] == f"https://teach.example/{whose}s/{organisation.slug}"
    assert "logo" not in found  # a scene of ours is not their logo


def test_the_schools_photograph_is_its_logo(monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
    from teachpb.vacancies import jobposting

    school = SchoolFactory()
    SchoolProfileFactory(school=school)
    monkeypatch.setattr(jobposting, "picture_of", lambda school: {"url": "/files/photo.webp", "alt": "", "scene": ""})
    assert posting(organisation=school)["hiringOrganization"]["logo"] == "https://teach.example/files/photo.webp"


def test_the_closing_time_is_exact_to_the_minute_in_london() -> None:
    assert posting()["validThrough"] == "2026-05-08T10:00:00+01:00"
