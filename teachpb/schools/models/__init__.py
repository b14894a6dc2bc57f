"""Organisations and memberships."""

from teachpb.schools.models.membership import OFFICER_ROLES, Invitation, Membership, Role
from teachpb.schools.models.organisation import LocalAuthority, Organisation, OrganisationKind, Provider, Trust
from teachpb.schools.models.ownership import OwnershipRequest, RequestState
from teachpb.schools.models.school import EstablishmentStatus, Phase, School, SchoolLink, SchoolProfile, TypeGroup

__all__ = [
    "OFFICER_ROLES",
    "EstablishmentStatus",
    "Invitation",
    "LocalAuthority",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "OwnershipRequest",
    "Phase",
    "Provider",
    "RequestState",
    "Role",
    "School",
    "SchoolLink",
    "SchoolProfile",
    "Trust",
    "TypeGroup",
]
