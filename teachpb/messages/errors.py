"""What can go wrong with a message, in sentences a person can act on."""

from __future__ import annotations

from teachpb.db import DomainError


class CannotWrite(DomainError):
    """It is not this side’s turn (any more), or nobody would read it."""


class TooMany(DomainError):
    """Somebody writes faster than anybody reads."""
