"""An advert in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from teachpb.vacancies import presenting
from teachpb.vacancies.models import ContractType, StartType, Vacancy, WorkingPattern
from tests.factories.schools import SchoolFactory, TrustFactory

pytestmark = pytest.mark.pure

NOW = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)  # 10am in London


def advert(**fields: Any) -> Vacancy:
    return Vacancy(slug="x", **fields)


@pytest.mark.parametrize(
    ("closes_at", "closing", "left", "soon"),
    [
        ("2026-04-24T09:00", "Closed 24 April 2026", "", False),
        ("2026-04-24T09:01", "Closes today at 10:01am", "less than an hour left", True),
        ("2026-04-24T22:59", "Closes today at 11:59pm", "13 hours left", True),
        ("2026-04-25T08:00", "Closes tomorrow at 9am", "23 hours left", True),
        ("2026-04-25T11:00", "Closes tomorrow at midday", "1 day left", True),
        ("2026-04-27T08:59", "Closes in 3 days", "3 days left", True),
        ("2026-04-27T09:00", "Closes in 3 days", "3 days left", False),
        ("2026-05-08T11:00", "Closes in 14 days", "14 days left", False),
        ("2026-05-09T11:00", "Closes 9 May", "15 days left", False),
        ("2026-04-01T11:00", "Closed 1 April 2026", "", False),
    ],
)
def test_how_long_is_left(closes_at: str, closing: str, left: str, soon: bool) -> None:
    vacancy = advert(closes_at=datetime.fromisoformat(closes_at).replace(tzinfo=UTC))
    assert presenting.closing_words(vacancy, NOW) == closing
    assert presenting.time_left(vacancy, NOW) == left
    assert presenting.closes_soon(vacancy, NOW) is soon


def test_nothing_closes_that_has_no_closing_date() -> None:
    assert presenting.closing_words(advert(), NOW) == presenting.time_left(advert(), NOW) == ""
    assert not presenting.closes_soon(advert(), NOW)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"working_patterns": [WorkingPattern.full_time], "contract_type": ContractType.permanent},
            "Full time, permanent",
        ),
        (
            {
                "working_patterns": list(WorkingPattern),
                "contract_type": ContractType.fixed_term,
                "contract_duration": "1 year",
                "is_job_share": True,
            },
            "Full time or part time, fixed term (1 year), job share possible",
        ),
        ({"working_patterns": [WorkingPattern.part_time]}, "Part time"),
        ({}, ""),
    ],
)
def test_contracts_in_words(fields: dict[str, Any], words: str) -> None:
    assert presenting.contract_words(advert(**fields)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start_type": StartType.asap}, "As soon as possible"),
        ({"start_type": StartType.specific_date, "starts_on": date(2026, 9, 1)}, "Tuesday 1 September 2026"),
        (
            {
                "start_type": StartType.date_range,
                "starts_earliest_on": date(2026, 9, 1),
                "starts_latest_on": date(2027, 1, 4),
            },
            "Between Tuesday 1 September 2026 and Monday 4 January 2027",
        ),
        ({"start_type": StartType.other, "start_words": "After half term"}, "After half term"),
        ({}, ""),
    ],
)
def test_starts_in_words(fields: dict[str, Any], words: str) -> None:
    assert presenting.start_words(advert(**fields)) == words


def test_places_in_words() -> None:
    one = SchoolFactory.build(locality="Orton", town="Peterborough", postcode="PE2 5QP", name="Abbey")
    two = SchoolFactory.build(locality="", town="Stamford", postcode="PE9 1AA")
    trust = TrustFactory.build(name="Fenland")
    single = advert(schools=[one], organisation=one)
    assert (single.place_name, presenting.place_words(single)) == ("Abbey", "Orton, Peterborough PE2 5QP")
    several = advert(schools=[one, two], organisation=trust)
    assert several.place_name == "Fenland, 2 schools"
    assert presenting.place_words(several) == "Orton, Peterborough and Stamford"
    office = advert(at_head_office=True, office_address="1 Square,", office_postcode="PE1 1XS", organisation=trust)
    assert (office.place_name, presenting.place_words(office)) == ("Fenland", "1 Square, PE1 1XS")


@pytest.mark.parametrize(
    ("words", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_in_words(words: list[str], joined: str) -> None:
    assert presenting.join_words(words) == joined
