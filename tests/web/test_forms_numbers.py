"""Numbers and money, as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from teachpb.web.forms import DecimalField, IntegerField, PoundsField, Required
from tests.support.forms import answer, bare_request, form_with

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("36413", 36_413_00),
        ("36,413", 36_413_00),
        ("£36,413", 36_413_00),
        ("£ 36 413", 36_413_00),
        ("36413.50", 36_413_50),
        ("36413.5", 36_413_50),
        ("12.", 12_00),
        ("0", 0),
        ("0.07", 7),
        ("GBP 100", 100_00),
        ("1,036,413", 1_036_413_00),
        ("￡３６４１３", 36_413_00),
    ],
)
def test_money_is_whole_pence(typed: str, pence: int) -> None:
    assert answer(PoundsField("Salary"), typed) == (pence, [])


@pytest.mark.parametrize(
    "typed", ["36k", "36,41", "36.413,50", "1.234", "-5", "£", "ten", "1e5", "36 413 pounds", "٣٦", "½", "²", "£1£2"]
)
def test_not_money(typed: str) -> None:
    assert answer(PoundsField("Salary"), typed) == (
        None,
        ["Salary must be an amount of money, like 36,413 or 12.50"],
    )


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("999.99", ["Salary must be between £1,000 and £2,000.50"]),
        ("1000", []),
        ("2000.50", []),
        ("2000.51", ["Salary must be between £1,000 and £2,000.50"]),
    ],
)
def test_money_has_bounds(typed: str, errors: list[str]) -> None:
    assert answer(PoundsField("Salary", min=1_000_00, max=2_000_50), typed)[1] == errors


def test_too_much_money_is_a_slip() -> None:
    assert answer(PoundsField("Salary"), "99999999999999999999999999999999999")[1] == [
        "Salary must be £10,000,000 or less"
    ]


@pytest.mark.parametrize(("pence", "shown"), [(36_413_00, "36,413"), (12_50, "12.50"), (5, "0.05"), (0, "0")])
def test_stored_money_is_shown_as_people_write_it(pence: int, shown: str) -> None:
    form = form_with(None, stored={"pay": pence}, pay=PoundsField("Salary"))
    assert f'value="{shown}"' in form.pay()  # type: ignore[attr-defined]
    assert form.pay.display() == f"£{shown}"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("1,200", 1200), (" 7 ", 7), ("007", 7), ("1 200", 1200), ("２", 2)]
)
def test_a_whole_number(typed: str, number: int) -> None:
    assert answer(IntegerField("Places"), typed) == (number, [])


@pytest.mark.parametrize("typed", ["twelve", "1.5", "1,20", "--1", "+", "1e3", "²", "0x10", "1_000", "٣"])
def test_not_a_whole_number(typed: str) -> None:
    assert answer(IntegerField("Places"), typed) == (None, ["Places must be a whole number, like 12"])


@pytest.mark.parametrize(
    ("options", "typed", "error"),
    [
        ({}, "-1", "Places must be 0 or more"),
        ({"min": 1}, "0", "Places must be 1 or more"),
        ({"min": 1, "max": 30}, "31", "Places must be between 1 and 30"),
        ({"min": 1, "max": 1500}, "0", "Places must be between 1 and 1,500"),
        ({}, "9" * 199, "Places must be 2,147,483,647 or less"),
        ({}, "2147483648", "Places must be 2,147,483,647 or less"),
        ({"min": -5}, "-6", "Places must be -5 or more"),
    ],
)
def test_a_number_out_of_bounds(options: dict[str, Any], typed: str, error: str) -> None:
    assert answer(IntegerField("Places", **options), typed)[1] == [error]


def test_a_number_on_the_bounds() -> None:
    assert answer(IntegerField("Places", min=1, max=30), "1") == (1, [])
    assert answer(IntegerField("Places", min=1, max=30), "30") == (30, [])
    assert answer(IntegerField("Offset", min=-5), "−5") == (-5, [])


@pytest.mark.parametrize(
    ("typed", "number"), [("0.6", "0.6"), (".6", "0.6"), ("1", "1"), ("0,6", "0.6"), ("1.00", "1.00"), ("0.65", "0.65")]
)
def test_a_decimal(typed: str, number: str) -> None:
    assert answer(DecimalField("Hours", min=0, max=1), typed) == (Decimal(number), [])


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("half", "Hours must be a number, like 0.6"),
        (".", "Hours must be a number, like 0.6"),
        ("NaN", "Hours must be a number, like 0.6"),
        ("Infinity", "Hours must be a number, like 0.6"),
        ("0.655", "Hours must have 2 decimal places or fewer"),
        ("1.01", "Hours must be between 0 and 1"),
    ],
)
def test_not_a_decimal(typed: str, error: str) -> None:
    assert answer(DecimalField("Hours", min=0, max=1), typed)[1] == [error]


def test_a_stored_decimal_has_no_idle_noughts() -> None:
    form = form_with(None, stored={"fte": Decimal("0.60")}, fte=DecimalField("Hours"))
    assert 'value="0.6"' in form.fte()  # type: ignore[attr-defined]
    whole = form_with(None, stored={"fte": Decimal("100")}, fte=DecimalField("Hours"))
    assert 'value="100"' in whole.fte()  # type: ignore[attr-defined]


def test_nought_is_an_answer() -> None:
    assert answer(IntegerField("Places", [Required("Enter the places")]), "0") == (0, [])
    assert answer(PoundsField("Price", [Required("Enter the price")]), "0") == (0, [])
    assert answer(IntegerField("Places", [Required("Enter the places")]), "") == (None, ["Enter the places"])


def test_what_was_typed_is_shown_again() -> None:
    form = form_with({"pay": "  36k <b> "}, pay=PoundsField("Salary"))
    form.validate()
    assert 'value="36k &lt;b&gt;"' in form.pay()  # type: ignore[attr-defined]
