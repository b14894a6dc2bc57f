"""Forgetting what somebody wrote. The row of an application stays, with its states and their moments, for counting.

What goes is found in the tables themselves, so that a question added to the form is forgotten without anybody thinking
of it: every column that is not named here is blanked, and every row of this room that hangs on an application goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Table, delete, inspect, select, update

from teachpb import clock
from teachpb.applications.models import Application, ApplicationEvent
from teachpb.applications.registry import candidates_tables, forgetters
from teachpb.db import Model, db
from teachpb.files import operations as files
from teachpb.files.models import StoredFile

#: What is no more than the fact that somebody applied, and how it went.
KEPT = frozenset(
    {"id", "vacancy_id", "candidate_id", "code", "state", "state_entered_at", "submitted_at", "revealed_at"}
    | {"scrubbed_at", "withdrawal_reason", "created_at", "updated_at"}
)
ROOM = "teachpb.applications."


def scrub(*, applications: Sequence[Application]) -> None:
    """Blank everything personal, here and in the rooms above. Doing it twice is doing it once."""
    ids = [each.id for each in applications if each.scrubbed_at is None]
    if not ids:
        return
    forget_above(application_ids=ids, for_everybody=True)
    db.session.flush()
    _delete_children(ids)
    blank = update(Application).where(Application.id.in_(ids))
    db.session.execute(blank.values(**blank_values(), scrubbed_at=clock.now()))
    events = update(ApplicationEvent).where(ApplicationEvent.application_id.in_(ids))
    db.session.execute(events.values(reason="", note="", message=""))
    for application in applications:
        db.session.expire(application)


def forget_drafts(drafts: Sequence[Application]) -> None:
    """What hangs on drafts that are about to be deleted, files included."""
    ids = [each.id for each in drafts]
    if ids:
        forget_above(application_ids=ids, for_everybody=True)
        _delete_children(ids)


def forget_above(*, application_ids: Collection[int], for_everybody: bool) -> None:
    """Delete what the rooms above hold: everything, or all that is not the candidate's too."""
    for forget in forgetters():
        forget(application_ids)
    spared = frozenset() if for_everybody else candidates_tables()
    for table, name, is_ours in hanging():
        if not is_ours and table.name not in spared:
            db.session.flush()
            db.session.execute(delete(table).where(table.c[name].in_(application_ids)))


def blank_values() -> dict[str, Any]:
    """What an application that says nothing holds, by column."""
    columns = inspect(Application).columns
    return {key: None if column.nullable else _empty(column) for key, column in columns.items() if key not in KEPT}


def _empty(column: Any) -> Any:
    default = column.default
    if default is None:
        return ""
    return default.arg(None) if default.is_callable else default.arg


def hanging() -> Iterator[tuple[Table, str, bool]]:
    """The tables whose rows go with an application, the column that says which, and whether they are this room's."""
    for mapper in sorted(Model.registry.mappers, key=lambda each: each.class_.__name__):
        table = mapper.local_table
        if not isinstance(table, Table) or mapper.class_ in (Application, ApplicationEvent):
            continue
        for key in table.foreign_keys:
            if key.column.table is Application.__table__ and key.ondelete == "CASCADE":
                yield table, key.parent.name, mapper.class_.__module__.startswith(ROOM)


def _delete_children(ids: Sequence[int]) -> None:
    for table, name, is_ours in hanging():
        if not is_ours:
            continue
        here = table.c[name].in_(ids)
        for key in table.foreign_keys:
            if key.column.table is StoredFile.__table__:
                held = select(StoredFile).where(StoredFile.id.in_(select(key.parent).where(here)))
                for stored in db.session.scalars(held).all():
                    files.remove(stored)
        db.session.flush()
        db.session.execute(delete(table).where(here))
