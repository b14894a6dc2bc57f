"""What one place costs, in its parts and to the penny.

The price of a band is without VAT. A discount comes off it first and never takes it below nothing; VAT is reckoned on
what is left, for each place on its own, half a penny rounded up: a booking costs the sum of its places, and an invoice
with one line a place adds up to the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from teachpb.cpd.models import Place, VatTreatment

#: A rate of VAT is kept in hundredths of a percent: 2000 is 20 %.
WHOLE = 10_000


@dataclass(frozen=True)
class Discount:
    """``percent`` of the list price, or ``pence`` off each place, by the code that the booker typed."""

    code: str
    percent: int | None = None
    pence: int | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.pence is None):
            raise ValueError("a discount is either a percentage or an amount")
        if not 0 <= (self.percent or 0) <= 100 or (self.pence or 0) < 0:
            raise ValueError("a discount is 0 to 100 percent, or an amount from 0")

    def off(self, list_pence: int) -> int:
        """Pence off a place; half a penny is rounded in favour of who pays."""
        wanted = self.pence if self.pence is not None else (list_pence * (self.percent or 0) + 50) // 100
        return min(wanted, list_pence)


@dataclass(frozen=True, kw_only=True)
class PriceLine:
    """One place as a line of an invoice. All amounts in pence, ``vat_rate`` in hundredths of a percent."""

    list_pence: int
    discount_pence: int = 0
    discount_code: str = ""
    vat_code: VatTreatment = VatTreatment.exempt
    vat_rate: int = 0

    @property
    def net_pence(self) -> int:
        return self.list_pence - self.discount_pence

    @property
    def vat_pence(self) -> int:
        return vat_on(self.net_pence, self.vat_rate)

    @property
    def price_pence(self) -> int:
        return self.net_pence + self.vat_pence

    def as_columns(self) -> dict[str, Any]:
        """The columns of a place."""
        return {
            "list_pence": self.list_pence,
            "discount_code": self.discount_code,
            "discount_pence": self.discount_pence,
            "net_pence": self.net_pence,
            "vat_code": self.vat_code,
            "vat_rate": self.vat_rate,
            "vat_pence": self.vat_pence,
            "price_pence": self.price_pence,
        }

    @classmethod
    def of(cls, place: Place) -> Self:
        """The line as it was sold."""
        return cls(
            list_pence=place.list_pence,
            discount_pence=place.discount_pence,
            discount_code=place.discount_code,
            vat_code=place.vat_code,
            vat_rate=place.vat_rate,
        )


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The sums of some lines, in pence."""

    list_pence: int
    discount_pence: int
    net_pence: int
    vat_pence: int
    price_pence: int


def price_line(
    list_pence: int, *, vat_code: VatTreatment, vat_rate: int = 0, discount: Discount | None = None
) -> PriceLine:
    """The line for a place at this list price. VAT is charged only where the course is charged at a rate."""
    return PriceLine(
        list_pence=list_pence,
        discount_pence=discount.off(list_pence) if discount else 0,
        discount_code=discount.code if discount else "",
        vat_code=vat_code,
        vat_rate=vat_rate if vat_code is VatTreatment.standard else 0,
    )


def vat_on(net_pence: int, rate: int) -> int:
    """VAT in pence at ``rate`` hundredths of a percent; half a penny is rounded up."""
    return (net_pence * rate + WHOLE // 2) // WHOLE


def total_of(lines: Iterable[PriceLine]) -> Totals:
    rows = list(lines)
    return Totals(
        list_pence=sum(row.list_pence for row in rows),
        discount_pence=sum(row.discount_pence for row in rows),
        net_pence=sum(row.net_pence for row in rows),
        vat_pence=sum(row.vat_pence for row in rows),
        price_pence=sum(row.price_pence for row in rows),
    )
