"""Who may be asked to pay for a place."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.schools.models import Organisation, OrganisationKind
from teachpb.schools.queries import organisations_for

PAYING_KINDS = frozenset({OrganisationKind.school, OrganisationKind.trust, OrganisationKind.local_authority})


def payers_for(user: User) -> list[Organisation]:
    """The schools, trusts and councils this person belongs to: each may pay for a place. Anyone may pay for themselves
    besides."""
    return [found for found in organisations_for(user) if found.kind in PAYING_KINDS]


def payer_of(user: User, organisation_id: int | None) -> Organisation | None:
    """One of ``payers_for`` by its id; None for nobody, and for one this person does not belong to."""
    return next((found for found in payers_for(user) if found.id == organisation_id), None)
