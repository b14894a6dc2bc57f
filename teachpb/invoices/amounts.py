"""The sums on a document, to the penny. All amounts are whole pence; rates are hundredths of a percent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, Self

from teachpb.cpd.models import VatTreatment

#: 100 % in hundredths of a percent.
WHOLE = 10_000


class Priced(Protocol):
    """Whatever has a net amount, tax and both together."""

    @property
    def net_pence(self) -> Any: ...
    @property
    def vat_pence(self) -> Any: ...
    @property
    def gross_pence(self) -> Any: ...


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """The money on one line: list price, less a discount, plus VAT on what is left. Raises ValueError where they do not
    add up."""

    list_pence: int
    discount_pence: int = 0
    vat_code: VatTreatment = VatTreatment.exempt
    vat_rate: int = 0
    vat_pence: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.discount_pence <= self.list_pence or self.vat_pence < 0:
            raise ValueError("a discount is at most the list price, and VAT is never negative")
        if self.vat_code is not VatTreatment.standard and self.vat_pence:
            raise ValueError(f"no VAT is charged where the course is {self.vat_code.label.lower()}")

    @property
    def net_pence(self) -> int:
        return self.list_pence - self.discount_pence

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence

    def as_columns(self) -> dict[str, Any]:
        """The columns of a line."""
        return {
            "list_pence": self.list_pence,
            "discount_pence": self.discount_pence,
            "net_pence": self.net_pence,
            "vat_code": self.vat_code,
            "vat_rate": self.vat_rate,
            "vat_pence": self.vat_pence,
            "gross_pence": self.gross_pence,
        }

    @classmethod
    def inclusive(cls, gross_pence: int, *, vat_code: VatTreatment, vat_rate: int) -> Self:
        """An amount that was promised with VAT in it (a cancellation charge) taken apart, so that net and VAT add up to
        it to the penny. Half a penny of VAT is rounded up."""
        rate = vat_rate if vat_code is VatTreatment.standard else 0
        vat = vat_inside(gross_pence, rate)
        return cls(list_pence=gross_pence - vat, vat_code=vat_code, vat_rate=rate, vat_pence=vat)


@dataclass(frozen=True)
class Sums:
    net_pence: int
    vat_pence: int

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence


@dataclass(frozen=True)
class VatLine:
    """One row of the VAT summary of a document."""

    vat_code: VatTreatment
    vat_rate: int
    net_pence: int
    vat_pence: int


def vat_inside(gross_pence: int, rate: int) -> int:
    """The VAT that is in an amount with VAT."""
    return (gross_pence * rate * 2 + WHOLE + rate) // (2 * (WHOLE + rate))


def sums_of(lines: Iterable[Priced]) -> Sums:
    rows = list(lines)
    return Sums(sum(row.net_pence for row in rows), sum(row.vat_pence for row in rows))


def vat_summary(lines: Iterable[Any]) -> list[VatLine]:
    """Net and VAT by treatment and rate, the highest rate first (VAT Regulations 1995, regulation 14)."""
    found: dict[tuple[VatTreatment, int], list[int]] = {}
    for line in lines:
        sums = found.setdefault((line.vat_code, line.vat_rate), [0, 0])
        sums[0] += line.net_pence
        sums[1] += line.vat_pence
    rows = [VatLine(code, rate, net, vat) for (code, rate), (net, vat) in found.items()]
    return sorted(rows, key=lambda row: (-row.vat_rate, row.vat_code))


def percent(rate: int) -> str:
    """“20%” or “17.5%” for 2000 or 1750."""
    return f"{rate / 100:g}%"
