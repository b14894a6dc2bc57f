"""Who lets recruitment systems in. The council knows the vendors and gives them keys; whose name an advert may stand in
is for the school or trust to say, or for the council on its behalf."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.ats.models import AtsClient, AtsKey, AtsPermission
from teachpb.schools.models import Organisation, OrganisationKind, Role
from teachpb.schools.policies import has_role, is_officer, looks_after


def can_manage_clients(user: User | None, _client: AtsClient | None = None) -> bool:
    """The council’s recruitment officers: clients and keys."""
    return is_officer(user, Role.recruitment_officer)


def can_manage_key(user: User | None, key: AtsKey) -> bool:
    return can_manage_clients(user, key.client)


def can_permit(user: User | None, organisation: Organisation | None) -> bool:
    """Owners of the school or trust, or of the school’s trust; and the officers who look after it."""
    if organisation is None or organisation.kind not in {OrganisationKind.school, OrganisationKind.trust}:
        return False
    return has_role(user, organisation, Role.owner) or looks_after(user, organisation)


def can_end_permission(user: User | None, permission: AtsPermission) -> bool:
    return can_permit(user, permission.organisation)


def owns_somewhere(user: User | None) -> bool:
    """Owners have a page about recruitment systems."""
    return user is not None and any(
        m.is_active
        and m.role is Role.owner
        and m.organisation.kind in {OrganisationKind.school, OrganisationKind.trust}
        for m in user.memberships
    )
