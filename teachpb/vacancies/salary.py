"""Pay in words and figures. Amounts are integer pence.

Scale points are those of the School Teachers’ Pay and Conditions Document (M1–M6, U1–U3, L1–L43, unqualified 1–6) and
of the National Joint Council’s pay spine for support staff (points 2–43).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from teachpb.vacancies.models import PayPeriod, PayScale, Vacancy, WorkingPattern

WHOLE = 10_000

#: Hours in a full-time support year, as the NJC divides it: 52.143 weeks of 37 hours.
HOURS_A_YEAR = 1929.3

#: Amounts outside these are slips of the keyboard (pence for pounds, a missing nought).
PLAUSIBLE = {PayPeriod.year: (500_000, 30_000_000), PayPeriod.hour: (500, 50_000)}

#: scale -> letters a point may carry, with its last number, in climbing order
LADDERS: dict[PayScale, tuple[tuple[str, int, int], ...]] = {
    PayScale.main: (("M", 1, 6), ("U", 1, 3)),
    PayScale.upper_range: (("U", 1, 3),),
    PayScale.leadership: (("L", 1, 43),),
    PayScale.unqualified: (("UQ", 1, 6),),
    PayScale.support: (("SCP", 2, 43),),
}
_SPELLINGS = {"MPS": "M", "MPR": "M", "UPS": "U", "UPR": "U", "LPS": "L", "UNQ": "UQ", "UQT": "UQ", "NJC": "SCP"}


@dataclass(frozen=True)
class Range:
    """From ``low`` to ``high`` pence a period; equal when there is only one figure."""

    low: int
    high: int
    period: PayPeriod

    @property
    def words(self) -> str:
        """“£32,916 to £45,352 a year”."""
        figures = pounds(self.low) if self.low == self.high else f"{pounds(self.low)} to {pounds(self.high)}"
        return f"{figures} {self.period.label}"

    def scaled(self, numerator: int, denominator: int) -> Range:
        """Each figure times numerator/denominator, rounded to whole pounds for a year and to pence for an hour."""
        unit = 100 if self.period is PayPeriod.year else 1
        low, high = (
            _divide(figure * numerator, denominator * unit) * unit if figure else 0 for figure in (self.low, self.high)
        )
        return Range(low, high, self.period)


def _divide(numerator: int, denominator: int) -> int:
    """Rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def pounds(pence: int) -> str:
    return f"£{pence // 100:,}" + (f".{pence % 100:02}" if pence % 100 else "")


def stated_range(vacancy: Vacancy) -> Range | None:
    """What the advert states; None while it states nothing."""
    if vacancy.pay_min_pence is None or vacancy.pay_period is None:
        return None
    return Range(vacancy.pay_min_pence, vacancy.pay_max_pence or vacancy.pay_min_pence, vacancy.pay_period)


def is_part_time_only(patterns: list[WorkingPattern]) -> bool:
    return bool(patterns) and WorkingPattern.full_time not in patterns


def full_time_range(vacancy: Vacancy) -> Range | None:
    """The stated range as if worked full time: what makes two adverts comparable. Hourly pay stays hourly."""
    stated = stated_range(vacancy)
    if stated is None or stated.period is PayPeriod.hour or vacancy.pay_is_full_time_equivalent is not False:
        return stated
    return stated.scaled(WHOLE, vacancy.fte_basis_points) if vacancy.fte_basis_points else stated


def pro_rata_range(vacancy: Vacancy) -> Range | None:
    """What a part-time post really pays, when the advert states the full-time equivalent and the share; else None."""
    stated = stated_range(vacancy)
    if stated is None or stated.period is PayPeriod.hour or not vacancy.fte_basis_points:
        return None
    if vacancy.pay_is_full_time_equivalent is False or vacancy.fte_basis_points == WHOLE:
        return None
    return stated.scaled(vacancy.fte_basis_points, WHOLE)


def yearly_pence(vacancy: Vacancy) -> tuple[int, int] | None:
    """(low, high) as full-time pay a year, for filtering and sorting; hourly pay is taken for a full year."""
    pay = full_time_range(vacancy)
    if pay is None:
        return None
    if pay.period is PayPeriod.hour:
        return int(pay.low * HOURS_A_YEAR), int(pay.high * HOURS_A_YEAR)
    return pay.low, pay.high


def points_words(vacancy: Vacancy) -> str:
    """“M1 to M6”, “SCP 5”, or an empty string."""
    points = [point for point in (vacancy.pay_point_from, vacancy.pay_point_to) if point]
    return " to ".join(dict.fromkeys(points))


def fte_words(basis_points: int) -> str:
    """0.6 for 6000."""
    return f"{basis_points / WHOLE:.4f}".rstrip("0").rstrip(".")


def read_point(scale: PayScale, text: str) -> str | None:
    """A point as the scale writes it (“mps 1” is M1, “scp5” is SCP 5, “12” on leadership is L12); None if it has none
    such."""
    if scale is PayScale.other:
        return text.strip()
    match = re.fullmatch(r"([A-Z]*)(\d{1,2})", re.sub(r"[\s.\-]", "", text.upper()))
    if match is None:
        return None
    letters, number = _SPELLINGS.get(match[1], match[1]), int(match[2])
    for letter, first, last in LADDERS[scale]:
        if letters in {"", letter}:
            return _point(letter, number) if first <= number <= last else None
    return None


def rung(scale: PayScale, point: str) -> int:
    """How high a point stands on its scale; only for points ``read_point`` has accepted."""
    match = re.fullmatch(r"(\D+?)\s*(\d+)", point)
    if match is None:
        return 0
    letters = [letter for letter, _, _ in LADDERS.get(scale, ())]
    return letters.index(match[1]) * 100 + int(match[2])


def _point(letter: str, number: int) -> str:
    return f"{letter} {number}" if letter in {"SCP", "UQ"} else f"{letter}{number}"


def plausible_words(period: PayPeriod) -> str:
    low, high = PLAUSIBLE[period]
    return f"{pounds(low)} and {pounds(high)}"


def is_plausible(pence: int, period: PayPeriod) -> bool:
    low, high = PLAUSIBLE[period]
    return low <= pence <= high
