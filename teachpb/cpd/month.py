"""A month as a wall calendar shows it. Pure: days in, weeks out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from teachpb.cpd.models import CourseSession

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Day:
    """One day, with the sessions on it; ``inside`` the month on show."""

    day: date
    inside: bool
    sessions: tuple[CourseSession, ...] = ()


@dataclass(frozen=True)
class Month:
    """Whole weeks from Monday to Sunday."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def name(self) -> str:
        return f"{self.first:%B %Y}"

    @property
    def days(self) -> list[Day]:
        """The days of this month on which something is on: what a narrow screen shows."""
        return [day for week in self.weeks for day in week if day.inside and day.sessions]


def read_month(text: str, today: date) -> date:
    """The first day of the month written "2026-05"; of this month, for anything else."""
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def move(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def span_of(first: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def month_of(first: date, sessions: Iterable[CourseSession]) -> Month:
    by_day: dict[date, list[CourseSession]] = {}
    for session in sessions:
        by_day.setdefault(session.day, []).append(session)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first,
        tuple(
            tuple(
                Day(day, day.month == first.month, tuple(by_day.get(day, ())) if day.month == first.month else ())
                for day in week
            )
            for week in weeks
        ),
    )
