"""What cancelling costs, to the penny."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teachpb.clock import LONDON, is_working_day
from teachpb.cpd.charges import Tier, charge_for, describe, notice_days, read_tiers
from teachpb.cpd.models.course import USUAL_TIERS

pytestmark = pytest.mark.pure

#: Machines may be busy: time says nothing about what is tested here.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TIERS = read_tiers(USUAL_TIERS)
#: Tuesday after the early May bank holiday.
FIRST_DAY = date(2026, 5, 5)


def at(day: int, month: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "notice", "pence"),
    [
        (at(27, 4, 16, 59), 5, 0),  # the worked example of booking.md
        (at(27, 4, 17, 1), 4, 6000),
        (at(1, 5, 17, 1), 0, 12000),
        (at(27, 4, 17, 0), 4, 6000),
        (at(27, 4, 0, 0), 5, 0),
        (at(25, 4, 12), 5, 0),  # Saturday
        (at(26, 4, 23, 59), 5, 0),
        (at(29, 4, 9), 3, 6000),
        (at(30, 4, 16, 59), 2, 6000),
        (at(30, 4, 17), 1, 12000),
        (at(1, 5, 16, 59), 1, 12000),
        (at(2, 5, 9), 0, 12000),
        (at(4, 5, 9), 0, 12000),  # the bank holiday itself
        (at(5, 5, 8), 0, 12000),
        (at(1, 3, 9), 43, 0),
    ],
)
def test_the_worked_example(moment: datetime, notice: int, pence: int) -> None:
    charge = charge_for(price_pence=12000, tiers=TIERS, moment=moment, first_day=FIRST_DAY)
    assert (charge.notice, charge.pence) == (notice, pence)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 27, 16, 59, tzinfo=LONDON), 3),  # Friday before the clocks change: Fri, Mon, Tue
        (datetime(2026, 3, 27, 17, 0, tzinfo=LONDON), 2),
        (datetime(2026, 12, 24, 12, 0, tzinfo=LONDON), 4),
    ],
)
def test_the_cut_off_is_local_time(moment: datetime, expected: int) -> None:
    first = date(2026, 4, 1) if moment.month == 3 else date(2027, 1, 1)
    assert notice_days(moment, first) == expected


@pytest.mark.parametrize(
    ("tiers", "price", "pence"),
    [
        ([], 12000, 0),
        ([Tier(0, percent=100)], 12000, 12000),
        ([Tier(10, percent=0)], 12000, 0),  # shorter notice than every tier costs what the shortest does
        ([Tier(10, percent=0), Tier(1, flat_pence=3500)], 12000, 3500),
        ([Tier(1, flat_pence=5000)], 0, 5000),  # a fee for not coming to a free course
        ([Tier(1, percent=50)], 12001, 6001),  # half a penny is rounded up
        ([Tier(1, percent=33)], 100, 33),
    ],
)
def test_other_terms(tiers: list[Tier], price: int, pence: int) -> None:
    charge = charge_for(price_pence=price, tiers=tiers, moment=at(29, 4, 9), first_day=FIRST_DAY)
    assert charge.pence == pence


@pytest.mark.parametrize(
    "fields",
    [
        {"working_days": 1},
        {"working_days": 1, "percent": 10, "flat_pence": 10},
        {"working_days": -1, "percent": 10},
        {"working_days": 1, "percent": 101},
        {"working_days": 1, "percent": -1},
        {"working_days": 1, "flat_pence": -1},
    ],
)
def test_terms_that_make_no_sense_are_refused(fields: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="tier"):
        Tier(**fields)


@pytest.mark.parametrize(
    ("tiers", "words"),
    [
        (
            TIERS,
            [
                ("5 working days or more", "no charge"),
                ("2 to 4 working days", "50% of the price"),
                ("less than 2 working days", "the full price"),
            ],
        ),
        ([Tier(0, percent=0)], [("at any time", "no charge")]),
        (
            [Tier(4, percent=0), Tier(3, flat_pence=3550), Tier(0, flat_pence=0)],
            [
                ("4 working days or more", "no charge"),
                ("3 working days", "£35.50"),
                ("less than 3 working days", "no charge"),
            ],
        ),
        (
            [Tier(1, percent=0), Tier(0, percent=100)],
            [("1 working day or more", "no charge"), ("less than 1 working day", "the full price")],
        ),
        ([], []),
    ],
)
def test_terms_in_words(tiers: list[Tier], words: list[tuple[str, str]]) -> None:
    assert describe(tiers) == words


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 20), timezones=st.just(LONDON))  # noqa: DTZ001
days = st.dates(date(2026, 1, 2), date(2026, 12, 23))
percents = st.lists(st.integers(0, 100), min_size=1, max_size=4)


@patient
@given(moments, days)
def test_notice_never_grows_as_time_passes(moment: datetime, first: date) -> None:
    later = notice_days(moment + timedelta(hours=7), first)
    assert 0 <= later <= notice_days(moment, first)


@patient
@given(moments, days)
def test_each_working_day_counts_once(moment: datetime, first: date) -> None:
    day = moment.date() + timedelta(days=moment.hour >= 17)
    expected = 0
    while day < first:
        expected += is_working_day(day)
        day += timedelta(days=1)
    assert notice_days(moment, first) == expected


@patient
@given(moments, days, percents, st.integers(0, 500_000))
def test_a_share_of_the_price_is_never_more_than_the_price(
    moment: datetime, first: date, shares: list[int], price: int
) -> None:
    tiers = [Tier(index * 2, percent=share) for index, share in enumerate(shares)]
    charge = charge_for(price_pence=price, tiers=tiers, moment=moment, first_day=first)
    assert 0 <= charge.pence <= price
    assert charge.tier in tiers
    assert charge.notice >= charge.tier.working_days


@patient
@given(moments, days, st.permutations(TIERS))
def test_the_order_in_which_terms_are_stored_means_nothing(moment: datetime, first: date, tiers: list[Tier]) -> None:
    given_order = charge_for(price_pence=9999, tiers=tiers, moment=moment, first_day=first)
    assert given_order == charge_for(price_pence=9999, tiers=TIERS, moment=moment, first_day=first)


@patient
@given(moments, days, st.integers(0, 500_000))
def test_waiting_never_makes_the_usual_terms_cheaper(moment: datetime, first: date, price: int) -> None:
    def pence(when: datetime) -> int:
        return charge_for(price_pence=price, tiers=TIERS, moment=when, first_day=first).pence

    assert pence(moment) <= pence(moment + timedelta(hours=5))


def test_what_is_stored_reads_back() -> None:
    charge = charge_for(price_pence=12000, tiers=TIERS, moment=at(29, 4, 9), first_day=FIRST_DAY)
    stored = charge.store()
    assert stored == {"working_days": 2, "percent": 50, "flat_pence": None, "notice": 3}
    assert Tier.read(stored) == charge.tier
    assert charge_for(price_pence=1, tiers=[], moment=at(29, 4, 9), first_day=FIRST_DAY).store() is None
