"""What cancelling costs, to the penny.

The terms are tiers of notice in working days before the first session. A day counts until 17:00 local time; the day of
the session never does. The same function tells the amount before it is confirmed and stores it afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from teachpb import clock

CUT_OFF = time(17)


@dataclass(frozen=True)
class Tier:
    """With at least ``working_days`` of notice the charge is ``percent`` of the price, or ``flat_pence`` whatever the
    price was."""

    working_days: int
    percent: int | None = None
    flat_pence: int | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.flat_pence is None):
            raise ValueError("a tier has either a percentage or a flat charge")
        if self.working_days < 0 or (self.flat_pence or 0) < 0 or not 0 <= (self.percent or 0) <= 100:
            raise ValueError("a tier counts days and pence from 0, and percent from 0 to 100")

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(stored["working_days"], stored.get("percent"), stored.get("flat_pence"))

    def store(self) -> dict[str, Any]:
        return asdict(self)

    def amount(self, price_pence: int) -> int:
        """Pence; half a penny is rounded up."""
        if self.flat_pence is not None:
            return self.flat_pence
        return (price_pence * (self.percent or 0) + 50) // 100


@dataclass(frozen=True)
class Charge:
    """``tier`` is the one that applied, or None where the terms have none."""

    pence: int
    notice: int
    tier: Tier | None

    def store(self) -> dict[str, Any] | None:
        return {**self.tier.store(), "notice": self.notice} if self.tier else None


def read_tiers(stored: Iterable[Mapping[str, Any]]) -> list[Tier]:
    """The tiers as stored, longest notice first."""
    return sorted((Tier.read(tier) for tier in stored), key=lambda tier: -tier.working_days)


def notice_days(moment: datetime, first_day: date) -> int:
    """Working days of notice that a cancellation at ``moment`` gives before ``first_day``."""
    local = clock.to_london(moment)
    start = local.date() if local.time() < CUT_OFF else local.date() + timedelta(days=1)
    return clock.working_days_between(start, first_day)


def charge_for(*, price_pence: int, tiers: Sequence[Tier], moment: datetime, first_day: date) -> Charge:
    """The charge for cancelling at ``moment`` a place whose first session is on ``first_day``.

    The tier with the longest notice that is still met applies. Terms without tiers cost nothing; notice shorter than
    every tier costs what the shortest does.
    """
    notice = notice_days(moment, first_day)
    ordered = sorted(tiers, key=lambda tier: -tier.working_days)
    tier = next((tier for tier in ordered if notice >= tier.working_days), ordered[-1] if ordered else None)
    return Charge(tier.amount(price_pence) if tier else 0, notice, tier)


def describe(tiers: Sequence[Tier]) -> list[tuple[str, str]]:
    """The terms in words: (notice, charge), longest notice first. Amounts depend on the price, so percent is said."""
    ordered = sorted(tiers, key=lambda tier: -tier.working_days)
    return [(_notice_words(ordered, index), _charge_words(tier)) for index, tier in enumerate(ordered)]


def _notice_words(ordered: Sequence[Tier], index: int) -> str:
    low = ordered[index].working_days
    if index == 0:
        return f"{_days(low)} or more" if low else "at any time"
    high = ordered[index - 1].working_days - 1
    if index == len(ordered) - 1 and low == 0:
        return f"less than {_days(high + 1)}"
    return _days(low) if low == high else f"{low} to {_days(high)}"


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def _charge_words(tier: Tier) -> str:
    if tier.flat_pence is not None:
        pounds, pence = divmod(tier.flat_pence, 100)
        return f"£{pounds:,}" + (f".{pence:02}" if pence else "") if tier.flat_pence else "no charge"
    return {0: "no charge", 100: "the full price"}.get(tier.percent or 0, f"{tier.percent}% of the price")
