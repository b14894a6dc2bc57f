"""Ways of paying: which there are, who may use them, what each needs. The one place a further way is added.

Built are the invoice and the internal recharge; what costs nothing needs neither. Cards stay outside: nobody types a
card number here. Whoever adds them gives ``PaymentMethod`` a member, registers a way with ``paid_at_booking``, and
takes the money before ``operations.confirm``; what is drafted afterwards (``teachpb.invoices``) then is a receipt.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.cpd.models import PaymentMethod, PriceBand

#: Questions of the booking form that a way may need answered.
PURCHASE_ORDER, COST_CENTRE = "purchase_order", "cost_centre"


@dataclass(frozen=True, kw_only=True)
class PaymentWay:
    """``sentence`` tells a course page who can pay this way. ``bands``: only payers in these price bands may use it;
    None is everybody. ``takes``: questions of the form that belong to it; ``needs``: those it cannot do without."""

    method: PaymentMethod
    sentence: str
    bands: frozenset[PriceBand] | None = None
    takes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    paid_at_booking: bool = False

    def is_for(self, band: PriceBand) -> bool:
        return self.bands is None or band in self.bands


_ways: dict[PaymentMethod, PaymentWay] = {}


def register_way(way: PaymentWay) -> None:
    """Offer a way of paying. Raises ValueError when the method has one already, or it needs what it does not take."""
    if _ways.get(way.method, way) != way:
        raise ValueError(f"there are two ways of paying by {way.method.label.lower()}")
    if not way.needs <= way.takes:
        raise ValueError("a way of paying needs what it does not take")
    _ways[way.method] = way


def way_of(method: PaymentMethod) -> PaymentWay:
    """Raises LookupError for a method that nobody has registered."""
    return _ways[method]


def ways_for(*, band: PriceBand, price_pence: int) -> list[PaymentWay]:
    """How somebody in this band can pay this price, the usual way first. What is free has one way."""
    if not price_pence:
        return [_ways[PaymentMethod.free]]
    return [way for way in _ways.values() if way.method is not PaymentMethod.free and way.is_for(band)]


def sentences(prices: dict[str, int]) -> list[str]:
    """What a course page says of paying, for the prices of its dates by band. Empty where all is free."""
    bands = {PriceBand(band) for band, pence in prices.items() if pence}
    usable = (way for way in _ways.values() if way.method is not PaymentMethod.free)
    return [way.sentence for way in usable if any(way.is_for(band) for band in bands)]


for _way in (
    PaymentWay(
        method=PaymentMethod.invoice,
        sentence="The provider sends an invoice; there is no card payment.",
        takes=frozenset({PURCHASE_ORDER, COST_CENTRE}),
    ),
    PaymentWay(
        method=PaymentMethod.recharge,
        sentence="Schools the council maintains can pay by internal recharge to a cost centre.",
        bands=frozenset({PriceBand.maintained_city}),
        takes=frozenset({PURCHASE_ORDER, COST_CENTRE}),
        needs=frozenset({COST_CENTRE}),
    ),
    PaymentWay(method=PaymentMethod.free, sentence="There is nothing to pay."),
):
    register_way(_way)
