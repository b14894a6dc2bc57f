"""Templates: every read starts from the person."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import selectin_polymorphic, selectinload

from teachpb.accounts.models import User
from teachpb.audit.models import AuditEntry
from teachpb.db import LabelledEnum, db
from teachpb.schools.models import Organisation, School, Trust
from teachpb.schools.queries import organisation_ids_for
from teachpb.vacancies.models import Vacancy, VacancyTemplate
from teachpb.vacancies.policies import HIRING_ROLES


class TemplateSort(LabelledEnum):
    by_name = "name", "Name, A to Z"
    changed = "changed", "Last changed"


_ORDERS: dict[TemplateSort, tuple[ColumnElement[object], ...]] = {
    TemplateSort.by_name: (VacancyTemplate.name_key.asc(), VacancyTemplate.id.asc()),  # type: ignore[dict-item]
    TemplateSort.changed: (VacancyTemplate.updated_at.desc(), VacancyTemplate.id.desc()),  # type: ignore[dict-item]
}


def select_templates(
    organisation_ids: Collection[int], sort: TemplateSort = TemplateSort.by_name
) -> Select[VacancyTemplate]:
    """The templates of these organisations."""
    return (
        select(VacancyTemplate)
        .where(VacancyTemplate.organisation_id.in_(organisation_ids))
        .options(
            selectinload(VacancyTemplate.organisation).options(selectin_polymorphic(Organisation, [School, Trust])),
            selectinload(VacancyTemplate.created_by),
        )
        .order_by(*_ORDERS[sort])
    )


def template_count(organisation_ids: Collection[int]) -> int:
    question = select(func.count(VacancyTemplate.id)).where(VacancyTemplate.organisation_id.in_(organisation_ids))
    return db.session.scalar(question) or 0


def times_used(template_ids: Collection[int]) -> dict[int, int]:
    """template id -> how many adverts began with it, in one query."""
    rows = db.session.execute(
        select(Vacancy.template_id, func.count(Vacancy.id))
        .where(Vacancy.template_id.in_(template_ids))
        .group_by(Vacancy.template_id)
    )
    return {template_id: count for template_id, count in rows if template_id is not None}


def get_template(user: User | None, template_id: int) -> VacancyTemplate | None:
    """One that belongs to an organisation the person hires for; None when it is not there or not theirs."""
    mine = organisation_ids_for(user, *HIRING_ROLES)
    return db.session.scalar(select_templates(mine).where(VacancyTemplate.id == template_id))


def was_deleted(user: User | None, template_id: int) -> bool:
    """Was there a template of this number at an organisation of theirs, and did somebody delete it?"""
    mine = organisation_ids_for(user, *HIRING_ROLES)
    question = select(AuditEntry.id).where(
        AuditEntry.subject_type == VacancyTemplate.__tablename__,
        AuditEntry.subject_id == template_id,
        AuditEntry.verb == "template_deleted",
        AuditEntry.organisation_id.in_(mine),
    )
    return db.session.scalar(question.limit(1)) is not None
