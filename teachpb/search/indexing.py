"""Hearing of changes: what the session writes of a searchable model becomes an index change in the same transaction.

Collected in ``after_flush`` (``before_commit`` misses what is flushed early) and written there and then, so that the
rows share the fate of the change. A bulk statement goes past the session: ``operations.record_changes`` is for those.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.search.engine import current_engine
from teachpb.search.models import IndexChange
from teachpb.search.registry import DocumentType, all_types
from teachpb.work import wake

APPLY_CHANGES = "search.apply_changes"

_KEY = "search_changes"


def listen() -> None:
    """Begin to listen to every session of this process. Listening twice is the same as once."""
    if not event.contains(Session, "after_flush", collect):
        event.listen(Session, "after_flush", collect)
        event.listen(Session, "after_soft_rollback", forget)
        event.listen(Session, "after_commit", forget)


def collect(session: Session, _context: object) -> None:
    if not current_engine().keeps_index:
        return
    changed: set[tuple[str, int]] = set()
    for document_type in all_types().values():
        if document_type.model is not None or document_type.depends_on:
            changed.update((document_type.name, record) for record in _changed_records(session, document_type))
    write(session, changed)


def write(session: Session, changed: Iterable[tuple[str, int]]) -> None:
    """Write change rows, each (corpus, record) once per transaction, and have the worker woken after the commit."""
    known: set[tuple[str, int]] = session.info.setdefault(_KEY, set())
    fresh = sorted(set(changed) - known)
    if not fresh:
        return
    known.update(fresh)
    now = clock.now()
    rows = [{"corpus": corpus, "record_id": record, "made_at": now} for corpus, record in fresh]
    session.connection().execute(insert(IndexChange), rows)
    if session.info.get("in_transaction"):
        wake(APPLY_CHANGES)


def forget(session: Session, *_: object) -> None:
    """A transaction or savepoint ended: what was written in it may be gone, so later changes are written again."""
    session.info.pop(_KEY, None)


def _changed_records(session: Session, document_type: DocumentType) -> set[int]:
    records: set[int] = set()
    for instance in _touched(session):
        if document_type.model is not None and isinstance(instance, document_type.model):
            records.add(instance.id)
        for model, affected in document_type.depends_on.items():
            if isinstance(instance, model):
                records.update(affected(instance))
    return records


def _touched(session: Session) -> Iterable[Any]:
    yield from session.new
    yield from session.deleted
    for instance in session.dirty:
        if session.is_modified(instance):
            yield instance
