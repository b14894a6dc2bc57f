"""Who belongs to an organisation, who is invited, and who asks to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from teachpb import clock
from teachpb.accounts.keys import hash_key
from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.schools.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    OwnershipRequest,
    RequestState,
    School,
)
from teachpb.schools.policies import PROVIDER_OFFICERS, SCHOOL_OFFICERS, holds_any, looks_after
from teachpb.schools.queries.reach import OPEN, organisation_ids_for
from teachpb.schools.roles import MANAGING_ROLE


def people_of(organisation: Organisation) -> Sequence[Membership]:
    """The present members, by name, then role."""
    return db.session.scalars(people_select(organisation)).all()


def people_select(organisation: Organisation) -> Select[Membership]:
    """The same as a select to paginate."""
    return (
        select(Membership)
        .join(Membership.user)
        .options(joinedload(Membership.user).lazyload(User.memberships))
        .where(Membership.organisation_id == organisation.id, *_active())
        .order_by(User.full_name, Membership.role, Membership.id)
    )


def memberships_of(user: User) -> list[Membership]:
    """Where a person belongs now, by the organisation's name."""
    return sorted((m for m in user.memberships if m.is_active), key=lambda m: (m.organisation.name, m.role, m.id))


def managers_of(organisation: Organisation) -> Sequence[User]:
    """Who looks after the people here, a trust's owners included; by name."""
    reach = {organisation.id, organisation.trust_id_or_none} - {None}
    role = MANAGING_ROLE[organisation.kind]
    return _users_holding(Membership.organisation_id.in_(reach), Membership.role == role)


def officers_of(organisation: Organisation) -> Sequence[User]:
    """The council's people who look after this school; those of every council for what belongs to none."""
    authority_id = getattr(organisation, "local_authority_id", None)
    where = [Organisation.kind == OrganisationKind.local_authority, Membership.role.in_(SCHOOL_OFFICERS)]
    if authority_id is not None:
        where.append(Organisation.id == authority_id)
    return _users_holding(*where)


def deciders_of(organisation: Organisation) -> Sequence[User]:
    """Who answers a request to be an owner: the owners where there are any, else the council's officers."""
    return managers_of(organisation) or officers_of(organisation)


def organisation_within_reach(user: User, slug: str) -> Organisation | None:
    """The organisation at this address, if the person belongs to it or looks after it as an officer."""
    found = db.session.scalar(select(Organisation).where(Organisation.slug == slug))
    return found if found is not None and _is_within_reach(user, found) else None


def membership_within_reach(user: User, membership_id: int) -> Membership | None:
    """One present membership: the person's own, or one at an organisation within their reach."""
    question = select(Membership).options(joinedload(Membership.user)).where(Membership.id == membership_id, *_active())
    found = db.session.scalar(question)
    if found is None:
        return None
    return found if found.user_id == user.id or _is_within_reach(user, found.organisation) else None


def invitations_to(organisation: Organisation) -> Sequence[Invitation]:
    """Invitations that were neither accepted nor withdrawn, the newest first; they may have run out."""
    question = (
        select(Invitation)
        .where(
            Invitation.organisation_id == organisation.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    )
    return db.session.scalars(question).all()


def invitation_within_reach(user: User, invitation_id: int) -> Invitation | None:
    """One open invitation to an organisation within the person's reach."""
    found = db.session.get(Invitation, invitation_id)
    if found is None or not found.is_open or not _is_within_reach(user, found.organisation):
        return None
    return found


def invitation_with_token(token: str) -> Invitation | None:
    """The invitation that was mailed with this token, if it can still be accepted."""
    question = (
        select(Invitation)
        .options(joinedload(Invitation.organisation))
        .where(
            Invitation.token_hash == hash_key(token),
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
    )
    return db.session.scalar(question)


def requests_to(organisation: Organisation) -> Sequence[OwnershipRequest]:
    """Requests to be an owner that wait for an answer, oldest first."""
    return db.session.scalars(_waiting().where(OwnershipRequest.organisation_id == organisation.id)).all()


def requests_of(user: User) -> Sequence[OwnershipRequest]:
    """A person's own requests that wait for an answer."""
    return db.session.scalars(_waiting().where(OwnershipRequest.user_id == user.id)).all()


def requests_for_officer(user: User) -> Select[OwnershipRequest]:
    """The waiting requests at schools this officer looks after, oldest first: a select to paginate."""
    authorities = organisation_ids_for(user, *SCHOOL_OFFICERS)
    schools = select(School.id).where(
        or_(School.local_authority_id.in_(authorities), School.local_authority_id.is_(None))
    )
    return _waiting().where(OwnershipRequest.organisation_id.in_(schools))


def waiting_for_officer(user: User) -> int:
    """How many requests wait at the schools this officer looks after."""
    waiting = requests_for_officer(user).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(waiting)) or 0


def request_within_reach(user: User, request_id: int) -> OwnershipRequest | None:
    """One request: the person's own, or to an organisation within their reach, decided or not."""
    found = db.session.get(OwnershipRequest, request_id)
    if found is None:
        return None
    return found if found.user_id == user.id or _is_within_reach(user, found.organisation) else None


def claimable_school(_user: User, slug: str) -> School | None:
    """An open school at this address: anybody may know of it, and say that they work there."""
    return db.session.scalar(select(School).where(School.slug == slug, School.status.in_(OPEN)))


def open_schools_named(text: str) -> Select[School]:
    """Open schools whose name, town or postcode holds every word of ``text``, by name: a select to paginate."""
    question = select(School).where(School.status.in_(OPEN)).order_by(School.name, School.id)
    for word in text.split()[:8]:
        columns = (School.name, School.town, School.postcode)
        question = question.where(or_(*(column.ilike(_holding(word), escape="\\") for column in columns)))
    return question


def organisations_to_look_after(user: User, text: str) -> Select[Organisation]:
    """Schools of this officer's council, trusts with a school there and course providers, whose name holds every word
    of ``text``, by name: a select to paginate."""
    mine = select(School.id).where(
        School.local_authority_id.in_(organisation_ids_for(user, *SCHOOL_OFFICERS)), School.status.in_(OPEN)
    )
    trusts = select(School.trust_id).where(School.id.in_(mine), School.trust_id.is_not(None))
    kinds: list[ColumnElement[bool]] = [Organisation.id.in_(mine), Organisation.id.in_(trusts)]
    if holds_any(user, *PROVIDER_OFFICERS):
        kinds.append(Organisation.kind == OrganisationKind.provider)
    question = select(Organisation).where(or_(*kinds)).order_by(Organisation.name, Organisation.id)
    for word in text.split()[:8]:
        question = question.where(Organisation.name.ilike(_holding(word), escape="\\"))
    return question


def managed_among(organisations: Sequence[Organisation]) -> set[int]:
    """The ids of those that have somebody who looks after their people. One query."""
    managing = Membership.role.in_(set(MANAGING_ROLE.values()))
    question = select(Membership.organisation_id).where(
        Membership.organisation_id.in_([each.id for each in organisations]), managing, *_active()
    )
    return set(db.session.scalars(question))


def _holding(word: str) -> str:
    """A LIKE pattern for names with ``word`` in them; its own wildcards mean themselves."""
    plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _is_within_reach(user: User, organisation: Organisation) -> bool:
    return looks_after(user, organisation) or organisation.id in organisation_ids_for(user)


def _users_holding(*where: ColumnElement[bool]) -> Sequence[User]:
    question = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(*where, *_active(), User.closed_at.is_(None))
        .order_by(User.full_name, User.id)
        .distinct()
    )
    return db.session.scalars(question).all()


def _active() -> tuple[ColumnElement[bool], ...]:
    return Membership.ended_at.is_(None), Membership.approved_at.is_not(None)


def _waiting() -> Select[OwnershipRequest]:
    return (
        select(OwnershipRequest)
        .options(joinedload(OwnershipRequest.user).lazyload(User.memberships))
        .where(OwnershipRequest.state == RequestState.waiting)
        .order_by(OwnershipRequest.created_at, OwnershipRequest.id)
    )
