"""From marks to a ranking. Pure.

The total of a candidate is

    100 × Σ (weight × points) ÷ Σ (weight × 4)

over all criteria of the stage. The points of a criterion are those that were agreed, or else the mean of all markers.
Somebody who was not marked on every criterion has no total and no rank: nothing is made up for what is missing.
Totals are compared as they are shown, to a tenth, so that those who read alike rank alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

MOST = 4
#: Markers so far apart (in points) should talk.
WIDE = 2


def mean(points: Sequence[int]) -> Fraction | None:
    return Fraction(sum(points), len(points)) if points else None


def spread(points: Sequence[int]) -> int:
    """How far the markers are apart."""
    return max(points) - min(points) if points else 0


def is_wide(points: Sequence[int]) -> bool:
    return spread(points) >= WIDE


def total(lines: Iterable[tuple[int, Fraction | int | None]]) -> Fraction | None:
    """Of (weight, points): the total out of 100, to a tenth; None when a criterion has no points, or there are no
    criteria."""
    found = list(lines)
    whole = sum(weight * MOST for weight, _ in found)
    got = Fraction(0)
    for weight, points in found:
        if points is None:
            return None
        got += weight * Fraction(points)
    return to_tenth(100 * got / whole) if whole else None


def to_tenth(number: Fraction) -> Fraction:
    """Rounded half up, as people do."""
    return Fraction((number * 10 + Fraction(1, 2)).__floor__(), 10)


def ranks(totals: Mapping[int, Fraction | None]) -> dict[int, int]:
    """The place of each that has a total: equal totals share a place, and the next place is left out (1, 2, 2, 4)."""
    known = {key: value for key, value in totals.items() if value is not None}
    return {key: 1 + sum(other > value for other in known.values()) for key, value in known.items()}


def ties(places: Mapping[int, int]) -> set[int]:
    """Those who share their place with somebody."""
    numbers = list(places.values())
    return {key for key, place in places.items() if numbers.count(place) > 1}


def shown(number: Fraction | None) -> str:
    """“72.5”, “80”; nothing for nothing."""
    if number is None:
        return ""
    tenth = to_tenth(number)
    return str(tenth.numerator) if tenth.denominator == 1 else f"{float(tenth):.1f}"
