"""When alerts go out, by the clock in London, on both sides of the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from teachpb.alerts.models import Frequency
from teachpb.alerts.schedule import last_slot, next_slot
from teachpb.clock import LONDON, to_london

pytestmark = pytest.mark.pure
D, W = Frequency.daily, Frequency.weekly


def london(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("frequency", "moment", "last", "following"),
    [
        (D, london(4, 24, 14, 59), london(4, 23, 15), london(4, 24, 15)),
        (D, london(4, 24, 15), london(4, 24, 15), london(4, 25, 15)),
        (D, london(4, 24, 23, 59), london(4, 24, 15), london(4, 25, 15)),
        (D, london(4, 25, 0), london(4, 24, 15), london(4, 25, 15)),
        (W, london(4, 24, 17, 59), london(4, 17, 18), london(4, 24, 18)),  # 24 April is a Friday
        (W, london(4, 24, 18), london(4, 24, 18), london(5, 1, 18)),
        (W, london(4, 25, 9), london(4, 24, 18), london(5, 1, 18)),
        (W, london(4, 30, 23), london(4, 24, 18), london(5, 1, 18)),
        # summer time begins on 29 March, ends on 25 October
        (D, london(3, 29, 12), london(3, 28, 15), london(3, 29, 15)),
        (D, london(3, 29, 15), london(3, 29, 15), london(3, 30, 15)),
        (D, london(10, 25, 14, 59), london(10, 24, 15), london(10, 25, 15)),
        (W, london(4, 1, 12), london(3, 27, 18), london(4, 3, 18)),
        (W, london(10, 26, 12), london(10, 23, 18), london(10, 30, 18)),
    ],
)
def test_slots(frequency: Frequency, moment: datetime, last: datetime, following: datetime) -> None:
    assert last_slot(frequency, moment.astimezone(UTC)) == last
    assert next_slot(frequency, moment.astimezone(UTC)) == following


def test_three_o_clock_is_two_in_utc_in_summer_and_three_in_winter() -> None:
    assert last_slot(D, london(7, 1, 20)).astimezone(UTC).hour == 14
    assert last_slot(D, london(12, 1, 20)).astimezone(UTC).hour == 15


@pytest.mark.parametrize("frequency", Frequency)
def test_slots_follow_each_other_all_year(frequency: Frequency) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    step = timedelta(hours=7)
    while moment.year == 2026:
        last, following = last_slot(frequency, moment), next_slot(frequency, moment)
        assert last <= moment < following
        assert last_slot(frequency, following) == following
        assert last_slot(frequency, following - timedelta(seconds=1)) == last
        assert to_london(following).hour == (18 if frequency is W else 15)
        moment += step
