"""Answers as they look, for the contract. Tests hold them against the schemas."""

from __future__ import annotations

from typing import Any

_SITE = "https://www.example.org"

VACANCY: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Teacher of mathematics",
    "description": "<h3>What we are looking for</h3><p>Somebody who makes algebra a pleasure.</p>",
    "identifier": {"@type": "PropertyValue", "name": "Riverside School", "value": "412"},
    "url": f"{_SITE}/jobs/teacher-of-mathematics-riverside-school",
    "datePosted": "2026-04-20",
    "validThrough": "2026-05-08T12:00:00+01:00",
    "employmentType": ["FULL_TIME"],
    "hiringOrganization": {"@type": "Organization", "name": "Riverside School"},
    "jobLocation": [
        {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "1 River Lane",
                "addressLocality": "Peterborough",
                "postalCode": "PE1 1AA",
                "addressCountry": "GB",
            },
            "geo": {"@type": "GeoCoordinates", "latitude": 52.5725, "longitude": -0.2428},
        }
    ],
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", "unitText": "YEAR", "minValue": 32916, "maxValue": 45352},
    },
    "directApply": True,
    "id": 412,
    "slug": "teacher-of-mathematics-riverside-school",
    "self": f"{_SITE}/api/v1/vacancies/teacher-of-mathematics-riverside-school",
    "roles": ["teacher"],
    "phases": ["secondary"],
    "keyStages": ["ks3", "ks4"],
    "subjects": ["mathematics"],
    "contractType": "permanent",
    "workingPatterns": ["full_time"],
    "isJobShare": False,
    "isSuitableForEcts": True,
    "hasVisaSponsorship": False,
    "payWords": "",
    "schools": [
        {
            "urn": 123456,
            "slug": "riverside-school",
            "name": "Riverside School",
            "self": f"{_SITE}/api/v1/schools/123456",
        }
    ],
    "updatedAt": "2026-04-20T09:00:00+01:00",
}
SCHOOL: dict[str, Any] = {
    "urn": 123456,
    "slug": "riverside-school",
    "name": "Riverside School",
    "url": f"{_SITE}/schools/riverside-school",
    "self": f"{_SITE}/api/v1/schools/123456",
    "status": "open",
    "phase": "secondary",
    "type": "Community school",
    "typeGroup": "maintained",
    "gender": "Mixed",
    "religiousCharacter": None,
    "lowestAge": 11,
    "highestAge": 18,
    "pupils": 1180,
    "capacity": 1250,
    "address": ["1 River Lane", "Peterborough", "PE1 1AA"],
    "postcode": "PE1 1AA",
    "latitude": 52.5725,
    "longitude": -0.2428,
    "website": "https://riverside.example.org",
    "trust": None,
    "localAuthority": "Peterborough City Council",
    "openVacancies": 1,
}
EXAMPLES: dict[str, Any] = {
    "Vacancy": VACANCY,
    "VacancyPage": {
        "data": [VACANCY],
        "total": 1,
        "next": None,
        "nextSince": "2026-04-24T09:58:00+01:00",
    },
    "School": SCHOOL,
    "SchoolPage": {
        "data": [SCHOOL],
        "total": 1,
        "next": None,
        "nextSince": "2026-04-24T09:58:00+01:00",
    },
}
