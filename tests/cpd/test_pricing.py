"""The parts of a price add up to the penny, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from teachpb.cpd.models import VatTreatment
from teachpb.cpd.pricing import Discount, PriceLine, price_line, total_of, vat_on
from teachpb.db import db
from tests.factories.cpd import PlaceFactory

PENCE = st.integers(min_value=0, max_value=1_000_000)
RATES = st.sampled_from([0, 500, 1750, 2000, 10_000])
DISCOUNTS = st.one_of(
    st.none(),
    st.builds(Discount, st.just("SUMMER"), percent=st.integers(0, 100)),
    st.builds(Discount, st.just("SUMMER"), pence=PENCE),
)


@st.composite
def lines(draw: st.DrawFn) -> PriceLine:
    return price_line(
        draw(PENCE), vat_code=draw(st.sampled_from(VatTreatment)), vat_rate=draw(RATES), discount=draw(DISCOUNTS)
    )


@pytest.mark.pure
@given(line=lines())
def test_every_line_adds_up(line: PriceLine) -> None:
    assert 0 <= line.discount_pence <= line.list_pence
    assert line.net_pence == line.list_pence - line.discount_pence
    assert line.price_pence == line.net_pence + line.vat_pence >= 0
    assert line.vat_pence == 0 or line.vat_code is VatTreatment.standard


@pytest.mark.pure
@given(rows=st.lists(lines(), max_size=30))
def test_a_booking_costs_the_sum_of_its_places(rows: list[PriceLine]) -> None:
    totals = total_of(rows)
    assert totals.price_pence == sum(row.price_pence for row in rows)
    assert totals.price_pence == totals.net_pence + totals.vat_pence
    assert totals.net_pence == totals.list_pence - totals.discount_pence


@pytest.mark.pure
@given(net=PENCE, rate=RATES)
def test_vat_is_never_more_than_half_a_penny_out(net: int, rate: int) -> None:
    assert abs(vat_on(net, rate) * 10_000 - net * rate) <= 5_000


@pytest.mark.pure
@pytest.mark.parametrize(
    ("list_pence", "discount", "net", "vat", "gross"),
    [
        (12000, None, 12000, 2400, 14400),
        (12000, Discount("TEN", percent=10), 10800, 2160, 12960),
        (12000, Discount("OFF", pence=2050), 9950, 1990, 11940),
        (12000, Discount("ALL", pence=99999), 0, 0, 0),
        (3333, Discount("THIRD", percent=33), 2233, 447, 2680),
        (2, None, 2, 0, 2),
        (3, None, 3, 1, 4),
    ],
)
def test_known_prices(list_pence: int, discount: Discount | None, net: int, vat: int, gross: int) -> None:
    line = price_line(list_pence, vat_code=VatTreatment.standard, vat_rate=2000, discount=discount)
    assert (line.net_pence, line.vat_pence, line.price_pence) == (net, vat, gross)


@pytest.mark.pure
@pytest.mark.parametrize("code", [VatTreatment.exempt, VatTreatment.outside])
def test_no_vat_where_none_is_charged(code: VatTreatment) -> None:
    assert price_line(12000, vat_code=code, vat_rate=2000).as_columns()["vat_rate"] == 0


@pytest.mark.pure
@pytest.mark.parametrize(
    "wrong",
    [{}, {"percent": 10, "pence": 5}, {"percent": 101}, {"percent": -1}, {"pence": -1}],
)
def test_a_discount_is_one_thing(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="a discount is"):
        Discount("X", **wrong)


def test_a_place_keeps_its_line(session: Session) -> None:
    line = price_line(12000, vat_code=VatTreatment.standard, vat_rate=2000, discount=Discount("TEN", percent=10))
    place = PlaceFactory(**line.as_columns())
    db.session.refresh(place)
    assert PriceLine.of(place) == line
    assert place.booking.total_pence == 12960


def test_a_place_with_nothing_else_said_costs_its_list_price(session: Session) -> None:
    place = PlaceFactory(price_pence=4500)
    db.session.refresh(place)
    assert (place.list_pence, place.net_pence, place.discount_pence, place.vat_pence) == (4500, 4500, 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"price_pence": 100, "list_pence": 200},
        {"price_pence": 100, "list_pence": 100, "net_pence": 100, "vat_pence": 1},
        {"price_pence": 0, "list_pence": 100, "discount_pence": 101, "net_pence": -1},
    ],
)
def test_the_database_refuses_a_price_that_does_not_add_up(session: Session, wrong: dict[str, int]) -> None:
    with pytest.raises(IntegrityError):
        PlaceFactory(**wrong)
