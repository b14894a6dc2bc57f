"""Who asks, what is theirs, and what the council and the schools see of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from teachpb import clock
from teachpb.accounts.keys import hash_key
from teachpb.ats.models import AtsAdvert, AtsAnswer, AtsClient, AtsKey, AtsPermission, AtsTrouble
from teachpb.db import db
from teachpb.schools.models import Organisation, School, Trust
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.queries import is_open_now
from teachpb.vacancies.queries.public import card_options

PER_PAGE = 100
#: How long an answer is kept to be given again.
ANSWERS_FOR = timedelta(hours=24)


def key_of(text: str) -> AtsKey | None:
    """The valid key that reads so."""
    if not text or len(text) > 200:
        return None
    question = select(AtsKey).join(AtsKey.client).options(joinedload(AtsKey.client))
    key = db.session.scalar(question.where(AtsKey.key_hash == hash_key(text), AtsClient.ended_at.is_(None)))
    return key if key is not None and key.is_valid(clock.now()) else None


def adverts_of(client: AtsClient, reference: str = "") -> Select[AtsAdvert]:
    """What a client keeps here, in the order in which it came, so that pages stay as they are."""
    question = select(AtsAdvert).where(_is_kept(client)).options(_whole()).order_by(AtsAdvert.id)
    return question.where(AtsAdvert.external_reference == reference) if reference else question


def advert_of(client: AtsClient, public_id: str) -> AtsAdvert | None:
    return db.session.scalar(select(AtsAdvert).where(_is_kept(client), AtsAdvert.public_id == public_id))


def _is_kept(client: AtsClient) -> ColumnElement[bool]:
    """Not deleted by its system, and not taken away by anybody else."""
    removed = select(Vacancy.id).where(Vacancy.state == VacancyState.removed)
    return (AtsAdvert.client_id == client.id) & AtsAdvert.deleted_at.is_(None) & AtsAdvert.vacancy_id.not_in(removed)


def _whole() -> ORMOption:
    """With its vacancy, that one’s schools and its organisation, in a fixed number of queries."""
    whole: Any = card_options()
    return selectinload(AtsAdvert.vacancy).options(*whole)


def twin_by_reference(client: AtsClient, reference: str, but: int | None) -> AtsAdvert | None:
    theirs = (AtsAdvert.client_id == client.id) & AtsAdvert.deleted_at.is_(None)
    question = select(AtsAdvert).where(theirs, AtsAdvert.external_reference == reference)
    return db.session.scalar(question.where(AtsAdvert.id != (but or 0)))


def twin_by_content(fingerprint: str, but: int | None) -> AtsAdvert | None:
    """Anybody’s advert of the same content."""
    question = select(AtsAdvert).where(AtsAdvert.fingerprint == fingerprint, AtsAdvert.deleted_at.is_(None))
    return db.session.scalar(question.where(AtsAdvert.id != (but or 0)))


def permitted_ids(client: AtsClient) -> set[int]:
    question = select(AtsPermission.organisation_id)
    return set(
        db.session.scalars(question.where(AtsPermission.client_id == client.id, AtsPermission.ended_at.is_(None)))
    )


def kept_answer(client: AtsClient, key: str) -> AtsAnswer | None:
    question = select(AtsAnswer).where(AtsAnswer.client_id == client.id, AtsAnswer.key == key)
    return db.session.scalar(question.where(AtsAnswer.answered_at > clock.now() - ANSWERS_FOR))


def get_client(client_id: int) -> AtsClient | None:
    return db.session.scalar(select(AtsClient).where(AtsClient.id == client_id).options(selectinload(AtsClient.keys)))


def active_clients() -> list[AtsClient]:
    return list(
        db.session.scalars(select(AtsClient).where(AtsClient.ended_at.is_(None)).order_by(AtsClient.name, AtsClient.id))
    )


def all_clients() -> list[AtsClient]:
    question = select(AtsClient).options(selectinload(AtsClient.keys))
    return list(db.session.scalars(question.order_by(AtsClient.ended_at.is_not(None), AtsClient.name, AtsClient.id)))


def live_counts() -> dict[int, int]:
    """Client id -> how many of its adverts are open."""
    question = select(AtsAdvert.client_id, func.count()).join(AtsAdvert.vacancy).where(is_open_now())
    return {row[0]: row[1] for row in db.session.execute(question.group_by(AtsAdvert.client_id))}


def trouble_counts(since: datetime) -> dict[int, int]:
    """Client id -> how many kinds of trouble it has met lately."""
    question = select(AtsTrouble.client_id, func.count()).where(AtsTrouble.last_at >= since)
    return {row[0]: row[1] for row in db.session.execute(question.group_by(AtsTrouble.client_id))}


def troubles_of(client: AtsClient, limit: int = 100) -> list[AtsTrouble]:
    question = select(AtsTrouble).where(AtsTrouble.client_id == client.id)
    return list(db.session.scalars(question.order_by(AtsTrouble.last_at.desc(), AtsTrouble.id.desc()).limit(limit)))


def permissions_of(client: AtsClient) -> list[AtsPermission]:
    """Those in force, by name."""
    question = (
        select(AtsPermission)
        .join(AtsPermission.organisation)
        .where(AtsPermission.client_id == client.id, AtsPermission.ended_at.is_(None))
        .options(joinedload(AtsPermission.organisation))
        .order_by(Organisation.name, AtsPermission.id)
    )
    return list(db.session.scalars(question))


def permission_for(client_id: int, organisation_ids: Collection[int]) -> AtsPermission | None:
    question = select(AtsPermission).where(AtsPermission.client_id == client_id, AtsPermission.ended_at.is_(None))
    return db.session.scalar(
        question.where(AtsPermission.organisation_id.in_(organisation_ids)).order_by(AtsPermission.id).limit(1)
    )


def permitted_clients(organisation: Organisation) -> dict[int, int]:
    """Client id -> the organisation (this one, or its trust) that has allowed it to post here."""
    reach = {organisation.id, organisation.trust_id_or_none} - {None}
    question = select(AtsPermission.client_id, AtsPermission.organisation_id)
    rows = db.session.execute(
        question.where(AtsPermission.organisation_id.in_(reach), AtsPermission.ended_at.is_(None))
    )
    return {row[0]: row[1] for row in rows}


def organisation_by_number(text: str) -> Organisation | None:
    """A school by its URN, or a trust by its group UID."""
    text = text.strip()
    if not (text.isascii() and text.isalnum() and len(text) <= 10):
        return None
    urn = int(text) if text.isdecimal() else 0
    school = select(School).where(School.urn == urn) if 0 < urn < 2**31 else None
    found = db.session.scalar(school) if school is not None else None
    return found or db.session.scalar(select(Trust).where(Trust.group_uid == text))
