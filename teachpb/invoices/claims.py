"""What a place owes now: its price once it is confirmed, the charge once it was given back, or nothing.

The amounts were fixed when the place was booked and when it was cancelled (``cpd``), so what was shown is what is
invoiced.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from teachpb import clock
from teachpb.cpd.models import Place, PlaceState, PriceBand
from teachpb.invoices.amounts import Amounts
from teachpb.invoices.models import InvoiceLine, LineKind

#: Who did not come pays all the same.
OWES_PRICE = frozenset(
    {
        PlaceState.confirmed,
        PlaceState.attended,
        PlaceState.part_attended,
        PlaceState.no_show,
        PlaceState.excused,
    }
)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One line to be invoiced, before it stands anywhere."""

    place_id: int
    kind: LineKind
    delegate: str
    course_title: str
    course_on: date | None
    price_band: PriceBand
    amounts: Amounts

    def matches(self, line: InvoiceLine) -> bool:
        """Does this line invoice the very same, to the penny?"""
        wanted = self.amounts
        return (line.place_id, line.kind, line.net_pence, line.vat_pence, line.vat_code, line.vat_rate) == (
            self.place_id,
            self.kind,
            wanted.net_pence,
            wanted.vat_pence,
            wanted.vat_code,
            wanted.vat_rate,
        )

    def as_columns(self) -> dict[str, Any]:
        return {
            "place_id": self.place_id,
            "kind": self.kind,
            "delegate": self.delegate,
            "course_title": self.course_title,
            "course_on": self.course_on,
            "price_band": self.price_band,
            **self.amounts.as_columns(),
        }


def claims_of(places: Iterable[Place], *, shows_names: bool) -> list[Claim]:
    """What these places owe, in their order. What is free is not invoiced."""
    return [claim for place in places if (claim := claim_of(place, shows_names=shows_names)) is not None]


def claim_of(place: Place, *, shows_names: bool) -> Claim | None:
    amounts = amounts_owed(place)
    if amounts is None or not amounts.gross_pence:
        return None
    run = place.course_date
    return Claim(
        place_id=place.id,
        kind=LineKind.place if place.state in OWES_PRICE else LineKind.cancellation,
        delegate=place.delegate_name if shows_names else initials(place.delegate_name),
        course_title=run.course.title,
        course_on=clock.london_day(run.starts_at) if run.starts_at else None,
        price_band=place.price_band,
        amounts=amounts,
    )


def amounts_owed(place: Place) -> Amounts | None:
    """The price as it was sold; after cancelling, the charge that was shown, with the VAT of the course in it."""
    if place.state in OWES_PRICE:
        return Amounts(
            list_pence=place.list_pence,
            discount_pence=place.discount_pence,
            vat_code=place.vat_code,
            vat_rate=place.vat_rate,
            vat_pence=place.vat_pence,
        )
    if place.state is PlaceState.cancelled_by_customer:
        return Amounts.inclusive(place.charge_pence or 0, vat_code=place.vat_code, vat_rate=place.vat_rate)
    return None


def initials(name: str) -> str:
    """“C. J.” for Cara Jones: enough for the school to know who it is, and for nobody else."""
    return " ".join(f"{part[0]}." for part in name.replace("-", " ").split() if part[0].isalpha())
