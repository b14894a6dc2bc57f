"""What the interface promises, as an OpenAPI 3.1 document kept by hand. ``tests/api`` holds the answers against it."""

from __future__ import annotations

from typing import Any

from teachpb.api import course_contract
from teachpb.api.cursors import CHANGES_CURSOR, LIST_CURSOR, SCHOOL_CHANGES_CURSOR
from teachpb.api.parameters import (
    LONGEST,
    MOST_MILES,
    SCHOOL_FILTERS,
    VACANCY_FILTERS,
    VACANCY_NUMBERS,
    WITH_JOBS,
)
from teachpb.api.pieces import SLUGS, after, facet, get, moved
from teachpb.api.queries import PER_PAGE
from teachpb.api.schemas import SCHEMAS
from teachpb.web.contracts import MOMENT, TEXT, Schema, header, in_path, in_query, link, reference

LIMIT_WORDS = "300 requests a minute from one address"
NUMBER_WORDS = {
    "salary_from": "Only jobs that pay at least so many pounds a year, full time.",
    "posted_within": "Only jobs that appeared within so many days. Not with `since`.",
    "closing_within": "Only jobs that close within so many days. Not with `since`.",
}
SINCE = in_query(
    "since",
    "Only what has changed since: adverts that are new or different in `data`, and in `gone` those that closed, were "
    "removed, or do not match any more. Send `nextSince` of the answer before.",
    MOMENT,
    example="2026-04-24T10:00:00Z",
)


SCHOOLS_SINCE = in_query(
    "since",
    "Only schools that have changed since: new or different ones in `data`, and in `gone` those that closed or do not "
    "match any more. Send `nextSince` of the answer before. Not with `with_jobs`.",
    MOMENT,
    example="2026-04-24T10:00:00Z",
)


def document(base_url: str) -> dict[str, Any]:
    """The whole contract, for a site at ``base_url``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "TeachPeterborough",
            "version": "1.2.0",
            "summary": "Open vacancies, schools and courses in Peterborough, for anybody to build on.",
            "description": "Read only, without a key, from any origin. Answers carry an ETag: send it back in "
            f"`If-None-Match` and get 304 while nothing has changed. At most {LIMIT_WORDS}; beyond that 429, with "
            "`Retry-After`. Errors are RFC 9457 problem documents. New fields may be added at any time; nothing else "
            "changes within version 1.",
            "license": {
                "name": "Open Government Licence 3.0",
                "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            },
        },
        "servers": [{"url": base_url}],
        "tags": [
            {"name": "Vacancies", "description": "What is open, and what has changed."},
            {"name": "Schools", "description": "The schools of the city."},
            {"name": "Courses", "description": "What people in schools can learn, and when."},
        ],
        "paths": _paths(),
        "components": {
            "schemas": {**SCHEMAS, **course_contract.SCHEMAS},
            "responses": _problems(),
            "headers": _headers(),
        },
    }


def _paths() -> dict[str, Any]:
    slug = in_path("slug", "The advert’s `slug`.", {**SLUGS, "maxLength": 220})
    urn = in_path("urn", "The school’s number in the national register.", {"type": "integer", "minimum": 0})
    return {
        "/api/v1/vacancies": get(
            "listVacancies",
            "Vacancies",
            f"Open vacancies, the latest first; or, with `since`, what has changed. {PER_PAGE} a page.",
            "VacancyPage",
            [*_vacancy_parameters(), SINCE, after(f"({LIST_CURSOR})|({CHANGES_CURSOR})")],
            ["400", "429"],
            {
                "oneOfThem": link("showVacancy", slug="$response.body#/data/0/slug"),
                "theSchoolOfOne": link("showSchool", urn="$response.body#/data/0/schools/0/urn"),
            },
        ),
        "/api/v1/vacancies/{slug}": moved(
            get("showVacancy", "Vacancies", "One open vacancy.", "Vacancy", [slug], ["404", "410", "429"])
        ),
        "/api/v1/schools": get(
            "listSchools",
            "Schools",
            f"Open schools by URN; or, with `since`, those that have changed. {PER_PAGE} a page.",
            "SchoolPage",
            [*_school_parameters(), SCHOOLS_SINCE, after(f"(^[1-9][0-9]{{0,9}}$)|({SCHOOL_CHANGES_CURSOR})")],
            ["400", "429"],
            {
                "oneOfThem": link("showSchool", urn="$response.body#/data/0/urn"),
                "theVacanciesOfOne": link("listVacancies", school="$response.body#/data/0/slug"),
            },
        ),
        "/api/v1/schools/{urn}": get("showSchool", "Schools", "One school.", "School", [urn], ["404", "429"]),
        **course_contract.paths(),
        "/api/v1/openapi.json": get("showOpenapi", "Vacancies", "This document.", "", [], ["429"]),
    }


def _vacancy_parameters() -> list[Schema]:
    return [
        *_words("Words of the advert, with stemming and synonyms; “phrases” and -exclusions work."),
        *(facet(name, values) for name, values in VACANCY_FILTERS.items()),
        *(
            in_query(name, NUMBER_WORDS[name], {"type": "integer", "minimum": least, "maximum": most})
            for name, (least, most) in VACANCY_NUMBERS.items()
        ),
    ]


def _school_parameters() -> list[Schema]:
    return [
        *_words("Words of the school’s name, place or kind."),
        *(facet(name, values) for name, values in SCHOOL_FILTERS.items()),
        in_query("with_jobs", "Only schools with an open vacancy.", {"type": "string", "enum": list(WITH_JOBS)}),
    ]


def _words(keyword: str) -> list[Schema]:
    text = {**TEXT, "maxLength": LONGEST}
    return [
        in_query("keyword", keyword, text, example="maths"),
        in_query(
            "location",
            "A postcode, or the name of a town, village or school. An unknown place is an error.",
            text,
            example="PE1 1AA",
        ),
        in_query(
            "radius",
            "Miles around `location`; 10 unless given.",
            {"type": "integer", "minimum": 1, "maximum": MOST_MILES},
            example=5,
        ),
    ]


def _headers() -> dict[str, Any]:
    return {
        "ETag": header("Send it back in `If-None-Match`.", TEXT),
        "Cache-Control": header("How long the answer may be kept without asking.", TEXT),
        "Access-Control-Allow-Origin": header("Any page may read it.", {"const": "*"}),
        "Link": header("The next page (RFC 8288), where there is one.", TEXT),
        "Retry-After": header("Seconds to wait.", {"type": "integer", "minimum": 0}),
    }


def _problems() -> dict[str, Any]:
    words = {
        "400": "A parameter cannot be understood; `detail` says which and what would be",
        "404": "There is nothing at this address",
        "410": "It has closed or was removed",
        "429": f"Too many requests: more than {LIMIT_WORDS}",
    }
    titles = {"400": "Bad Request", "404": "Not Found", "410": "Gone", "429": "Too Many Requests"}
    problems: dict[str, Any] = {}
    for code, description in words.items():
        example = {"title": titles[code], "status": int(code), "detail": f"{description}."}
        content = {"application/problem+json": {"schema": reference("Problem"), "example": example}}
        problems[f"Problem{code}"] = {"description": description, "content": content}
    problems["Problem429"]["headers"] = {"Retry-After": reference("Retry-After", "headers")}
    return problems
