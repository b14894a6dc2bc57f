"""What the interface promises, as an OpenAPI 3.1 document kept by hand. ``tests/api`` holds the answers against it."""

from __future__ import annotations

from typing import Any

from teachpb.api.parameters import MOST_MILES, SCHOOL_PHASES, VACANCY_FILTERS
from teachpb.api.queries import PER_PAGE
from teachpb.api.schemas import SCHEMAS

AFTER = {
    "name": "after",
    "in": "query",
    "description": "Where to go on. Take it from `next` of the answer before; do not make it up.",
    "schema": {"type": "integer", "minimum": 1},
}


def document(base_url: str) -> dict[str, Any]:
    """The whole contract, for a site at ``base_url``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "TeachPeterborough",
            "version": "1.0.0",
            "summary": "Open vacancies and schools in Peterborough, for anybody to build on.",
            "description": "Read only, without a key, from any origin. Answers carry an ETag: send it back in "
            "`If-None-Match` and get 304 while nothing has changed. Errors are RFC 9457 problem documents. New fields "
            "may be added at any time; nothing else changes within version 1.",
        },
        "servers": [{"url": base_url}],
        "paths": _paths(),
        "components": {"schemas": SCHEMAS, "responses": _problems()},
    }


def _paths() -> dict[str, Any]:
    slug = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
    urn = {"name": "urn", "in": "path", "required": True, "schema": {"type": "integer"}}
    phase = _repeated("phase", "Only schools of these phases.", list(SCHOOL_PHASES))
    return {
        "/api/v1/vacancies": _get(
            "listVacancies",
            f"Open vacancies, the latest first, {PER_PAGE} a page.",
            "VacancyPage",
            [*_vacancy_parameters(), AFTER],
            ["400", "429"],
        ),
        "/api/v1/vacancies/{slug}": _get(
            "showVacancy",
            "One open vacancy. One that has closed or was removed answers 410, one that has a new address 301.",
            "Vacancy",
            [slug],
            ["404", "410", "429"],
        ),
        "/api/v1/schools": _get(
            "listSchools", f"Open schools by URN, {PER_PAGE} a page.", "SchoolPage", [phase, AFTER], ["400", "429"]
        ),
        "/api/v1/schools/{urn}": _get("showSchool", "One school.", "School", [urn], ["404", "429"]),
        "/api/v1/openapi.json": {
            "get": {
                "operationId": "showOpenapi",
                "summary": "This document.",
                "responses": {
                    "200": {
                        "description": "The contract",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    }
                },
            }
        },
    }


def _vacancy_parameters() -> list[dict[str, Any]]:
    words = {
        "role": "Only these roles.",
        "phase": "Only these phases. Jobs at all-through schools are found by primary and by secondary.",
        "subject": "Only these subjects.",
    }
    return [
        _text("keyword", "Words of the advert, with stemming and synonyms; “phrases” and -exclusions work."),
        _text("location", "A postcode, or the name of a town, village or school. An unknown place is an error."),
        {
            "name": "radius",
            "in": "query",
            "description": "Miles around `location`; 10 unless given.",
            "schema": {"type": "integer", "minimum": 1, "maximum": MOST_MILES},
        },
        *(_repeated(name, words[name], list(values)) for name, values in VACANCY_FILTERS.items()),
    ]


def _text(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": {"type": "string", "maxLength": 200}}


def _repeated(name: str, description: str, values: list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": f"{description} May be repeated: any of them will do.",
        "style": "form",
        "explode": True,
        "schema": {"type": "array", "items": {"type": "string", "enum": values}},
    }


def _get(operation: str, summary: str, schema: str, parameters: list[Any], problems: list[str]) -> dict[str, Any]:
    found = {
        "description": "Found",
        "headers": {"ETag": {"schema": {"type": "string"}}},
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
    responses: dict[str, Any] = {"200": found, "304": {"description": "Unchanged since the ETag you sent"}}
    responses |= {code: {"$ref": f"#/components/responses/{code}"} for code in problems}
    return {"get": {"operationId": operation, "summary": summary, "parameters": parameters, "responses": responses}}


def _problems() -> dict[str, Any]:
    words = {
        "400": "A parameter cannot be understood; `detail` says which and what would be",
        "404": "There is nothing at this address",
        "410": "It has closed or was removed",
        "429": "Too many requests; `Retry-After` says when to come back",
    }
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {code: {"description": description, "content": content} for code, description in words.items()}
