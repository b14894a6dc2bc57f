"""Who may do what at an organisation. Pure: it looks at memberships the person already carries."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.schools.models import OFFICER_ROLES, Organisation, OrganisationKind, Role


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


def can_manage_people(user: User | None, organisation: Organisation) -> bool:
    """Owners (and providers' and the council's administrators) invite, change and end memberships."""
    managers = {
        OrganisationKind.provider: (Role.provider_admin,),
        OrganisationKind.local_authority: (Role.administrator,),
    }.get(organisation.kind, (Role.owner,))
    return has_role(user, organisation, *managers)


def can_edit_profile(user: User | None, organisation: Organisation) -> bool:
    return has_role(user, organisation, Role.owner, Role.recruiter)
