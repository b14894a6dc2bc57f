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


class FilesNotReady(DomainError):
    """A file of the advert is unsafe, or nobody has looked into it yet. ``names`` says which."""

    def __init__(self, names: Sequence[str], *, is_unsafe: bool) -> None:
        self.names = list(names)
        self.is_unsafe = is_unsafe
        listed = ", ".join(f"“{name}”" for name in names)
        one = len(names) == 1
        super().__init__(
            f"{listed} {'is' if one else 'are'} not safe. Delete {'it' if one else 'them'}, and upload "
            f"{'a clean copy' if one else 'clean copies'} if you have {'one' if one else 'them'}"
            if is_unsafe
            else f"We are still checking {listed} for viruses. It takes a minute or two: publish after that"
        )


class NotOpen(DomainError):
    """The vacancy is not, or no longer, open."""
