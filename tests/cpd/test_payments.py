"""Ways of paying: who may use which, and what each needs."""

from __future__ import annotations

import pytest

from teachpb.cpd import payments
from teachpb.cpd.models import PaymentMethod, PriceBand
from teachpb.cpd.payments import COST_CENTRE, PaymentWay, register_way, sentences, way_of, ways_for

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("band", PriceBand)
def test_recharge_is_for_schools_the_council_maintains(band: PriceBand) -> None:
    methods = [way.method for way in ways_for(band=band, price_pence=12_000)]
    maintained = band is PriceBand.maintained_city
    assert methods == [PaymentMethod.invoice, *([PaymentMethod.recharge] if maintained else [])]


@pytest.mark.parametrize("band", PriceBand)
def test_what_is_free_has_one_way(band: PriceBand) -> None:
    assert [way.method for way in ways_for(band=band, price_pence=0)] == [PaymentMethod.free]


def test_every_method_has_a_way_and_none_takes_money_at_booking() -> None:
    assert [way_of(method).method for method in PaymentMethod] == list(PaymentMethod)
    assert not any(way_of(method).paid_at_booking for method in PaymentMethod)
    assert way_of(PaymentMethod.recharge).needs == {COST_CENTRE}


def test_one_method_has_one_way() -> None:
    register_way(way_of(PaymentMethod.invoice))
    with pytest.raises(ValueError, match="two ways"):
        register_way(PaymentWay(method=PaymentMethod.invoice, sentence="Otherwise."))


def test_a_way_takes_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payments, "_ways", {})
    with pytest.raises(ValueError, match="does not take"):
        register_way(PaymentWay(method=PaymentMethod.free, sentence="", needs=frozenset({COST_CENTRE})))


@pytest.mark.parametrize(
    ("prices", "count"),
    [
        ({}, 0),
        ({"individual": 0, "maintained_city": 0}, 0),
        ({"individual": 12_000}, 1),
        ({"individual": 12_000, "maintained_city": 9_000}, 2),
        ({"individual": 12_000, "maintained_city": 0}, 1),
    ],
)
def test_a_course_page_says_only_what_holds_for_its_prices(prices: dict[str, int], count: int) -> None:
    assert len(sentences(prices)) == count
