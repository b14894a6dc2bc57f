"""Requests and answers as they look, for the contract and its page."""

from __future__ import annotations

from typing import Any

VACANCY: dict[str, Any] = {
    "job_title": "Teacher of geography",
    "job_advert": "<p>We are looking for a geographer who takes children out into the fens.</p>",
    "external_advert_url": "https://jobs.example.org/vacancies/123",
    "external_reference": "GEO-123",
    "expires_at": "2030-03-13T15:30:00",
    "salary": "M1 to U3, £32,916 to £51,048",
    "salary_range": {"minimum": 32916, "maximum": 51048, "period": "year"},
    "job_roles": ["teacher"],
    "working_patterns": ["full_time"],
    "contract_type": "permanent",
    "phases": ["secondary"],
    "schools": {"school_urns": [123456]},
    "publish_on": "2030-02-01",
    "benefits_details": "TLR 2a for the right candidate",
    "starts_on": "2030-09-01",
    "visa_sponsorship_available": False,
    "is_job_share": False,
    "ect_suitable": True,
    "key_stages": ["ks3", "ks4"],
    "subjects": ["Geography"],
}
REQUEST: dict[str, Any] = {"vacancy": VACANCY}
CHANGE: dict[str, Any] = {"vacancy": {"expires_at": "2030-03-20T12:00:00", "salary": "M1 to U3"}}
CREATED: dict[str, Any] = {
    "id": "3f2b8a52-6f0e-4d5b-9a3e-2f7d3a0f1c11",
    "warnings": ["schools: nobody here has the URN 999998, so it was left out"],
}
RESPONSE: dict[str, Any] = {
    "id": CREATED["id"],
    "public_url": None,
    **VACANCY,
    "expires_at": "2030-03-13T15:30:00+00:00",
    "schools": {"school_urns": [123456], "trust_uid": None},
}
