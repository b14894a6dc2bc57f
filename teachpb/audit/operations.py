"""Adding to the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import structlog
from sqlalchemy import inspect, select, update

from teachpb.audit.models import AuditEntry
from teachpb.audit.redaction import REDACTED, redact
from teachpb.db import Model, db

SYSTEM = "System"
FORGOTTEN = "A former user"


class Actor(Protocol):
    """Whoever does things here: a user."""

    @property
    def id(self) -> Any: ...

    @property
    def full_name(self) -> Any: ...


def record(
    *,
    actor: Actor | None,
    verb: str,
    subject: Model,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    organisation_id: int | None = None,
    note: str = "",
) -> AuditEntry:
    """Note that ``actor`` (None: the system itself) did ``verb`` (``vacancy_published``) to ``subject``.

    ``changes`` maps field names to (before, after); values of secret and special-category fields are not kept. A new
    subject is flushed, so that it has a number. The actor is kept by name, never by e-mail address.
    """
    if inspect(subject).identity is None:
        db.session.add(subject)
        db.session.flush()
    entry = AuditEntry(
        actor_id=actor.id if actor else None,
        actor_label=(actor.full_name if actor else SYSTEM)[:200],
        verb=verb,
        subject_type=subject_type(type(subject)),
        subject_id=subject.id,
        organisation_id=organisation_id,
        changes=redact(changes or {}),
        note=note,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64],
    )
    db.session.add(entry)
    return entry


def changes_of(subject: Model, /) -> dict[str, tuple[Any, Any]]:
    """The columns of ``subject`` that were assigned another value and not flushed yet: ``{field: (before, after)}``."""
    state = inspect(subject)
    changed: dict[str, tuple[Any, Any]] = {}
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            after = history.added[0] if history.added else None
            if before != after:
                changed[column.key] = (before, after)
    return changed


def subject_type(model: type[Model], /) -> str:
    """The name under which a model's entries are kept: the table at the root of its inheritance."""
    return str(inspect(model).base_mapper.local_table.name)  # type: ignore[attr-defined]


def forget_actor(actor_id: int, /) -> None:
    """Replace a person's name in the trail (the right to erasure). What was done, and by which number, stays."""
    table = AuditEntry.__table__
    db.session.execute(update(table).where(table.c.actor_id == actor_id).values(actor_label=FORGOTTEN))  # type: ignore[arg-type]


def forget_subject(subject: Model, /) -> None:
    """Blot out how the fields of one record changed (the right to erasure). That they changed, and when, stays."""
    table = AuditEntry.__table__
    ours = (table.c.subject_type == subject_type(type(subject))) & (table.c.subject_id == subject.id)
    for number, changes in db.session.execute(select(table.c.id, table.c.changes).where(ours)).all():
        blotted = dict.fromkeys(changes or {}, REDACTED)
        db.session.execute(update(table).where(table.c.id == number).values(changes=blotted))  # type: ignore[arg-type]
