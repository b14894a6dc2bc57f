"""What can go wrong on the way to a decision, in sentences a person can act on."""

from __future__ import annotations

from teachpb.db import DomainError


class Frozen(DomainError):
    """Marking has begun, so the criteria of this stage stand."""


class AlreadyOpen(DomainError):
    """Everybody sees the marks, so nobody can mark any more."""


class NotBlindAnyMore(DomainError):
    """Marks that are not open were asked for."""


class Elsewhere(DomainError):
    """The same sheet was saved in another tab after this page was opened."""


class Taken(DomainError):
    """Somebody was quicker, or the time is not there any more."""


class TooLate(DomainError):
    """Times are not for the candidate to choose or change any more."""
