"""The words of the contract, as JSON Schema. What is sent is held against ``REQUEST``: what it refuses is a 400.

A rule about values that a schema would only half express (a date in the future, a place that exists) is not in it;
such a request is understood and refused, a 422.
"""

from __future__ import annotations

from typing import Any

from teachpb.vacancies.models import (
    VACANCY_PHASES,
    ContractType,
    JobRole,
    KeyStage,
    PayPeriod,
    Subject,
    WorkingPattern,
)
from teachpb.web.contracts import DAY, FLAG, TEXT, Schema, described, list_of, one_of, or_null, record

SUBJECTS = {subject.label: subject for subject in Subject}
PHASES = {phase.value: phase for phase in VACANCY_PHASES}
URN: Schema = {"type": "integer", "minimum": 100_000, "maximum": 999_999}
URNS = described(list_of(URN), "Numbers of the national register of schools.", examples=[[123456, 123457]])
TRUST = described({**TEXT, "minLength": 1, "maxLength": 20}, "The trust’s group UID.", examples=["10001"])
NO_TRUST: Schema = {"type": "null"}


def _exactly(required: dict[str, Schema], optional: dict[str, Schema] | None = None, description: str = "") -> Schema:
    return {**record(required, optional, description), "additionalProperties": False}


SCHOOLS: Schema = {
    "description": "Where the job is. A trust alone means its head office; URNs beside a trust must be of its schools.",
    "oneOf": [
        _exactly({"school_urns": {**URNS, "minItems": 1}}, {"trust_uid": NO_TRUST}, "One or several schools."),
        _exactly({"trust_uid": TRUST}, description="The head office of a trust."),
        _exactly({"trust_uid": TRUST, "school_urns": URNS}, description="Schools of a trust."),
    ],
}
SALARY_RANGE = {
    **record(
        {
            "minimum": described({"type": "number", "minimum": 1, "maximum": 300_000}, "Pounds."),
            "period": one_of(PayPeriod),
        },
        {"maximum": described({"type": "number", "minimum": 1, "maximum": 300_000}, "Pounds.")},
        "The pay in figures, so that candidates can filter by it. An addition to the contract; leave it out at will.",
    ),
    "additionalProperties": False,
}
REQUIRED: dict[str, Schema] = {
    "job_title": described({**TEXT, "minLength": 1}, "At most 75 characters.", examples=["Teacher of geography"]),
    "job_advert": described({**TEXT, "minLength": 1}, "The advert: plain text, or simple HTML."),
    "external_advert_url": described({**TEXT, "format": "uri"}, "Where people apply."),
    "external_reference": described({**TEXT, "minLength": 1}, "Your own reference, unique among what you keep here."),
    "expires_at": described(
        {**TEXT, "minLength": 1},
        "When it closes, date and time by ISO 8601. Without a zone it is London’s time. The day must be after today "
        "and after `publish_on`.",
        examples=["2030-03-13T15:30:00Z", "2030-03-13T15:30:00"],
    ),
    "salary": described({**TEXT, "minLength": 1}, "The pay in words, at most 256 characters."),
    "job_roles": list_of(one_of(JobRole), minItems=1),
    "working_patterns": list_of(one_of(WorkingPattern), minItems=1),
    "contract_type": one_of(ContractType),
    "phases": list_of({"type": "string", "enum": list(PHASES)}, minItems=1),
    "schools": SCHOOLS,
}
OPTIONAL: dict[str, Schema] = {
    "publish_on": described(DAY, "The day it appears; today unless given. A day that has passed means today."),
    "benefits_details": described(or_null(TEXT), "What comes with the job."),
    "starts_on": described(or_null(TEXT), "A date, or words like “September”, at most 200 characters."),
    "visa_sponsorship_available": described(FLAG, "False unless given; a PUT without it keeps what was."),
    "is_job_share": described(FLAG, "False unless given; a PUT without it keeps what was."),
    "ect_suitable": described(FLAG, "False unless given; a PUT without it keeps what was."),
    "key_stages": list_of(one_of(KeyStage)),
    "subjects": list_of({"type": "string", "enum": list(SUBJECTS)}),
    "salary_range": SALARY_RANGE,
}
VACANCY_REQUEST = record(REQUIRED, OPTIONAL, "Fields that are not named here are ignored, and told in `warnings`.")
VACANCY_CHANGE = record({}, {**REQUIRED, **OPTIONAL}, "Only the fields that are to change (RFC 7396).")


def wrapped(schema: Schema) -> Schema:
    """The object ``vacancy`` and nothing beside it."""
    return _exactly({"vacancy": schema})


_SENT: dict[str, Schema] = {name: schema for name, schema in REQUIRED.items() if name not in {"schools", "expires_at"}}
VACANCY_RESPONSE = record(
    {
        "id": {"type": "string", "format": "uuid"},
        "public_url": described(
            {"type": ["string", "null"], "format": "uri"}, "The advert for people; null unless it is live."
        ),
        **_SENT,
        "expires_at": {**TEXT, "format": "date-time"},
        "publish_on": DAY,
        "schools": record({"school_urns": list_of({"type": "integer"}), "trust_uid": {"type": ["string", "null"]}}),
        **{name: schema for name, schema in OPTIONAL.items() if name not in {"publish_on", "salary_range"}},
        "salary_range": {**SALARY_RANGE, "type": ["object", "null"]},
    },
    description="Every key is always there.",
)
WARNINGS = described(list_of(TEXT), "What was left out or read otherwise: URNs nobody has, unknown fields, past dates.")
META = record({"totalPages": {"type": "integer", "minimum": 0}, "count": {"type": "integer", "minimum": 0}})
CONFLICT_META = record(
    {
        "link": described(
            {"type": ["string", "null"], "format": "uri"},
            "The vacancy it conflicts with: yours by its address here, another’s by its public page, if it has one.",
        ),
        "attempts": {"type": "integer", "minimum": 1},
    }
)
ERRORS = record({"errors": list_of(TEXT, minItems=1)})
CONFLICT = record({"errors": list_of(TEXT, minItems=1), "meta": CONFLICT_META})

SCHEMAS: dict[str, Any] = {
    "VacancyRequest": wrapped(VACANCY_REQUEST),
    "VacancyChange": wrapped(VACANCY_CHANGE),
    "Vacancy": VACANCY_RESPONSE,
    "ChangedVacancy": {**VACANCY_RESPONSE, "properties": {**VACANCY_RESPONSE["properties"], "warnings": WARNINGS}},
    "CreatedVacancy": record({"id": {"type": "string", "format": "uuid"}, "warnings": WARNINGS}),
    "VacancyList": record({"vacancies": list_of({"$ref": "#/components/schemas/Vacancy"}), "meta": META}),
    "Errors": ERRORS,
    "Conflict": CONFLICT,
}
