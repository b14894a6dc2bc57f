"""Who may be asked to pay for a place."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from teachpb.accounts.models import User
from teachpb.cpd.models import PayerSettings
from teachpb.cpd.policies import BOOKS_FOR_OTHERS
from teachpb.db import db
from teachpb.schools.models import Membership, Organisation, OrganisationKind
from teachpb.schools.queries import organisation_ids_for, organisations_for

PAYING_KINDS = frozenset({OrganisationKind.school, OrganisationKind.trust, OrganisationKind.local_authority})


def payers_for(user: User) -> list[Organisation]:
    """The schools, trusts and councils this person belongs to: each may pay for a place. Anyone may pay for themselves
    besides."""
    return [found for found in organisations_for(user) if found.kind in PAYING_KINDS]


def payer_of(user: User, organisation_id: int | None) -> Organisation | None:
    """One of ``payers_for`` by its id; None for nobody, and for one this person does not belong to."""
    return next((found for found in payers_for(user) if found.id == organisation_id), None)


def settings_of(payer: Organisation | None) -> PayerSettings:
    """What the payer asks of a booking; a new row, not in the database, when it has decided nothing."""
    found = None
    if payer is not None:
        found = db.session.scalar(select(PayerSettings).where(PayerSettings.organisation_id == payer.id))
    return found or PayerSettings(asks_approval=False, asks_purchase_order=False, asks_cost_centre=False)


def colleagues_of(user: User) -> list[User]:
    """The people of the organisations ``user`` books for, by name, without ``user``."""
    led = organisation_ids_for(user, *BOOKS_FOR_OTHERS)
    return list(
        db.session.scalars(
            select(User)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id.in_(sorted(led)),
                Membership.ended_at.is_(None),
                Membership.approved_at.is_not(None),
                User.closed_at.is_(None),
                User.id != user.id,
            )
            .options(lazyload(User.memberships))
            .distinct()
            .order_by(User.full_name, User.id)
        )
    )
