"""What the trail holds of an advert."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, select

from teachpb.audit import queries as audit
from teachpb.audit.models import AuditEntry
from teachpb.audit.operations import subject_type
from teachpb.db import db
from teachpb.schools.models import School
from teachpb.vacancies.models import Vacancy

#: What readers did: whoever reports an advert is not shown to those who posted it.
NOT_THEIRS = frozenset({"vacancy_reported"})


def select_activity(vacancy: Vacancy) -> Select[AuditEntry]:
    """What was done to one advert by those who look after it, newest first: a select to paginate."""
    return audit.entries().where(
        AuditEntry.subject_type == subject_type(Vacancy),
        AuditEntry.subject_id == vacancy.id,
        AuditEntry.verb.not_in(NOT_THEIRS),
    )


def school_names(ids: Collection[int]) -> dict[int, str]:
    """Number -> name."""
    if not ids:
        return {}
    rows = db.session.execute(select(School.id, School.name).where(School.id.in_(ids)))
    return {row[0]: row[1] for row in rows}
