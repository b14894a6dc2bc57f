"""Which organisations a person reaches, and as what. A trust's roles reach its schools."""

from __future__ import annotations

from sqlalchemy import case, or_, select
from sqlalchemy.orm import joinedload, selectin_polymorphic

from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.schools.models import (
    EstablishmentStatus,
    Organisation,
    OrganisationKind,
    Provider,
    Role,
    School,
    Trust,
)
from teachpb.schools.policies import has_role

POSTING_ROLES = (Role.owner, Role.recruiter)
OPEN = (EstablishmentStatus.open, EstablishmentStatus.open_proposed_to_close)


def organisation_ids_for(user: User | None, *roles: Role) -> set[int]:
    """Ids of the organisations where ``user`` holds one of ``roles`` (any role when none is named), a trust's schools
    included. Made for WHERE clauses: empty for somebody who belongs nowhere."""
    direct = _direct_ids(user, roles)
    trusts = _trust_ids(user, direct)
    if not trusts:
        return direct
    return direct | set(db.session.scalars(select(School.id).where(School.trust_id.in_(trusts))))


def organisations_for(user: User | None, *roles: Role) -> list[Organisation]:
    """The organisations themselves: trusts first, then schools, providers and councils, each by name."""
    ids = organisation_ids_for(user, *roles)
    if not ids:
        return []
    order = case({OrganisationKind.trust: 0, OrganisationKind.school: 1}, value=Organisation.kind, else_=2)
    question = (
        select(Organisation)
        .where(Organisation.id.in_(ids))
        .options(selectin_polymorphic(Organisation, [School, Trust, Provider]))
        .order_by(order, Organisation.name, Organisation.id)
    )
    return list(db.session.scalars(question))


def schools_for(user: User | None, *roles: Role) -> list[School]:
    """The schools a person reaches with one of ``roles``, directly or through their trust, by name."""
    direct = _direct_ids(user, roles)
    if not direct:
        return []
    question = (
        select(School)
        .where(or_(School.id.in_(direct), School.trust_id.in_(direct)))
        .options(joinedload(School.profile))
        .order_by(School.name, School.id)
    )
    return list(db.session.scalars(question))


def choices_for_posting(user: User | None, organisation: Organisation) -> list[Organisation]:
    """Where somebody acting for ``organisation`` may say the post is: a trust's head office and its open schools, or
    the school itself. Empty when they may not post here."""
    if not has_role(user, organisation, *POSTING_ROLES):
        return []
    if organisation.kind is not OrganisationKind.trust:
        return [organisation]
    return [organisation, *schools_of_trust(organisation)]


def schools_of_trust(trust: Organisation) -> list[School]:
    """The open schools of a trust, by name."""
    question = (
        select(School)
        .where(School.trust_id == trust.id, School.status.in_(OPEN))
        .options(joinedload(School.profile))
        .order_by(School.name, School.id)
    )
    return list(db.session.scalars(question))


def _direct_ids(user: User | None, roles: tuple[Role, ...]) -> set[int]:
    if user is None or not user.is_active:
        return set()
    return {m.organisation_id for m in user.memberships if m.is_active and (not roles or m.role in roles)}


def _trust_ids(user: User | None, direct: set[int]) -> set[int]:
    """Those of the organisations that have schools; most people work for one that has none, and nothing is asked."""
    if user is None:
        return set()
    return {
        m.organisation_id
        for m in user.memberships
        if m.organisation_id in direct and m.organisation.kind is OrganisationKind.trust
    }
