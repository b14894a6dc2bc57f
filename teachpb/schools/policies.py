"""Who may do what at an organisation. Pure: it looks at memberships the person already carries."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.schools.models import (
    OFFICER_ROLES,
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    OwnershipRequest,
    Role,
)
from teachpb.schools.roles import MANAGING_ROLE

#: The council's people who look after schools, and after course providers, and who belongs to them.
SCHOOL_OFFICERS = (Role.recruitment_officer, Role.administrator)
PROVIDER_OFFICERS = (Role.cpd_officer, Role.administrator)


def has_role(user: User | None, organisation: Organisation, *roles: Role) -> bool:
    """Does ``user`` hold one of ``roles`` here, or at the trust this school belongs to? Ended memberships do not
    count."""
    if user is None or not user.is_active:
        return False
    reach = {organisation.id, organisation.trust_id_or_none} - {None}
    return any(m.is_active and m.role in roles and m.organisation_id in reach for m in user.memberships)


def holds_any(user: User | None, *roles: Role) -> bool:
    """Does ``user`` hold one of ``roles`` anywhere?"""
    return user is not None and user.is_active and any(m.is_active and m.role in roles for m in user.memberships)


def is_officer(user: User | None, *roles: Role) -> bool:
    """Is ``user`` council staff, with one of ``roles`` when any are named? An administrator counts as every officer."""
    if user is None or not user.is_active:
        return False
    wanted = {*(roles or OFFICER_ROLES), Role.administrator}
    return any(
        m.is_active and m.role in wanted and m.organisation.kind is OrganisationKind.local_authority
        for m in user.memberships
    )


def is_hiring_staff(user: User | None) -> bool:
    return holds_any(user, Role.owner, Role.recruiter)


def looks_after(user: User | None, organisation: Organisation) -> bool:
    """Is ``user`` the council's officer for this organisation: for a school of their own council or of none, for any
    trust (trusts know no borders), or, for a course provider, an officer of training?"""
    if user is None or not user.is_active:
        return False
    wanted = PROVIDER_OFFICERS if organisation.kind is OrganisationKind.provider else SCHOOL_OFFICERS
    council = getattr(organisation, "local_authority_id", None)
    return organisation.kind is not OrganisationKind.local_authority and any(
        m.is_active
        and m.role in wanted
        and m.organisation.kind is OrganisationKind.local_authority
        and council in {None, m.organisation_id}
        for m in user.memberships
    )


def is_school_officer(user: User | None) -> bool:
    """Does ``user`` look after schools and who belongs to them, for some council?"""
    return holds_any(user, *SCHOOL_OFFICERS)


def is_manager(user: User | None, organisation: Organisation) -> bool:
    """Does ``user`` hold the role that looks after the people here (or at the trust above)?"""
    return has_role(user, organisation, MANAGING_ROLE[organisation.kind])


def can_manage_people(user: User | None, organisation: Organisation) -> bool:
    """Owners (a provider's and the council's administrators) invite, change and end memberships, and so do the
    officers who look after the organisation: somebody has to begin."""
    return is_manager(user, organisation) or looks_after(user, organisation)


def can_see_people(user: User | None, organisation: Organisation) -> bool:
    """Everybody who belongs here sees who else does."""
    belongs = user is not None and has_role(user, organisation, *Role)
    return belongs or looks_after(user, organisation)


def can_change_membership(user: User | None, membership: Membership) -> bool:
    """Change the role of, or end, somebody's membership."""
    return membership.is_active and can_manage_people(user, membership.organisation)


def can_end_membership(user: User | None, membership: Membership) -> bool:
    """As above; and everybody may leave."""
    own = user is not None and user.id == membership.user_id and membership.is_active
    return own or can_change_membership(user, membership)


def can_manage_invitation(user: User | None, invitation: Invitation) -> bool:
    return can_manage_people(user, invitation.organisation)


def can_decide_request(user: User | None, request: OwnershipRequest) -> bool:
    """Owners of the school, or the officers who look after it; nobody decides for themselves."""
    return user is not None and user.id != request.user_id and can_manage_people(user, request.organisation)


def is_own_request(user: User | None, request: OwnershipRequest) -> bool:
    return user is not None and user.id == request.user_id and request.is_waiting


def can_edit_profile(user: User | None, organisation: Organisation) -> bool:
    return has_role(user, organisation, Role.owner, Role.recruiter)
