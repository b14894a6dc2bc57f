"""Everything kept about a person, for that person (UK GDPR, articles 15 and 20).

Rows that carry the person's number in one of the columns of ``THEIRS`` are found in the tables themselves, so that a
new table is exported without anybody thinking of it. What hangs on those rows, and files, are added by rooms with
``register_export``. A test holds every other foreign key to a person against ``LEFT_OUT``; columns called “…_by_id” say
who did something for an organisation, and are part of its record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from flask import current_app
from sqlalchemy import Column, Table, select

from teachpb.accounts.models import User
from teachpb.db import Model, db

EXPORTS = "accounts.exports"
THEIRS = frozenset({"user_id", "candidate_id", "booker_id", "delegate_id"})
#: Keys to doors, and the hidden way to answers that are kept apart on purpose.
SECRET = ("hash", "secret", "token", "password", "_key", "slot", "storage")

ABOUT_SOMEBODY_ELSE = "written about somebody else, whose data it is"
#: table or table.column -> why it is not in the export
LEFT_OUT: dict[str, str] = {
    "mailed_links": "links that were mailed live for a few days and hold nothing but a key",
    "data_exports": "the export itself",
    "thread_messages.author_id": "in their threads",
    "application_events.actor_id": "in their applications",
    "score_sheets.marker_id": ABOUT_SOMEBODY_ELSE,
    "paper_events.actor_id": ABOUT_SOMEBODY_ELSE,
    "interest_steps.actor_id": ABOUT_SOMEBODY_ELSE,
    "audit_entries.actor_id": "summed up in activity.json, without naming others",
}


@dataclass(frozen=True)
class Export:
    """What a room adds: ``collect`` gives JSON, ``files`` gives (name, bytes)."""

    name: str
    collect: Callable[[User], Any] | None = None
    files: Callable[[User], Iterable[tuple[str, bytes]]] | None = None


def register_export(export: Export) -> None:
    current_app.extensions.setdefault(EXPORTS, []).append(export)


def collect(user: User) -> Iterator[tuple[str, Any]]:
    """(name, JSON) of everything about a person, the empty left out."""
    yield "account", [plain_row(User.__table__.columns, user.__dict__)]
    for table, column in tables_of_people():
        rows = rows_where(table, column == user.id)
        if rows:
            yield table.name, rows
    for export in _registered():
        found = export.collect(user) if export.collect else None
        if found:
            yield export.name, found


def files(user: User) -> Iterator[tuple[str, bytes]]:
    for export in _registered():
        yield from export.files(user) if export.files else ()


def tables_of_people() -> list[tuple[Table, Column[Any]]]:
    """The tables whose rows belong to a person, with the column that says to whom."""
    return [
        (table, column)
        for table in sorted(Model.metadata.tables.values(), key=lambda each: each.name)
        for column in table.columns
        if column.name in THEIRS and is_person(column) and table.name not in LEFT_OUT
    ]


def is_person(column: Column[Any]) -> bool:
    return any(key.column.table is User.__table__ for key in column.foreign_keys)


def rows_where(table: Table, condition: Any) -> list[dict[str, Any]]:
    """Rows as JSON holds them, sealed columns opened, keys to doors left out."""
    found = db.session.execute(select(table).where(condition).order_by(*table.primary_key.columns))
    return [plain_row(table.columns, dict(row._mapping)) for row in found]


def plain_row(columns: Iterable[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        column.name: plain(values.get(column.name))
        for column in columns
        if not any(word in column.name for word in SECRET) and not isinstance(values.get(column.name), bytes)
    }


def plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _registered() -> list[Export]:
    found: list[Export] = current_app.extensions.get(EXPORTS, [])
    return found
