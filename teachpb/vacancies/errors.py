"""What can go wrong with a vacancy, as sentences a person can act on."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.db import DomainError
from teachpb.vacancies.rules import Problem


class NotEditable(DomainError):
    """The field is fixed in the vacancy's present state."""


class Incomplete(DomainError):
    """Something is missing or wrong. ``problems`` names every thing, ``step`` the first step concerned."""

    def __init__(self, problems: Sequence[Problem], step: str) -> None:
        super().__init__(problems[0].message, problems[0].field)
        self.problems = list(problems)
        self.step = step


class NotOpen(DomainError):
    """The vacancy is not, or no longer, open."""
