"""Until when an offer from the waiting list runs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teachpb.clock import LONDON, is_working_day, to_london
from teachpb.cpd.offers import CLOSES, OPENS, offer_ends

pytestmark = pytest.mark.pure

#: Machines may be busy: time says nothing about what is tested here.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("offered", "hours", "ends"),
    [
        ("2026-04-24 16:00", 48, "2026-04-28 16:00"),  # Friday to Tuesday
        ("2026-05-01 16:00", 48, "2026-05-06 16:00"),  # over the early May bank holiday: Wednesday
        ("2026-04-20 09:00", 48, "2026-04-22 09:00"),
        ("2026-04-20 22:00", 48, "2026-04-23 08:00"),  # at night it begins in the morning
        ("2026-04-20 06:30", 48, "2026-04-22 08:00"),
        ("2026-04-25 12:00", 48, "2026-04-29 08:00"),  # Saturday: counts from Monday
        ("2026-04-20 10:00", 24, "2026-04-21 10:00"),
        ("2026-04-20 16:00", 36, "2026-04-22 08:00"),  # would end at 4 in the morning
        ("2026-04-24 16:00", 36, "2026-04-28 08:00"),
        ("2026-04-20 10:00", 6, "2026-04-20 16:00"),
        ("2026-04-20 16:00", 3, "2026-04-21 08:00"),  # would end at 7 in the evening
        ("2026-10-23 16:00", 48, "2026-10-27 16:00"),  # the clocks go back: still 4 o’clock
        ("2026-12-24 12:00", 48, "2026-12-30 12:00"),  # Christmas, and Boxing Day kept on Monday
    ],
)
def test_hours_pass_on_working_days_only(offered: str, hours: int, ends: str) -> None:
    assert to_london(offer_ends(london(offered), hours)) == london(ends)


def test_an_offer_never_outlives_the_booking() -> None:
    latest = london("2026-04-27 09:00")
    assert offer_ends(london("2026-04-24 16:00"), 48, latest=latest) == latest


@patient
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(LONDON)),  # noqa: DTZ001
    st.integers(1, 120),
)
def test_no_offer_ends_at_night_or_on_a_free_day(moment: datetime, hours: int) -> None:
    ends = to_london(offer_ends(moment, hours))
    assert OPENS <= ends.time() <= CLOSES
    assert is_working_day(ends.date())
    assert ends > moment


@patient
@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(24, 119))
def test_a_longer_offer_never_ends_sooner(day: date, hours: int) -> None:
    moment = datetime.combine(day, time(11), tzinfo=LONDON)
    assert offer_ends(moment, hours) <= offer_ends(moment, hours + 1)
    assert offer_ends(moment, hours) - moment >= timedelta(hours=min(hours, 14))
