"""What is asked about roles and expressions of interest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectin_polymorphic, selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.governors.models import ExpressionOfInterest, GovernorRole, InterestState, InterestStep, RoleState
from teachpb.governors.policies import BOARD_ROLES
from teachpb.schools.models import Organisation, School, Trust
from teachpb.schools.queries import organisation_ids_for

PUBLIC_STATES = (RoleState.live, RoleState.closed, RoleState.filled)


def open_roles(moment: datetime | None = None) -> Select[GovernorRole]:
    """Roles people can express interest in, newest first."""
    moment = moment or clock.now()
    return (
        _with_organisation()
        .where(
            GovernorRole.state == RoleState.live,
            or_(GovernorRole.closes_at.is_(None), GovernorRole.closes_at > moment),
        )
        .order_by(GovernorRole.published_at.desc(), GovernorRole.id.desc())
    )


def roles_by_id(ids: Sequence[int]) -> list[GovernorRole]:
    """These roles, in the order of ``ids``."""
    if not ids:
        return []
    found = {role.id: role for role in db.session.scalars(_with_organisation().where(GovernorRole.id.in_(ids)))}
    return [found[each] for each in ids if each in found]


def open_roles_at(organisation: Organisation) -> list[GovernorRole]:
    return list(db.session.scalars(open_roles().where(GovernorRole.organisation_id == organisation.id)))


def count_open_roles() -> int:
    return db.session.scalar(select(func.count()).select_from(open_roles().order_by(None).subquery())) or 0


def open_role_slugs() -> list[str]:
    """The addresses of the open roles, for the sitemap."""
    return list(db.session.scalars(open_roles().with_only_columns(GovernorRole.slug)))


def get_public_role(slug: str) -> GovernorRole | None:
    """A role that is or was public, at its address; a removed one too (the page says it is gone)."""
    role = db.session.scalars(_with_organisation().where(GovernorRole.slug == slug)).one_or_none()
    return role if role is not None and role.published_at is not None else None


def visible_to(user: User | None) -> Select[GovernorRole]:
    """The roles of the boards this person works for, as clerk, chair or owner; removed ones are gone."""
    return _with_organisation().where(
        GovernorRole.organisation_id.in_(organisation_ids_for(user, *BOARD_ROLES)),
        GovernorRole.state != RoleState.removed,
    )


def get_role(user: User | None, role_id: int) -> GovernorRole | None:
    return db.session.scalars(visible_to(user).where(GovernorRole.id == role_id)).one_or_none()


def roles_of(user: User | None, organisation: Organisation | None) -> list[GovernorRole]:
    """Roles on one board, or on every board within reach: drafts first, then live ones, newest first."""
    question = visible_to(user)
    if organisation is not None:
        reach = select(School.id).where(School.trust_id == organisation.id)
        question = question.where(
            or_(GovernorRole.organisation_id == organisation.id, GovernorRole.organisation_id.in_(reach))
        )
    rank = {RoleState.draft: 0, RoleState.live: 1, RoleState.closed: 2, RoleState.filled: 3}
    roles = db.session.scalars(question.order_by(GovernorRole.id.desc()))
    return sorted(roles, key=lambda role: rank[role.state])


def interest_counts(role_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """role id -> (expressions of interest in all, of them new)."""
    if not role_ids:
        return {}
    new = func.count().filter(ExpressionOfInterest.state == InterestState.new)
    rows = db.session.execute(
        select(ExpressionOfInterest.role_id, func.count(), new)
        .where(ExpressionOfInterest.role_id.in_(role_ids))
        .group_by(ExpressionOfInterest.role_id)
    )
    return {role_id: (total, fresh) for role_id, total, fresh in rows}


def interests_in(role: GovernorRole) -> list[ExpressionOfInterest]:
    """Everybody who offered, newest first."""
    return list(
        db.session.scalars(
            select(ExpressionOfInterest)
            .where(ExpressionOfInterest.role_id == role.id)
            .order_by(ExpressionOfInterest.created_at.desc(), ExpressionOfInterest.id.desc())
        )
    )


def get_interest(user: User | None, interest_id: int) -> ExpressionOfInterest | None:
    """An expression of interest in a role of a board this person works for."""
    return db.session.scalars(
        select(ExpressionOfInterest)
        .join(ExpressionOfInterest.role)
        .where(
            ExpressionOfInterest.id == interest_id,
            GovernorRole.organisation_id.in_(organisation_ids_for(user, *BOARD_ROLES)),
            GovernorRole.state != RoleState.removed,
        )
        .options(
            joinedload(ExpressionOfInterest.role).joinedload(GovernorRole.organisation),
            selectinload(ExpressionOfInterest.steps).joinedload(InterestStep.actor),
        )
    ).one_or_none()


def interest_by_token(token: str) -> ExpressionOfInterest | None:
    """The volunteer's own page, by the secret in their mail (only its hash is stored)."""
    return db.session.scalars(
        select(ExpressionOfInterest)
        .where(ExpressionOfInterest.token_hash == hash_token(token))
        .options(
            joinedload(ExpressionOfInterest.role).joinedload(GovernorRole.organisation),
            selectinload(ExpressionOfInterest.steps),
        )
    ).one_or_none()


def interests_of(user: User) -> list[ExpressionOfInterest]:
    """What a signed-in volunteer has offered, newest first."""
    return list(
        db.session.scalars(
            select(ExpressionOfInterest)
            .where(ExpressionOfInterest.user_id == user.id)
            .options(joinedload(ExpressionOfInterest.role).joinedload(GovernorRole.organisation))
            .order_by(ExpressionOfInterest.id.desc())
        )
    )


def new_interest_count(user: User | None) -> int:
    """How many expressions of interest wait for this person's boards."""
    ids = organisation_ids_for(user, *BOARD_ROLES)
    if not ids:
        return 0
    return (
        db.session.scalar(
            select(func.count(ExpressionOfInterest.id))
            .join(ExpressionOfInterest.role)
            .where(GovernorRole.organisation_id.in_(ids), ExpressionOfInterest.state == InterestState.new)
        )
        or 0
    )


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _with_organisation() -> Select[GovernorRole]:
    return select(GovernorRole).options(
        joinedload(GovernorRole.organisation).options(selectin_polymorphic(Organisation, [School, Trust]))
    )
