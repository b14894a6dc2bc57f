"""A post that is advertised again."""

from __future__ import annotations

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.audit import operations as audit
from teachpb.db import db
from teachpb.vacancies.errors import NotOpen
from teachpb.vacancies.models import CONTENT_FIELDS, RelistReason, Vacancy, VacancyState
from teachpb.vacancies.operations.shared import lock
from teachpb.vacancies.operations.writing import draft_slug
from teachpb.vacancies.rules import settle
from teachpb.vacancies.signals import vacancy_relisted

#: Asked afresh of every relisted advert.
NOT_RELISTED = frozenset(
    {"organisation_id", "publish_on", "closes_at", "starts_on", "starts_earliest_on", "starts_latest_on"}
)


def relist(*, actor: User, vacancy: Vacancy, reason: RelistReason | None = None, words: str = "") -> Vacancy:
    """A draft like a closed advert, in the same campaign, with the dates to be given anew. Asked twice, the same draft.

    ``reason``: why it is listed again. Raises NotOpen while the advert has not closed.
    """
    lock(vacancy=vacancy)
    if vacancy.state not in {VacancyState.expired, VacancyState.ended_early}:
        raise NotOpen("Only a vacancy that has closed can be listed again")
    question = select(Vacancy).where(Vacancy.parent_id == vacancy.id, Vacancy.state == VacancyState.draft)
    waiting = db.session.scalar(question.order_by(Vacancy.id.desc()).limit(1))
    if waiting is not None:
        return waiting
    twin = _twin(actor, vacancy)
    twin.relist_reason = reason
    twin.relist_words = words if reason is RelistReason.other else ""
    settle(twin)
    db.session.add(twin)
    db.session.flush()
    vacancy_relisted.send(twin, original=vacancy)
    audit.record(
        actor=actor,
        verb="vacancy_relisted",
        subject=twin,
        organisation_id=twin.organisation_id,
        changes={"parent_id": (None, vacancy.id), "relist_reason": (None, reason)},
    )
    return twin


def _twin(actor: User, vacancy: Vacancy) -> Vacancy:
    copied = {name: getattr(vacancy, name) for name in CONTENT_FIELDS - NOT_RELISTED}
    copied["schools"] = list(vacancy.schools)
    return Vacancy(
        **copied,
        organisation=vacancy.organisation,
        office_latitude=vacancy.office_latitude,
        office_longitude=vacancy.office_longitude,
        campus_latitude=vacancy.campus_latitude,
        campus_longitude=vacancy.campus_longitude,
        campaign_id=vacancy.campaign_id,
        parent=vacancy,
        created_by=actor,
        slug=draft_slug(),
    )
