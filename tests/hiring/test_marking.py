"""From marks to a ranking: the formula, ties, and what is missing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachpb.hiring import marking

pytestmark = pytest.mark.pure

lines = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 4)), min_size=1, max_size=8)
totals = st.dictionaries(st.integers(1, 50), st.none() | st.sampled_from([Fraction(n, 10) for n in range(0, 1000, 37)]))


@pytest.mark.parametrize(
    ("given_lines", "shown"),
    [
        ([(1, 4), (5, 4)], "100"),
        ([(1, 0), (5, 0)], "0"),
        ([(5, 4), (1, 0)], "83.3"),
        ([(1, 4), (5, 0)], "16.7"),
        ([(3, Fraction(5, 2))], "62.5"),
        ([(1, 1), (1, 1), (1, 2)], "33.3"),
        ([(3, 2), (2, None)], ""),
        ([], ""),
    ],
)
def test_the_formula(given_lines: list[tuple[int, int | None]], shown: str) -> None:
    assert marking.shown(marking.total(given_lines)) == shown


@pytest.mark.parametrize(
    ("found", "places", "shared"),
    [
        ({1: 80, 2: 90, 3: 70}, {2: 1, 1: 2, 3: 3}, set()),
        ({1: 80, 2: 80, 3: 80, 4: 10}, {1: 1, 2: 1, 3: 1, 4: 4}, {1, 2, 3}),
        ({1: 90, 2: 80, 3: 80, 4: 70}, {1: 1, 2: 2, 3: 2, 4: 4}, {2, 3}),
        ({1: None, 2: 5}, {2: 1}, set()),
        ({}, {}, set()),
    ],
)
def test_places_and_ties(found: dict[int, int | None], places: dict[int, int], shared: set[int]) -> None:
    values = {key: None if value is None else Fraction(value) for key, value in found.items()}
    assert marking.ranks(values) == places
    assert marking.ties(places) == shared


@pytest.mark.parametrize(
    ("points", "spread", "wide"), [([], 0, False), ([3], 0, False), ([3, 2], 1, False), ([4, 2, 3], 2, True)]
)
def test_far_apart(points: list[int], spread: int, wide: bool) -> None:
    assert marking.spread(points) == spread
    assert marking.is_wide(points) is wide


@given(lines)
@settings(max_examples=40)
def test_a_total_is_out_of_a_hundred_and_a_better_mark_never_lowers_it(found: list[tuple[int, int]]) -> None:
    total = marking.total(found)
    assert total is not None and 0 <= total <= 100
    weight, points = found[0]
    better = marking.total([(weight, min(points + 1, 4)), *found[1:]])
    assert better is not None and better >= total
    assert marking.total(list(reversed(found))) == total


@given(totals)
@settings(max_examples=40)
def test_whoever_reads_alike_ranks_alike(found: dict[int, Fraction | None]) -> None:
    places = marking.ranks(found)
    assert set(places) == {key for key, value in found.items() if value is not None}
    for one in places:
        for other in places:
            assert (places[one] < places[other]) == (found[one] > found[other])  # type: ignore[operator]
            assert (places[one] == places[other]) == (marking.shown(found[one]) == marking.shown(found[other]))
