"""Who has what, and until when: red, amber or green. Pure.

Renewed early, the newer training counts: the holding that runs out last is the one that matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from teachpb.db import LabelledEnum

#: Days before the end at which the person and the CPD lead are told, once each.
REMINDERS = (90, 30, 0)
#: What ran out longer ago than this is no news.
NO_NEWS_AFTER = 30


class Light(LabelledEnum):
    """The words are shown beside the colour, never the colour alone."""

    green = "green", "Valid"
    amber = "amber", "Runs out soon"
    red = "red", "Run out"
    missing = "missing", "Missing"

    @property
    def needs_action(self) -> bool:
        return self is not Light.green


@dataclass(frozen=True)
class Holding:
    """One piece of training somebody has. ``source`` names the row it comes from (``certificate-12``, ``entry-5``);
    ``expires_on`` is None when it holds for good."""

    source: str
    email: str
    kind_id: int | None
    title: str
    completed_on: date
    expires_on: date | None


def newest(holdings: Iterable[Holding]) -> Holding | None:
    """The one that holds longest; of two that hold equally long, the one attended last."""
    return max(holdings, key=lambda each: (each.expires_on or date.max, each.completed_on, each.source), default=None)


def light_of(holding: Holding | None, today: date) -> Light:
    """Green until 90 days before the end, amber to the last day itself, red from the day after."""
    if holding is None:
        return Light.missing
    if holding.expires_on is None:
        return Light.green
    left = (holding.expires_on - today).days
    if left < 0:
        return Light.red
    return Light.amber if left <= REMINDERS[0] else Light.green


def stage_due(expires_on: date, today: date) -> int | None:
    """Which reminder is due: the most urgent whose day has come, and none long after the end."""
    left = (expires_on - today).days
    if left < -NO_NEWS_AFTER:
        return None
    return min((days for days in REMINDERS if left <= days), default=None)
