"""Who may advertise a role on a board, and who may read what volunteers write."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.governors.models import ExpressionOfInterest, GovernorRole
from teachpb.schools.models import Organisation, Role
from teachpb.schools.policies import has_role, holds_any

BOARD_ROLES = (Role.owner, Role.governance_lead)


def works_for_a_board(user: User | None) -> bool:
    """Clerks, chairs and owners have business on the board's pages."""
    return holds_any(user, *BOARD_ROLES)


def can_post_role(user: User | None, organisation: Organisation) -> bool:
    return has_role(user, organisation, *BOARD_ROLES)


def can_manage_role(user: User | None, role: GovernorRole) -> bool:
    return has_role(user, role.organisation, *BOARD_ROLES)


def can_read_interest(user: User | None, interest: ExpressionOfInterest) -> bool:
    return can_manage_role(user, interest.role)
