"""The audit trail's one table.

People, organisations and subjects are kept by number, without foreign keys: an entry outlives what it is about.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, event
from sqlalchemy.orm import Mapped, Mapper, ORMExecuteState, Session, mapped_column

from teachpb import clock
from teachpb.audit.errors import AppendOnly
from teachpb.db import Model


class AuditEntry(Model):
    """One thing that was done. ``changes`` maps a field to ``[before, after]``."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject_type", "subject_id", "id"),
        Index("ix_audit_entries_organisation_id_id", "organisation_id", "id"),
        Index("ix_audit_entries_actor_id_id", "actor_id", "id"),
    )

    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor_id: Mapped[int | None]
    actor_label: Mapped[str] = mapped_column(String(200))
    verb: Mapped[str] = mapped_column(String(80))
    subject_type: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[int]
    organisation_id: Mapped[int | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    request_id: Mapped[str] = mapped_column(String(64), default="")


def _refuse(_mapper: Mapper[AuditEntry], _connection: Any, entry: AuditEntry) -> None:
    raise AppendOnly(f"audit entry {entry.id} cannot be changed or deleted")


def _refuse_in_bulk(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper is not None and issubclass(mapper.class_, AuditEntry):
        raise AppendOnly("audit entries cannot be changed or deleted")


event.listen(AuditEntry, "before_update", _refuse)
event.listen(AuditEntry, "before_delete", _refuse)
event.listen(Session, "do_orm_execute", _refuse_in_bulk)
