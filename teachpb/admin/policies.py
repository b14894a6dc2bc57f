"""Whose desk this is."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.schools.policies import is_officer


def works_at_the_office(user: User | None) -> bool:
    """Any officer of the council."""
    return is_officer(user)
