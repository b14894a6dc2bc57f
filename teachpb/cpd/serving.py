"""Whose turn it is in a waiting list, where some want to go together. Pure: numbers in, numbers out.

Strict: the first in line is served first, however long it takes until there are enough places for them. Skip to fit: a
place that is too few for the first goes to the next it is enough for, but nobody is passed over more than twice; then
it is kept for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from teachpb.cpd.models import LineStrategy

#: After so many were served past them, places are kept for an entry.
MOST_SKIPS = 2


@dataclass(frozen=True)
class Entry:
    """Those who stand in line together: their number, how many they are, how often others went past them."""

    number: int
    size: int = 1
    skips: int = 0


@dataclass
class Served:
    """The numbers of the entries to offer places to, and the new skip counts of those passed over."""

    offered: list[int] = field(default_factory=list)
    skips: dict[int, int] = field(default_factory=dict)


def serve(entries: Sequence[Entry], free: int, strategy: LineStrategy) -> Served:
    """Give ``free`` places to the line, which is in the order of service."""
    served = Served()
    passed: list[Entry] = []
    for entry in entries:
        if free <= 0 or any(served.skips.get(one.number, one.skips) >= MOST_SKIPS for one in passed):
            break
        if entry.size <= free:
            served.offered.append(entry.number)
            free -= entry.size
            for one in passed:
                served.skips[one.number] = served.skips.get(one.number, one.skips) + 1
        elif strategy is LineStrategy.strict or entry.skips >= MOST_SKIPS:
            break
        else:
            passed.append(entry)
    return served


def why_waiting(*, is_open: bool, free: int, ahead: int, size: int) -> str:
    """Why somebody in line has no offer yet. ``free`` places, ``ahead`` entries before theirs, of ``size`` people."""
    if not is_open:
        return "Booking for this date is closed, so no place is offered."
    if free == 0:
        return "Every place is taken. A place that comes free goes to whoever is first in line."
    if ahead:
        return "Whoever is before you in line is offered the free places first."
    if size > free:
        places = "1 place is free" if free == 1 else f"{free} places are free"
        return f"Waiting for {size} together: {places} so far."
    return "Your offer is on its way."
