"""The arithmetic of the ratio, and how it is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.insight.ratio import (
    Tally,
    academic_year_bounds,
    academic_year_label,
    academic_year_of,
    in_words,
    median,
    months_between,
    roughly,
    round_half_up,
    total,
)

pytestmark = pytest.mark.pure
tallies = st.builds(
    Tally,
    vacancies=st.integers(0, 500),
    initiated=st.integers(0, 5000),
    submitted=st.none() | st.integers(0, 5000),
    still_open=st.integers(0, 5),
    imported=st.booleans(),
)


def test_the_councils_own_figures() -> None:
    launch = Tally(vacancies=872, initiated=4287)
    assert launch.ratio == pytest.approx(4.916, abs=0.001)
    assert in_words(launch.ratio) == "4.9 : 1"
    assert roughly(launch.ratio) == "about 5 : 1"


def test_no_vacancy_is_no_ratio_and_not_nought() -> None:
    assert Tally(vacancies=0, initiated=3).ratio is None
    assert Tally(vacancies=3, initiated=0).ratio == 0
    assert in_words(None) == "no vacancies"
    assert in_words(0.0) == "0.0 : 1"
    assert roughly(None) == roughly(0.2) == ""


@pytest.mark.parametrize(
    ("value", "rounded"), [(4.25, 4.3), (4.249, 4.2), (0.05, 0.1), (2.5, 2.5), (4.35, 4.4), (1.15, 1.2), (10.0, 10.0)]
)
def test_a_half_goes_up(value: float, rounded: float) -> None:
    assert round_half_up(value) == rounded


@given(tallies, tallies, tallies)
def test_adding_does_not_mind_the_order(a: Tally, b: Tally, c: Tally) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert total([a, b, c]) == a + b + c


@given(tallies, tallies)
def test_one_unknown_makes_the_sum_unknown(a: Tally, b: Tally) -> None:
    summed = (a + b).submitted
    assert (summed is None) == (a.submitted is None or b.submitted is None)


@given(st.lists(tallies, min_size=1))
def test_the_whole_lies_between_its_parts(parts: list[Tally]) -> None:
    ratios = [part.ratio for part in parts if part.ratio is not None]
    counted = [part for part in parts if part.vacancies]
    whole = total(counted).ratio
    if whole is not None:
        assert min(ratios) - 1e-9 <= whole <= max(ratios) + 1e-9


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([3.0], 3.0), ([1.0, 9.0], 5.0), ([9.0, 1.0, 2.0], 2.0), ([4.0, 1.0, 2.0, 3.0], 2.5)],
)
def test_the_median(values: list[float], middle: float | None) -> None:
    assert median(values) == middle


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2025, 8, 31), 2024), (date(2025, 9, 1), 2025), (date(2026, 1, 1), 2025), (date(2026, 8, 31), 2025)],
)
def test_the_academic_year_turns_on_the_first_of_september(day: date, year: int) -> None:
    assert academic_year_of(day) == year
    first, last = academic_year_bounds(year)
    assert first <= day <= last


@pytest.mark.parametrize(("year", "label"), [(2025, "2025/26"), (1999, "1999/00"), (2009, "2009/10")])
def test_it_is_written_with_a_slash(year: int, label: str) -> None:
    assert academic_year_label(year) == label


def test_months_run_over_the_turn_of_the_year() -> None:
    months = months_between(date(2025, 11, 20), date(2026, 2, 1))
    assert months == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert months_between(date(2026, 2, 2), date(2026, 1, 1)) == []
