"""Reading the audit trail, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select

from teachpb.audit.models import AuditEntry
from teachpb.audit.operations import subject_type
from teachpb.db import Model, db


def entries() -> Select[AuditEntry]:
    """Every entry, newest first: a select to narrow down and paginate."""
    return select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())


def entries_for(subject: Model, *, limit: int | None = None) -> Sequence[AuditEntry]:
    """What was done to one thing."""
    wanted = entries().where(
        AuditEntry.subject_type == subject_type(type(subject)), AuditEntry.subject_id == subject.id
    )
    return db.session.scalars(wanted.limit(limit)).all()


def entries_for_organisation(organisation_id: int) -> Select[AuditEntry]:
    """What was done in the name of one organisation: a select to paginate."""
    return entries().where(AuditEntry.organisation_id == organisation_id)


def entries_by(actor_id: int) -> Select[AuditEntry]:
    """What one person did: a select to paginate."""
    return entries().where(AuditEntry.actor_id == actor_id)
