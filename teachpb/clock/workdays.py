"""Working days: Monday to Friday, less the bank holidays of England and Wales.

Source: GOV.UK bank holidays, as cached in the ``govuk-bank-holidays`` package (no network is used).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from govuk_bank_holidays.bank_holidays import BankHolidays


@lru_cache(maxsize=1)
def bank_holidays() -> frozenset[date]:
    """Every bank holiday of England and Wales the package knows."""
    source = BankHolidays(use_cached_holidays=True)
    return frozenset(holiday["date"] for holiday in source.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays()


def add_working_days(day: date, count: int) -> date:
    """The working day that lies ``count`` working days after ``day`` (before it, when negative)."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        if is_working_day(day):
            left -= 1
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days ``d`` there are with start <= d < end; 0 when ``end`` is not after ``start``."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=offset)) for offset in range(max(0, days)))
