"""The shapes of the answers, as JSON Schema 2020-12. Closed sets come from the enums, so they cannot drift apart."""

from __future__ import annotations

from typing import Any

from teachpb.api.changes import GoneReason
from teachpb.schools.models import EstablishmentStatus, Phase, TypeGroup
from teachpb.vacancies.models import ContractType, JobRole, KeyStage, Subject, WorkingPattern
from teachpb.web.contracts import DAY, FLAG, MOMENT, NUMBER, TEXT, URL, list_of, one_of, or_null, record, reference

NEXT = {**or_null(URL), "description": "The address of the next page; null on the last."}
NEXT_SINCE = {
    **MOMENT,
    "description": "What to send as `since` next time, once every page of this answer has been read. Take it from the "
    "first page. It lies two minutes back: something may come twice, and nothing is missed.",
}
VALUE = record(
    {"@type": TEXT, "unitText": {"enum": ["YEAR", "HOUR"]}},
    {name: {"type": "number"} for name in ("value", "minValue", "maxValue")},
)
SALARY = record({"@type": TEXT, "currency": {"const": "GBP"}, "value": VALUE}, description="Pounds.")
PLACE = record(
    {"@type": TEXT, "address": record({"@type": TEXT, "addressCountry": TEXT})},
    {"geo": record({"@type": TEXT, "latitude": {"type": "number"}, "longitude": {"type": "number"}})},
)

SCHEMAS: dict[str, Any] = {
    "Vacancy": record(
        {
            "@context": {"const": "https://schema.org"},
            "@type": {"const": "JobPosting"},
            "id": NUMBER,
            "slug": TEXT,
            "self": URL,
            "url": {**URL, "description": "The advert, for people."},
            "title": TEXT,
            "identifier": record({"name": TEXT, "value": TEXT}),
            "datePosted": DAY,
            "validThrough": {**MOMENT, "description": "When it closes, in London."},
            "hiringOrganization": record({"@type": TEXT, "name": TEXT}),
            "directApply": {**FLAG, "description": "Do people apply on this site?"},
            "roles": list_of(one_of(JobRole)),
            "phases": list_of(one_of(Phase)),
            "keyStages": list_of(one_of(KeyStage)),
            "subjects": list_of(one_of(Subject)),
            "contractType": or_null(one_of(ContractType)),
            "workingPatterns": list_of(one_of(WorkingPattern)),
            "isJobShare": FLAG,
            "isSuitableForEcts": FLAG,
            "hasVisaSponsorship": FLAG,
            "payWords": TEXT,
            "schools": list_of(record({"urn": NUMBER, "slug": TEXT, "name": TEXT, "self": URL})),
            "updatedAt": MOMENT,
        },
        {
            "description": {"type": "string", "description": "HTML"},
            "jobLocation": list_of(PLACE),
            "baseSalary": SALARY,
            "employmentType": list_of({"enum": ["FULL_TIME", "PART_TIME", "TEMPORARY", "PER_DIEM"]}),
            "jobStartDate": DAY,
            "jobImmediateStart": FLAG,
        },
        "A schema.org JobPosting, and beside it what that has no words for.",
    ),
    "Tombstone": record(
        {
            "id": NUMBER,
            "slug": TEXT,
            "reason": {
                **one_of(GoneReason),
                "description": "`closed`: it has closed. `removed`: it was taken away. `unmatched`: it is open, but "
                "does not match the search you asked with.",
            },
            "goneAt": MOMENT,
        },
        description="An advert to forget, whether you had it or not.",
    ),
    "VacancyPage": record(
        {"data": list_of(reference("Vacancy")), "next": NEXT, "nextSince": NEXT_SINCE},
        {
            "total": {**NUMBER, "minimum": 0, "description": "How many are open in all; not with `since`."},
            "gone": {**list_of(reference("Tombstone")), "description": "Only with `since`."},
        },
    ),
    "School": record(
        {
            "urn": {**NUMBER, "description": "Its number in the national register."},
            "slug": {**TEXT, "description": "For the filter `school` of the vacancies."},
            "name": TEXT,
            "url": {**URL, "description": "Its page, for people."},
            "self": URL,
            "status": one_of(EstablishmentStatus),
            "phase": one_of(Phase),
            "type": TEXT,
            "typeGroup": one_of(TypeGroup),
            "gender": TEXT,
            "religiousCharacter": or_null(TEXT),
            "lowestAge": or_null(NUMBER),
            "highestAge": or_null(NUMBER),
            "pupils": or_null(NUMBER),
            "capacity": or_null(NUMBER),
            "address": list_of(TEXT),
            "postcode": TEXT,
            "latitude": or_null({"type": "number"}),
            "longitude": or_null({"type": "number"}),
            "website": or_null(TEXT),
            "trust": or_null(record({"name": TEXT, "slug": TEXT, "groupUid": or_null(TEXT)})),
            "localAuthority": or_null(TEXT),
            "openVacancies": {**NUMBER, "minimum": 0},
        }
    ),
    "SchoolTombstone": record(
        {"urn": NUMBER, "slug": TEXT, "reason": one_of(GoneReason), "goneAt": MOMENT},
        description="A school to forget, whether you had it or not.",
    ),
    "SchoolPage": record(
        {"data": list_of(reference("School")), "next": NEXT, "nextSince": NEXT_SINCE},
        {
            "total": {**NUMBER, "minimum": 0, "description": "How many there are in all; not with `since`."},
            "gone": {**list_of(reference("SchoolTombstone")), "description": "Only with `since`."},
        },
    ),
    "Problem": record({"title": TEXT, "status": NUMBER, "detail": or_null(TEXT)}, description="RFC 9457."),
}
