"""Drafts and edits."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.places import queries as places
from teachpb.schools.models import Organisation
from teachpb.vacancies import lifecycle
from teachpb.vacancies.errors import NotEditable, NotOpen
from teachpb.vacancies.models import CONTENT_FIELDS, Vacancy, VacancyState
from teachpb.vacancies.operations.contact import invite_contact, settle_contact
from teachpb.vacancies.operations.documents import settle_files
from teachpb.vacancies.operations.shared import lock, note, require_complete
from teachpb.vacancies.rules import settle


def create_draft(*, actor: User, organisation: Organisation) -> Vacancy:
    """A new draft of ``organisation``. One that the same person has begun here and left untouched is taken up again,
    so that a double click makes one draft."""
    question = (
        select(Vacancy)
        .where(
            Vacancy.organisation_id == organisation.id,
            Vacancy.created_by_id == actor.id,
            Vacancy.state == VacancyState.draft,
            Vacancy.title == "",
            Vacancy.template_id.is_(None),
            Vacancy.updated_at == Vacancy.created_at,
        )
        .order_by(Vacancy.id.desc())
        .limit(1)
    )
    untouched = db.session.scalar(question)
    if untouched is not None:
        return untouched
    moment = clock.now()
    vacancy = Vacancy(
        organisation=organisation,
        created_by=actor,
        slug=draft_slug(),
        contact_email=actor.email,
        has_documents=None,
        created_at=moment,
        updated_at=moment,
    )
    settle(vacancy)
    db.session.add(vacancy)
    db.session.flush()
    note(actor=actor, verb="drafted", vacancy=vacancy)
    return vacancy


def draft_slug() -> str:
    """A placeholder until publication gives the advert its address."""
    return f"draft-{secrets.token_hex(12)}"


def edit(*, actor: User | None, vacancy: Vacancy, values: Mapping[str, Any]) -> Vacancy:
    """Assign ``values`` and take back what no longer applies.

    Drafts may stay unfinished. A published advert must stay complete: raises Incomplete. Raises NotEditable for a field
    that is fixed in the present state (assigning what it already holds is no edit), and NotOpen once it has closed.
    """
    moment = lock(vacancy=vacancy)
    _refuse_fixed(vacancy, values)
    before = {name: getattr(vacancy, name) for name in CONTENT_FIELDS}
    for name, value in values.items():
        if before[name] != value:
            setattr(vacancy, name, value)
    settle(vacancy)
    settle_files(vacancy=vacancy)
    if values.get("contact_is_confirmed") is None and vacancy.contact_email != before["contact_email"]:
        vacancy.contact_is_confirmed = False
    settle_contact(actor=actor, vacancy=vacancy, before=before["contact_email"])
    if vacancy.office_postcode != before["office_postcode"]:
        vacancy.office_latitude, vacancy.office_longitude = _position_of(vacancy.office_postcode)
    if vacancy.campus_postcode != before["campus_postcode"]:
        vacancy.campus_latitude, vacancy.campus_longitude = _position_of(vacancy.campus_postcode)
    if vacancy.state is not VacancyState.draft:
        require_complete(vacancy=vacancy, moment=moment)
        _reschedule(vacancy, moment)
        if actor is not None:
            invite_contact(actor=actor, vacancy=vacancy)
    _note_changes(actor, vacancy, before)
    db.session.flush()
    return vacancy


def _refuse_fixed(vacancy: Vacancy, values: Mapping[str, Any]) -> None:
    unknown = values.keys() - CONTENT_FIELDS
    if unknown:
        raise ValueError(f"not fields of an advert: {sorted(unknown)}")
    allowed = lifecycle.editable_fields(vacancy.state, has_applications=vacancy.first_applied_at is not None)
    if not allowed:
        raise NotOpen("This vacancy has closed and cannot be changed. List it again instead")
    fixed = [name for name in sorted(values.keys() - allowed) if getattr(vacancy, name) != values[name]]
    if fixed:
        raise NotEditable(
            "This cannot be changed any more, because people may have applied on the strength of it", fixed[0]
        )


def _position_of(postcode: str) -> tuple[float | None, float | None]:
    place = places.locate(postcode) if postcode else None
    return (place.latitude, place.longitude) if place else (None, None)


def _reschedule(vacancy: Vacancy, moment: datetime) -> None:
    """A scheduled advert opens when its (changed) day says."""
    if vacancy.state is VacancyState.scheduled:
        vacancy.opens_at = vacancy.published_at = lifecycle.opening_moment(vacancy.publish_on, moment)


def _note_changes(actor: User | None, vacancy: Vacancy, before: Mapping[str, Any]) -> None:
    changes = {name: (old, getattr(vacancy, name)) for name, old in before.items() if getattr(vacancy, name) != old}
    schools = changes.pop("schools", None)
    if schools is not None:
        changes["schools"] = ([school.id for school in schools[0]], [school.id for school in schools[1]])
    if changes:
        note(actor=actor, verb="edited", vacancy=vacancy, changes=changes)
