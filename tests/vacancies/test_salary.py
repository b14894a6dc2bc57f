"""Pay: words, points, shares of full time, and figures that compare."""

from __future__ import annotations

from typing import Any

import pytest

from teachpb.vacancies import salary
from teachpb.vacancies.models import PayPeriod, PayScale, Vacancy, WorkingPattern

pytestmark = pytest.mark.pure


def advert(low: int | None = 3_000_000, high: int | None = None, **fields: Any) -> Vacancy:
    fields.setdefault("pay_period", PayPeriod.year)
    fields.setdefault("pay_point_from", "")
    fields.setdefault("pay_point_to", "")
    return Vacancy(pay_min_pence=low, pay_max_pence=high, **fields)


@pytest.mark.parametrize(
    ("vacancy", "words"),
    [
        (advert(3_641_300, 4_160_400), "£36,413 to £41,604 a year"),
        (advert(3_641_300), "£36,413 a year"),
        (advert(3_641_300, 3_641_300), "£36,413 a year"),
        (advert(1_250, 1_400, pay_period=PayPeriod.hour), "£12.50 to £14 an hour"),
    ],
)
def test_range_in_words(vacancy: Vacancy, words: str) -> None:
    pay = salary.stated_range(vacancy)
    assert pay is not None
    assert pay.words == words


@pytest.mark.parametrize("vacancy", [advert(None), advert(pay_period=None)])
def test_nothing_stated_is_nothing(vacancy: Vacancy) -> None:
    assert salary.stated_range(vacancy) is None
    assert salary.full_time_range(vacancy) is None
    assert salary.pro_rata_range(vacancy) is None
    assert salary.yearly_pence(vacancy) is None


@pytest.mark.parametrize(
    ("share", "low", "high", "words"),
    [
        (6_000, 3_000_000, 4_000_000, "£18,000 to £24,000 a year"),
        (5_000, 3_333_300, None, "£16,667 a year"),  # half a pound goes up
        (8_784, 2_500_000, None, "£21,960 a year"),  # 32.5 of 37 hours
    ],
)
def test_part_time_pay_pro_rata(share: int, low: int, high: int | None, words: str) -> None:
    pay = salary.pro_rata_range(advert(low, high, fte_basis_points=share, pay_is_full_time_equivalent=True))
    assert pay is not None
    assert pay.words == words


@pytest.mark.parametrize(
    "fields",
    [
        {"fte_basis_points": None, "pay_is_full_time_equivalent": True},
        {"fte_basis_points": 10_000, "pay_is_full_time_equivalent": True},
        {"fte_basis_points": 6_000, "pay_is_full_time_equivalent": False},
        {"fte_basis_points": 6_000, "pay_period": PayPeriod.hour},
    ],
)
def test_no_pro_rata_where_there_is_nothing_to_share(fields: dict[str, Any]) -> None:
    assert salary.pro_rata_range(advert(**fields)) is None


@pytest.mark.parametrize(
    ("vacancy", "yearly"),
    [
        (advert(3_000_000, 4_000_000, pay_is_full_time_equivalent=True), (3_000_000, 4_000_000)),
        (advert(1_800_000, pay_is_full_time_equivalent=False, fte_basis_points=6_000), (3_000_000, 3_000_000)),
        (advert(1_800_000, pay_is_full_time_equivalent=False), (1_800_000, 1_800_000)),
        (advert(1_200, 1_300, pay_period=PayPeriod.hour), (2_315_160, 2_508_090)),
    ],
)
def test_pay_that_compares(vacancy: Vacancy, yearly: tuple[int, int]) -> None:
    assert salary.yearly_pence(vacancy) == yearly


@pytest.mark.parametrize(
    ("scale", "typed", "point"),
    [
        (PayScale.main, "m1", "M1"),
        (PayScale.main, "MPS 6", "M6"),
        (PayScale.main, "UPS3", "U3"),
        (PayScale.main, "4", "M4"),
        (PayScale.main, "M7", None),
        (PayScale.main, "M0", None),
        (PayScale.main, "L1", None),
        (PayScale.upper_range, "3", "U3"),
        (PayScale.upper_range, "M3", None),
        (PayScale.leadership, "l 43", "L43"),
        (PayScale.leadership, "L44", None),
        (PayScale.unqualified, "UQ2", "UQ 2"),
        (PayScale.support, "scp5", "SCP 5"),
        (PayScale.support, "NJC 12", "SCP 12"),
        (PayScale.support, "1", None),
        (PayScale.support, "grade D", None),
        (PayScale.other, " Grade D ", "Grade D"),
    ],
)
def test_points_as_people_type_them(scale: PayScale, typed: str, point: str | None) -> None:
    assert salary.read_point(scale, typed) == point
    if point is not None:
        assert salary.read_point(scale, point) == point, "reading twice changes nothing"


@pytest.mark.parametrize(
    ("scale", "points"),
    [
        (PayScale.main, ["M1", "M6", "U1", "U3"]),
        (PayScale.leadership, ["L1", "L9", "L10", "L43"]),
        (PayScale.support, ["SCP 2", "SCP 9", "SCP 43"]),
    ],
)
def test_points_climb(scale: PayScale, points: list[str]) -> None:
    rungs = [salary.rung(scale, point) for point in points]
    assert rungs == sorted(set(rungs))


def test_points_in_words() -> None:
    assert salary.points_words(advert(pay_point_from="M1", pay_point_to="U3")) == "M1 to U3"
    assert salary.points_words(advert(pay_point_from="L12", pay_point_to="L12")) == "L12"
    assert salary.points_words(advert(pay_point_from="SCP 5")) == "SCP 5"
    assert salary.points_words(advert()) == ""


@pytest.mark.parametrize(("points", "words"), [(6_000, "0.6"), (8_784, "0.8784"), (10_000, "1"), (5_050, "0.505")])
def test_share_in_words(points: int, words: str) -> None:
    assert salary.fte_words(points) == words


@pytest.mark.parametrize(
    ("pence", "period", "good"),
    [
        (500_000, PayPeriod.year, True),
        (499_999, PayPeriod.year, False),
        (30_000_000, PayPeriod.year, True),
        (32_916, PayPeriod.year, False),  # pounds taken for pence
        (1_250, PayPeriod.hour, True),
        (125_000, PayPeriod.hour, False),
    ],
)
def test_slips_of_the_keyboard_are_noticed(pence: int, period: PayPeriod, good: bool) -> None:
    assert salary.is_plausible(pence, period) is good


def test_part_time_only() -> None:
    assert salary.is_part_time_only([WorkingPattern.part_time])
    assert not salary.is_part_time_only([WorkingPattern.part_time, WorkingPattern.full_time])
    assert not salary.is_part_time_only([])
