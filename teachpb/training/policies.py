"""Who sees what of whose training."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.accounts.models import User
from teachpb.schools.models import Organisation, Role
from teachpb.schools.policies import has_role, holds_any, is_officer
from teachpb.training.models import Side, TeamMember, TrainingEntry

KEEPERS = {Side.staff: (Role.cpd_lead, Role.owner), Side.board: (Role.governance_lead, Role.owner)}


@dataclass(frozen=True)
class Team:
    """One of the two lists of an organisation."""

    organisation: Organisation
    side: Side


def keeps_staff(user: User | None) -> bool:
    return holds_any(user, *KEEPERS[Side.staff])


def keeps_board(user: User | None) -> bool:
    return holds_any(user, *KEEPERS[Side.board])


def can_keep(user: User | None, team: Team) -> bool:
    """The CPD lead keeps the list of staff, the clerk or chair that of the board, owners both."""
    return has_role(user, team.organisation, *KEEPERS[team.side])


def can_keep_member(user: User | None, member: TeamMember) -> bool:
    return can_keep(user, Team(member.organisation, member.side))


def can_edit_entry(user: User | None, entry: TrainingEntry) -> bool:
    """Who entered it: the person, or whoever keeps the list they are on."""
    if entry.member is not None:
        return can_keep_member(user, entry.member)
    return user is not None and entry.user_id == user.id


def looks_after_kinds(user: User | None) -> bool:
    return is_officer(user, Role.cpd_officer)
