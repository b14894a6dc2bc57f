"""The ratio: applications per vacancy, by the vacancy's publish date.

Definitions (``vocabulary.md``): *initiated* is a draft begun, or a click through to an external form; the ratio is
initiated ÷ vacancies published, and likewise for submitted. A relist and its parents are one campaign, counted once.
Nothing here asks a database or a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Vacancies published in a stretch of time, and the applications they drew.

    ``submitted`` is None where it was never counted (months before this system). ``still_open`` says how many of the
    vacancies may yet draw more.
    """

    vacancies: int = 0
    initiated: int = 0
    submitted: int | None = 0
    still_open: int = 0
    imported: bool = False

    def __add__(self, other: Tally) -> Tally:
        known = self.submitted is not None and other.submitted is not None
        return Tally(
            vacancies=self.vacancies + other.vacancies,
            initiated=self.initiated + other.initiated,
            submitted=(self.submitted or 0) + (other.submitted or 0) if known else None,
            still_open=self.still_open + other.still_open,
            imported=self.imported or other.imported,
        )

    @property
    def ratio(self) -> float | None:
        """Initiated per vacancy; None without a vacancy, for that is not a ratio of nought."""
        return self.initiated / self.vacancies if self.vacancies else None

    @property
    def submitted_ratio(self) -> float | None:
        return self.submitted / self.vacancies if self.vacancies and self.submitted is not None else None


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def in_words(ratio: float | None) -> str:
    """“4.9 : 1”; “no vacancies” when there is no ratio."""
    return "no vacancies" if ratio is None else f"{round_half_up(ratio):.1f} : 1"


def roughly(ratio: float | None) -> str:
    """“about 5 : 1”, to the nearest whole number; empty when there is none or it is below a half."""
    if ratio is None or ratio < 0.5:
        return ""
    return f"about {int(ratio + 0.5)} : 1"


def round_half_up(value: float) -> float:
    """To one decimal place, a half upwards, as people do: 4.25 is 4.3."""
    return int(value * 10 + 0.5 + 1e-9) / 10


def median(values: Iterable[float]) -> float | None:
    """The middle value; None of nothing."""
    ranked = sorted(values)
    if not ranked:
        return None
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


def academic_year_of(day: date) -> int:
    """The year in which the academic year began: 1 September 2025 to 31 August 2026 is 2025."""
    return day.year if day.month >= 9 else day.year - 1


def academic_year_label(start: int) -> str:
    """“2025/26”."""
    return f"{start}/{(start + 1) % 100:02}"


def academic_year_bounds(start: int) -> tuple[date, date]:
    """First and last day."""
    return date(start, 9, 1), date(start + 1, 8, 31)


def month_of(day: date) -> date:
    """The first of its month."""
    return day.replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """The first of every month from ``first`` to ``last``, both included."""
    months = []
    month = month_of(first)
    while month <= last:
        months.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return months
