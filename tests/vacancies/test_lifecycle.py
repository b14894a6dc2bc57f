"""The states of a vacancy: every pair of the transition table, every field in every state, every edge of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from teachpb import clock
from teachpb.db import InvalidTransition
from teachpb.vacancies import lifecycle
from teachpb.vacancies.models import CONTENT_FIELDS, EDITABLE_FIELDS, Vacancy, VacancyState, state_at

pytestmark = pytest.mark.pure
S = VacancyState

ALLOWED = {
    (S.draft, S.scheduled),
    (S.draft, S.live),
    (S.draft, S.removed),
    (S.scheduled, S.draft),
    (S.scheduled, S.live),
    (S.scheduled, S.expired),
    (S.scheduled, S.removed),
    (S.live, S.expired),
    (S.live, S.ended_early),
    (S.live, S.removed),
    (S.expired, S.removed),
    (S.ended_early, S.removed),
}


@pytest.mark.parametrize("old", list(S))
@pytest.mark.parametrize("new", list(S))
def test_only_the_transitions_of_the_table_are_allowed(old: S, new: S) -> None:
    if (old, new) in ALLOWED:
        lifecycle.require_transition(old, new)
        return
    with pytest.raises(InvalidTransition) as refusal:
        lifecycle.require_transition(old, new)
    assert old.label.lower() in refusal.value.message


#: field -> the states in which an edit may change it: d(raft), s(cheduled), l(ive)
FIELDS = {
    "organisation_id": "d",
    "schools": "ds",
    "at_head_office": "ds",
    "office_address": "ds",
    "office_postcode": "ds",
    "campus_address": "ds",
    "campus_postcode": "ds",
    "title": "ds",
    "job_roles": "ds",
    "phases": "ds",
    "key_stages": "ds",
    "subjects": "ds",
    "contract_type": "ds",
    "contract_duration": "ds",
    "is_parental_leave_cover": "ds",
    "working_patterns": "ds",
    "is_job_share": "ds",
    "publish_on": "ds",
    "application_method": "ds",
    "religious_form": "ds",
    "ect_status": "ds",
    "qts_required": "ds",
    "working_patterns_details": "dsl",
    "start_type": "dsl",
    "starts_on": "dsl",
    "starts_earliest_on": "dsl",
    "starts_latest_on": "dsl",
    "start_words": "dsl",
    "pay_scale": "dsl",
    "pay_point_from": "dsl",
    "pay_point_to": "dsl",
    "pay_min_pence": "dsl",
    "pay_max_pence": "dsl",
    "pay_period": "dsl",
    "pay_is_full_time_equivalent": "dsl",
    "fte_basis_points": "dsl",
    "pay_words": "dsl",
    "allowances": "dsl",
    "allowances_details": "dsl",
    "skills_and_experience": "dsl",
    "school_offer": "dsl",
    "flexible_working": "dsl",
    "further_details": "dsl",
    "school_visits": "dsl",
    "visa_sponsorship": "dsl",
    "closes_at": "dsl",
    "application_link": "dsl",
    "is_anonymised": "dsl",
    "has_documents": "dsl",
    "contact_is_confirmed": "dsl",
    "contact_email": "dsl",
    "contact_phone": "dsl",
}


def test_the_table_of_fields_is_whole() -> None:
    assert FIELDS.keys() == CONTENT_FIELDS
    assert set(EDITABLE_FIELDS) == set(S)
    assert all(hasattr(Vacancy, name) for name in CONTENT_FIELDS)


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("field", sorted(FIELDS))
def test_fields_by_state(state: S, field: str) -> None:
    letter = {S.draft: "d", S.scheduled: "s", S.live: "l"}.get(state, "-")
    assert (field in EDITABLE_FIELDS[state]) is (letter in FIELDS[field])


@pytest.mark.parametrize("state", list(S))
def test_anonymity_is_settled_by_the_first_application(state: S) -> None:
    before = lifecycle.editable_fields(state, has_applications=False)
    after = lifecycle.editable_fields(state, has_applications=True)
    assert before - after == ({"is_anonymised"} if state is S.live else set())


OPENS = datetime(2026, 4, 24, 0, 0, tzinfo=UTC)
CLOSES = datetime(2026, 5, 8, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("stored", [S.scheduled, S.live, S.expired])
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (OPENS - SECOND, S.scheduled),
        (OPENS, S.live),
        (CLOSES - SECOND, S.live),
        (CLOSES, S.expired),
        (CLOSES + timedelta(days=900), S.expired),
    ],
)
def test_the_clock_decides_whatever_is_stored(stored: S, moment: datetime, expected: S) -> None:
    assert state_at(stored, OPENS, CLOSES, moment) is expected


@pytest.mark.parametrize("stored", [S.draft, S.ended_early, S.removed])
@pytest.mark.parametrize("moment", [OPENS - SECOND, OPENS, CLOSES])
def test_what_a_person_decided_the_clock_does_not_undo(stored: S, moment: datetime) -> None:
    assert state_at(stored, OPENS, CLOSES, moment) is stored


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 28), time(9), "2026-03-28T09:00"),  # winter
        (date(2026, 3, 29), time(9), "2026-03-29T08:00"),  # the day the clocks go forward
        (date(2026, 3, 29), time(1, 30), "2026-03-29T01:30"),  # a time that does not exist
        (date(2026, 10, 25), time(1, 30), "2026-10-25T00:30"),  # a time that comes twice: the first
        (date(2026, 10, 25), time(23, 59), "2026-10-25T23:59"),  # the day they go back
        (date(2026, 7, 1), time(12), "2026-07-01T11:00"),  # summer
    ],
)
def test_closing_times_are_those_of_a_london_clock(day: date, at: time, utc: str) -> None:
    closes = clock.at_london(day, at)
    assert closes.strftime("%Y-%m-%dT%H:%M") == utc
    assert state_at(S.live, OPENS - timedelta(days=400), closes, closes - SECOND) is S.live
    assert state_at(S.live, OPENS - timedelta(days=400), closes, closes) is S.expired


@pytest.mark.parametrize(
    ("publish_on", "moment", "expected"),
    [
        (None, "2026-04-24T09:00", "2026-04-24T09:00"),
        (date(2026, 4, 24), "2026-04-24T09:00", "2026-04-24T09:00"),
        (date(2026, 4, 1), "2026-04-24T09:00", "2026-04-24T09:00"),
        (date(2026, 4, 25), "2026-04-24T09:00", "2026-04-24T23:00"),  # midnight in London, in summer
        (date(2026, 4, 25), "2026-04-24T23:30", "2026-04-24T23:30"),  # it is the 25th in London already
        (date(2026, 12, 1), "2026-04-24T09:00", "2026-12-01T00:00"),
    ],
)
def test_an_advert_opens_at_once_or_as_its_day_begins(publish_on: date | None, moment: str, expected: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert lifecycle.opening_moment(publish_on, at).strftime("%Y-%m-%dT%H:%M") == expected
