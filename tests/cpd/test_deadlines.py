"""By when places are approved and people named."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb import clock
from teachpb.cpd.deadlines import approval_due, half_way, names_chased, names_due

pytestmark = pytest.mark.pure


def at(day: int, month: int, hour: int, minute: int = 0) -> datetime:
    return clock.at_london(date(2026, month, day), time(hour, minute))


@pytest.mark.parametrize(
    ("asked", "first_day", "due"),
    [
        (at(20, 4, 10), date(2026, 5, 20), at(27, 4, 10)),
        (at(24, 4, 10), date(2026, 6, 20), at(1, 5, 10)),
        (at(27, 4, 10), date(2026, 6, 20), at(5, 5, 10)),  # 4 May is a bank holiday
        (at(27, 4, 10), date(2026, 4, 30), at(28, 4, 17)),
        (at(30, 4, 10), date(2026, 5, 5), at(30, 4, 17)),
        (at(30, 4, 18), date(2026, 5, 5), at(30, 4, 17)),  # too late to ask
    ],
)
def test_the_earlier_of_five_working_days_and_two_before_the_start(
    asked: datetime, first_day: date, due: datetime
) -> None:
    assert approval_due(asked, first_day) == due


def test_names_are_due_five_working_days_before_and_asked_for_two_before_that() -> None:
    due = names_due(date(2026, 5, 12))
    assert due == at(4, 5, 17) or due == at(5, 5, 17)
    assert clock.working_days_between(clock.to_london(due).date(), date(2026, 5, 12)) == 5
    assert names_chased(due) < due


@given(st.integers(0, 400), st.integers(0, 23), st.integers(3, 400))
def test_an_approval_is_never_due_within_two_working_days_of_the_start(offset: int, hour: int, lead: int) -> None:
    asked = clock.at_london(date.fromordinal(date(2026, 1, 1).toordinal() + offset), time(hour))
    first = date.fromordinal(clock.to_london(asked).date().toordinal() + lead)
    due = approval_due(asked, first)
    assert clock.working_days_between(clock.to_london(due).date(), first) >= 2
    if due > asked:
        assert asked < half_way(asked, due) < due
