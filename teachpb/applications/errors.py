"""What can go wrong with an application, in sentences a person can act on."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.applications.rules import Problem
from teachpb.db import DomainError


class Closed(DomainError):
    """The vacancy does not take applications (any more)."""


class AlreadySent(DomainError):
    """A draft was to be changed that is no draft any more."""


class Incomplete(DomainError):
    """An application was to be sent that is not finished. ``problems`` says what is missing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        more = len(problems) - 1
        rest = f", and {more} more {'answer' if more == 1 else 'answers'} to put right" if more else ""
        super().__init__(f"Your application has not been sent. {first.message}{rest}", first.field)
        self.problems = tuple(problems)
        self.section = first.section
