"""What can go wrong with a profile or an invitation, in sentences a person can act on."""

from __future__ import annotations

from teachpb.db import DomainError


class NotReady(DomainError):
    """The profile lacks what schools look for."""


class CannotInvite(DomainError):
    """This invitation cannot go out."""
