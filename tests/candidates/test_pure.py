"""What a profile needs to be shown, and when it goes to sleep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from teachpb.candidates import rules
from teachpb.candidates.models import CandidateProfile, ProfilePlace, ProfileQts
from teachpb.schools.models import Phase
from teachpb.vacancies.models import JobRole, WorkingPattern

pytestmark = pytest.mark.pure
NOW = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)


def whole(**fields: Any) -> CandidateProfile:
    place = ProfilePlace(name="Eye", latitude=52.6, longitude=-0.19, radius_miles=5)
    given = {
        "first_name": "Paula",
        "last_name": "Profile",
        "has_right_to_work": False,
        "job_roles": [JobRole.teacher],
        "phases": [Phase.primary],
        "working_patterns": [WorkingPattern.part_time],
        "qts_status": ProfileQts.no,
        "qualifications": "A degree",
        "places": [place],
    }
    return CandidateProfile(**{**given, **fields})


def test_a_whole_profile_lacks_nothing() -> None:
    assert rules.missing(whole()) == []


@pytest.mark.parametrize(
    ("field", "value", "step"),
    [
        ("first_name", "", "details"),
        ("last_name", "", "details"),
        ("has_right_to_work", None, "details"),
        ("job_roles", [], "jobs"),
        ("phases", [], "jobs"),
        ("working_patterns", [], "jobs"),
        ("places", [], "places"),
        ("qts_status", None, "status"),
        ("qualifications", "", "qualifications"),
    ],
)
def test_each_thing_it_needs(field: str, value: Any, step: str) -> None:
    assert [each.step for each in rules.missing(whole(**{field: value}))] == [step]


@pytest.mark.parametrize("field", ["key_stages", "subjects", "statement", "phone", "trn"])
def test_what_it_does_not_need(field: str) -> None:
    assert rules.missing(whole(**{field: [] if field.endswith("s") else ""})) == []


def test_an_empty_one_can_be_read_before_it_is_stored() -> None:
    assert len(rules.missing(CandidateProfile())) == 8


@pytest.mark.parametrize(
    ("days", "warnings", "asleep"),
    [
        (0, 0, False),
        (152, 0, False),
        (153, 1, False),
        (168, 1, False),
        (169, 2, False),
        (182, 2, False),
        (183, 2, True),
    ],
)
def test_how_long_somebody_may_stay_away(days: int, warnings: int, asleep: bool) -> None:
    seen = NOW - timedelta(days=days)
    assert rules.warnings_due(seen, NOW) == warnings
    assert rules.is_asleep(seen, NOW) is asleep
