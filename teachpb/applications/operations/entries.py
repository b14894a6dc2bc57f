"""The rows of the form's lists: added, changed, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, Entry
from teachpb.applications.operations.shared import lock_draft
from teachpb.applications.queries import own_entry
from teachpb.applications.rules import LISTS, EntryList, ListName
from teachpb.db import DomainError, db


def save_entry(
    *,
    actor: User,
    application: Application,
    name: ListName,
    values: Mapping[str, Any],
    kind: str = "",
    entry_id: int | None = None,
    key: str = "",
) -> Any:
    """Add a row to a list, or change the one with ``entry_id``. Any answer may be missing; what the row does not know
    is left alone.

    ``key`` is what the empty page was given out with: the same page sent again (a second click, the way back) changes
    the row it made. Raises AlreadySent, DomainError.
    """
    lock_draft(application=application)
    entries = LISTS[name]
    if entry_id is None:
        entry = _made_by(entries, application, key) or _new(entries, application, kind, key)
    else:
        found = own_entry(application, entries, entry_id)
        if found is None:
            raise DomainError("This has been removed in another tab in the meantime. Add it again")
        entry = found
    for field in entries.kind_of(entry).fields:
        if field in values:
            setattr(entry, field, values[field])
    application.updated_at = clock.now()
    db.session.flush()
    return entry


def _made_by(entries: EntryList, application: Application, key: str) -> Entry | None:
    return next((row for row in entries.rows(application) if key and row.key == key), None)


def _new(entries: EntryList, application: Application, kind: str, key: str) -> Entry:
    if len(entries.rows(application)) >= entries.most:
        raise DomainError(f"You can add up to {entries.most} here. Remove one to add another")
    entry: Entry = entries.model(key=key or None, **({"kind": kind} if kind else {}))
    entries.rows(application).append(entry)
    return entry


def remove_entry(*, actor: User, application: Application, name: ListName, entry_id: int) -> None:
    """Doing it twice is doing it once. Raises AlreadySent."""
    lock_draft(application=application)
    entries = LISTS[name]
    entry = own_entry(application, entries, entry_id)
    if entry is not None:
        entries.rows(application).remove(entry)
        db.session.flush()
