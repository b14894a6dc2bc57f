"""The years schools count in."""

from __future__ import annotations

from datetime import date, timedelta

from teachpb.invoices.models import BudgetYear

#: In which month each kind of year begins.
FIRST_MONTH = {BudgetYear.academic: 9, BudgetYear.financial: 4}


def year_start(day: date, kind: BudgetYear) -> date:
    """The first day of the year that ``day`` is in."""
    month = FIRST_MONTH[kind]
    return date(day.year if day.month >= month else day.year - 1, month, 1)


def year_end(start: date) -> date:
    """The last day of the year that begins on ``start``."""
    return date(start.year + 1, start.month, 1) - timedelta(days=1)


def year_label(start: date) -> str:
    """“2025 to 2026”."""
    return f"{start.year} to {start.year + 1}"


def asked_year(text: str, *, today: date, kind: BudgetYear) -> date:
    """The year that an address names by its first calendar year; the present one for anything else."""
    now = year_start(today, kind)
    if text.isascii() and text.isdecimal() and abs(int(text[:6]) - now.year) <= 10:
        return date(int(text[:6]), FIRST_MONTH[kind], 1)
    return now
