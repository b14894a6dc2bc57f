"""The shapes of the answers, as JSON Schema 2020-12. Closed sets come from the enums, so they cannot drift apart."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from teachpb.schools.models import EstablishmentStatus, Phase, TypeGroup
from teachpb.vacancies.models import ContractType, JobRole, KeyStage, Subject, WorkingPattern

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
FLAG = {"type": "boolean"}
URL = {"type": "string", "format": "uri"}
MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}


def _enum(enum: type[StrEnum]) -> dict[str, Any]:
    return {"type": "string", "enum": [member.value for member in enum]}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {"type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _record(required: dict[str, Any], optional: dict[str, Any] | None = None, description: str = "") -> dict[str, Any]:
    """An object. ``additionalProperties`` stays open: fields may be added within version 1."""
    schema = {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}
    return {**schema, "description": description} if description else schema


def _page(name: str) -> dict[str, Any]:
    following = {**_or_null(URL), "description": "The address of the next page; null on the last."}
    items = _list({"$ref": f"#/components/schemas/{name}"})
    return _record({"data": items, "total": {**NUMBER, "minimum": 0}, "next": following})


VALUE = _record(
    {"@type": TEXT, "unitText": {"enum": ["YEAR", "HOUR"]}},
    {name: {"type": "number"} for name in ("value", "minValue", "maxValue")},
)
SALARY = _record({"@type": TEXT, "currency": {"const": "GBP"}, "value": VALUE}, description="Pounds.")
PLACE = _record(
    {"@type": TEXT, "address": _record({"@type": TEXT, "addressCountry": TEXT})},
    {"geo": _record({"@type": TEXT, "latitude": {"type": "number"}, "longitude": {"type": "number"}})},
)

SCHEMAS: dict[str, Any] = {
    "Vacancy": _record(
        {
            "@context": {"const": "https://schema.org"},
            "@type": {"const": "JobPosting"},
            "id": NUMBER,
            "slug": TEXT,
            "self": URL,
            "url": {**URL, "description": "The advert, for people."},
            "title": TEXT,
            "identifier": _record({"name": TEXT, "value": TEXT}),
            "datePosted": DAY,
            "validThrough": {**MOMENT, "description": "When it closes, in London."},
            "hiringOrganization": _record({"@type": TEXT, "name": TEXT}),
            "directApply": {**FLAG, "description": "Do people apply on this site?"},
            "roles": _list(_enum(JobRole)),
            "phases": _list(_enum(Phase)),
            "keyStages": _list(_enum(KeyStage)),
            "subjects": _list(_enum(Subject)),
            "contractType": _or_null(_enum(ContractType)),
            "workingPatterns": _list(_enum(WorkingPattern)),
            "isJobShare": FLAG,
            "isSuitableForEcts": FLAG,
            "hasVisaSponsorship": FLAG,
            "payWords": TEXT,
            "schools": _list(_record({"urn": NUMBER, "name": TEXT, "self": URL})),
            "updatedAt": MOMENT,
        },
        {
            "description": {"type": "string", "description": "HTML"},
            "jobLocation": _list(PLACE),
            "baseSalary": SALARY,
            "employmentType": _list({"enum": ["FULL_TIME", "PART_TIME", "TEMPORARY", "PER_DIEM"]}),
            "jobStartDate": DAY,
            "jobImmediateStart": FLAG,
        },
        "A schema.org JobPosting, and beside it what that has no words for.",
    ),
    "VacancyPage": _page("Vacancy"),
    "School": _record(
        {
            "urn": {**NUMBER, "description": "Its number in the national register."},
            "name": TEXT,
            "url": {**URL, "description": "Its page, for people."},
            "self": URL,
            "status": _enum(EstablishmentStatus),
            "phase": _enum(Phase),
            "type": TEXT,
            "typeGroup": _enum(TypeGroup),
            "gender": TEXT,
            "religiousCharacter": _or_null(TEXT),
            "lowestAge": _or_null(NUMBER),
            "highestAge": _or_null(NUMBER),
            "pupils": _or_null(NUMBER),
            "capacity": _or_null(NUMBER),
            "address": _list(TEXT),
            "postcode": TEXT,
            "latitude": _or_null({"type": "number"}),
            "longitude": _or_null({"type": "number"}),
            "website": _or_null(TEXT),
            "trust": _or_null(_record({"name": TEXT, "groupUid": _or_null(TEXT)})),
            "localAuthority": _or_null(TEXT),
            "openVacancies": {**NUMBER, "minimum": 0},
        }
    ),
    "SchoolPage": _page("School"),
    "Problem": _record({"title": TEXT, "status": NUMBER, "detail": _or_null(TEXT)}, description="RFC 9457."),
}
