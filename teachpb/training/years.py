"""Academic years: 1 September to 31 August (``vocabulary.md``). Pure."""

from __future__ import annotations

from datetime import date


def year_of(day: date) -> int:
    """2025 for every day from 1 September 2025 to 31 August 2026."""
    return day.year if day.month >= 9 else day.year - 1


def year_name(year: int) -> str:
    """“2025–26”."""
    return f"{year}–{(year + 1) % 100:02}"
