"""How far the references to one application are. Pure.

Keeping children safe in education, part three: references are there before the appointment, one of them from the
present or last employer, and somebody has compared them with the application. Two are the rule; a candidate who has
said why they can name only one is asked for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teachpb.applications.models import Application
from teachpb.applications.rules import asks_only_referee
from teachpb.references.models import ReferenceRequest, ReferenceState

NEEDED = 2


@dataclass(frozen=True)
class Standing:
    """``satisfactory`` of ``needed`` are in and found good. ``has_employer``: one of them is from the present or last
    employer, as far as that can be told and there is one."""

    needed: int
    satisfactory: int
    has_employer: bool

    @property
    def is_complete(self) -> bool:
        return self.satisfactory >= self.needed and self.has_employer


def standing(application: Application, requests: Sequence[ReferenceRequest]) -> Standing:
    good = [each for each in requests if each.is_satisfactory and each.state is not ReferenceState.replaced]
    return Standing(needed_of(application), len(good), _has_employer(application, good))


def needed_of(application: Application) -> int:
    has_reason = bool(application.referees and application.only_referee_reason)
    return 1 if has_reason and asks_only_referee(application) else NEEDED


def _has_employer(application: Application, good: Sequence[ReferenceRequest]) -> bool:
    """A referee the school found itself may be from anywhere; whoever asks them knows."""
    if not any(referee.is_latest_employer for referee in application.referees):
        return True
    return any(each.referee is None or each.referee.is_latest_employer for each in good)
