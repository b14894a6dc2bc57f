"""Lights, reminders and academic years: no database needed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.training.standing import Holding, Light, light_of, newest, stage_due
from teachpb.training.years import year_name, year_of

TODAY = date(2026, 4, 24)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def holding(expires: date | None, completed: date = date(2025, 1, 1), source: str = "entry-1") -> Holding:
    return Holding(source, "cara@example.org", 1, "DSL", completed, expires)


@pytest.mark.parametrize(
    ("left", "light"),
    [(91, Light.green), (90, Light.amber), (0, Light.amber), (-1, Light.red), (-900, Light.red)],
)
def test_the_light(left: int, light: Light) -> None:
    assert light_of(holding(TODAY + timedelta(days=left)), TODAY) is light


def test_what_holds_for_good_and_what_is_missing() -> None:
    assert light_of(holding(None), TODAY) is Light.green
    assert light_of(None, TODAY) is Light.missing
    assert [light for light in Light if not light.needs_action] == [Light.green]


@pytest.mark.parametrize(
    ("left", "stage"), [(91, None), (90, 90), (31, 90), (30, 30), (1, 30), (0, 0), (-30, 0), (-31, None)]
)
def test_the_reminder_that_is_due(left: int, stage: int | None) -> None:
    assert stage_due(TODAY + timedelta(days=left), TODAY) == stage


@given(DAYS, DAYS)
def test_a_reminder_is_due_only_when_the_light_is_not_green(expires: date, today: date) -> None:
    if stage_due(expires, today) is not None:
        assert light_of(holding(expires), today).needs_action


def test_renewed_early_the_new_one_counts() -> None:
    old, new = holding(date(2026, 5, 1)), holding(date(2028, 4, 1), date(2026, 4, 1), "entry-2")
    for pair in ([old, new], [new, old]):
        assert newest(pair) is new
    assert newest([new, forever := holding(None)]) is forever
    assert newest([]) is None


@given(st.lists(st.one_of(st.none(), DAYS), min_size=1, max_size=6))
def test_the_newest_holds_longest(ends: list[date | None]) -> None:
    best = newest(holding(each, source=f"entry-{number}") for number, each in enumerate(ends))
    assert best is not None
    assert (best.expires_on or date.max) == max(each or date.max for each in ends)


@given(DAYS)
def test_a_year_begins_on_the_first_of_september(day: date) -> None:
    year = year_of(day)
    assert date(year, 9, 1) <= day <= date(year + 1, 8, 31)


def test_its_name() -> None:
    assert (year_name(2025), year_name(1999)) == ("2025–26", "1999–00")
