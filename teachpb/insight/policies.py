"""Who may see the figures of single schools."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.schools.models import Role
from teachpb.schools.policies import is_officer


def reads_figures(user: User | None) -> bool:
    return is_officer(user, Role.recruitment_officer)
