"""Which roles there are at which kind of organisation, what each may do, and which of them looks after the others."""

from __future__ import annotations

from collections.abc import Mapping

from teachpb.schools.models import OFFICER_ROLES, OrganisationKind, Role
from teachpb.schools.models.membership import PROVIDER_ROLES, SCHOOL_ROLES

ROLES_OF: Mapping[OrganisationKind, tuple[Role, ...]] = {
    OrganisationKind.school: SCHOOL_ROLES,
    OrganisationKind.trust: SCHOOL_ROLES,
    OrganisationKind.provider: PROVIDER_ROLES,
    OrganisationKind.local_authority: OFFICER_ROLES,
}

#: Who invites, changes and ends memberships. There is always at least one, once there was one.
MANAGING_ROLE: Mapping[OrganisationKind, Role] = {
    OrganisationKind.school: Role.owner,
    OrganisationKind.trust: Role.owner,
    OrganisationKind.provider: Role.provider_admin,
    OrganisationKind.local_authority: Role.administrator,
}

#: What a role means, to follow a colon.
MEANINGS: Mapping[Role, str] = {
    Role.owner: "can do everything, and invites others",
    Role.recruiter: "posts vacancies and handles applications",
    Role.panel_member: "reads and scores the applications of vacancies they are put on",
    Role.cpd_lead: "books training for staff and approves it",
    Role.governance_lead: "posts governor roles and looks after the board’s skills",
    Role.viewer: "sees the figures and nothing else",
    Role.provider_admin: "runs courses and bookings, and invites others",
    Role.facilitator: "sees and fills in the register of their own course dates",
    Role.recruitment_officer: "looks after schools, vacancies and recruitment figures",
    Role.governance_officer: "looks after governor roles and boards",
    Role.cpd_officer: "looks after courses, providers and bookings",
    Role.administrator: "can do everything, and invites others",
}


def meaning_of(role: Role) -> str:
    return MEANINGS[role]
