"""Whose turn it is in the line: the rule itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.cpd.models import LineStrategy
from teachpb.cpd.serving import MOST_SKIPS, Entry, serve, why_waiting

pytestmark = pytest.mark.pure

STRICT, SKIP = LineStrategy.strict, LineStrategy.skip_to_fit


@pytest.mark.parametrize(
    ("entries", "free", "strategy", "offered", "skips"),
    [
        ([], 3, STRICT, [], {}),
        ([Entry(1)], 0, STRICT, [], {}),
        ([Entry(1), Entry(2)], 1, STRICT, [1], {}),
        ([Entry(1, 2), Entry(2)], 1, STRICT, [], {}),  # case 10: nobody is offered
        ([Entry(1, 2), Entry(2)], 1, SKIP, [2], {1: 1}),  # the second is, and the first was passed over once
        ([Entry(1, 2, 1), Entry(2)], 1, SKIP, [2], {1: 2}),
        ([Entry(1, 2, 2), Entry(2)], 1, SKIP, [], {}),  # after two skips it is kept for the first
        ([Entry(1, 2, 2), Entry(2)], 2, SKIP, [1], {}),
        ([Entry(1, 3), Entry(2), Entry(3), Entry(4)], 2, SKIP, [2, 3], {1: 2}),
        ([Entry(1, 4), Entry(2), Entry(3), Entry(4)], 3, SKIP, [2, 3], {1: 2}),  # the third place is kept
        ([Entry(1, 3), Entry(2, 2), Entry(3)], 1, SKIP, [3], {1: 1, 2: 1}),
        ([Entry(1), Entry(2, 5), Entry(3)], 3, STRICT, [1], {}),
        ([Entry(1), Entry(2, 5), Entry(3)], 3, SKIP, [1, 3], {2: 1}),
    ],
)
def test_the_rule(
    entries: list[Entry], free: int, strategy: LineStrategy, offered: list[int], skips: dict[int, int]
) -> None:
    served = serve(entries, free, strategy)
    assert (served.offered, served.skips) == (offered, skips)


LINES = st.lists(st.tuples(st.integers(1, 5), st.integers(0, MOST_SKIPS)), max_size=12).map(
    lambda rows: [Entry(number, size, skips) for number, (size, skips) in enumerate(rows, 1)]
)


@given(LINES, st.integers(0, 15), st.sampled_from(LineStrategy))
def test_never_more_than_there_are_and_nobody_passed_too_often(
    entries: list[Entry], free: int, strategy: LineStrategy
) -> None:
    served = serve(entries, free, strategy)
    sizes = {entry.number: entry.size for entry in entries}
    assert sum(sizes[number] for number in served.offered) <= free
    assert all(0 < count <= MOST_SKIPS for count in served.skips.values())
    assert not set(served.offered) & set(served.skips)
    if strategy is STRICT:
        assert served.offered == [entry.number for entry in entries][: len(served.offered)]
        assert served.skips == {}


@given(LINES, st.integers(0, 15))
def test_the_first_who_fits_is_never_left_standing(entries: list[Entry], free: int) -> None:
    if entries and entries[0].size <= free:
        assert serve(entries, free, SKIP).offered[0] == serve(entries, free, STRICT).offered[0] == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"is_open": False, "free": 2, "ahead": 0, "size": 1}, "closed"),
        ({"is_open": True, "free": 0, "ahead": 0, "size": 1}, "Every place is taken"),
        ({"is_open": True, "free": 1, "ahead": 2, "size": 1}, "before you"),
        ({"is_open": True, "free": 1, "ahead": 0, "size": 2}, "Waiting for 2 together: 1 place is free"),
        ({"is_open": True, "free": 2, "ahead": 0, "size": 3}, "Waiting for 3 together: 2 places are free"),
        ({"is_open": True, "free": 2, "ahead": 0, "size": 2}, "on its way"),
    ],
)
def test_why_there_is_no_offer_yet(facts: dict[str, int], said: str) -> None:
    assert said in why_waiting(**facts)  # type: ignore[arg-type]
