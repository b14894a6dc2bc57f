"""Nobody's answer can be worked out from a published table, by the arithmetic a clever reader has."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachpb.applications.suppression import LEAST, publish

#: Up to four vacancies with up to four answers each, and at least five people in each.
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width).filter(lambda row: sum(row) >= LEAST),
        min_size=1,
        max_size=4,
    )
)


def fixed_by_algebra(parts: list[list[int]], shown: list[list[int | None]]) -> list[tuple[int, int]]:
    """The counts left out that the equations fix, found by elimination: an oracle that knows nothing of graphs."""
    rows, width = len(parts) + 1, len(parts[0])
    unknown = [(r, c) for r in range(rows) for c in range(width) if shown[r][c] is None]
    equations = [[Fraction(cell[0] == r) for cell in unknown] for r in range(rows)]
    equations += [
        [Fraction(0 if cell[1] != c else (-1 if cell[0] == rows - 1 else 1)) for cell in unknown] for c in range(width)
    ]
    pivot = 0
    for column in range(len(unknown)):
        found = next((n for n in range(pivot, len(equations)) if equations[n][column]), None)
        if found is None:
            continue
        equations[pivot], equations[found] = equations[found], equations[pivot]
        equations[pivot] = [value / equations[pivot][column] for value in equations[pivot]]
        for n, row in enumerate(equations):
            if n != pivot and row[column]:
                equations[n] = [a - row[column] * b for a, b in zip(row, equations[pivot], strict=True)]
        pivot += 1
    alone = [row for row in equations if sum(bool(value) for value in row) == 1]
    return [unknown[next(n for n, value in enumerate(row) if value)] for row in alone]


@settings(max_examples=150)
@given(TABLES)
def test_no_count_left_out_can_be_worked_out(parts: list[list[int]]) -> None:
    shown = publish(parts)
    assert fixed_by_algebra(parts, shown) == []


@settings(max_examples=60)
@given(TABLES)
def test_what_is_told_is_true_and_never_small(parts: list[list[int]]) -> None:
    shown = publish(parts)
    true = [*parts, [sum(column) for column in zip(*parts, strict=True)]]
    for line, truth in zip(shown, true, strict=True):
        assert all(told is None or (told == number and told >= LEAST) for told, number in zip(line, truth, strict=True))
        left_out = [number for told, number in zip(line, truth, strict=True) if told is None]
        assert not left_out or len(left_out) == len(line) or sum(left_out) >= LEAST


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([[5, 5]], [[5, 5], [5, 5]]),
        ([[4, 5]], [[None, None], [None, None]]),  # the other one would tell
        ([[4, 6, 9]], [[None, None, 9], [None, None, 9]]),  # the smaller of the others goes with it
        ([[0, 0, 9, 20]], [[None, None, None, 20], [None, None, None, 20]]),  # two noughts together say they are two
        ([[20, 20], [30, 30]], [[20, 20], [30, 30], [50, 50]]),
        ([[3, 20], [30, 30]], [[None, None], [None, None], [33, 50]]),  # the whole less one part is the other part
    ],
)
def test_tables_one_can_check_by_hand(parts: list[list[int]], shown: list[list[int | None]]) -> None:
    assert publish(parts) == shown
