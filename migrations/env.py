"""How Alembic meets the database: our column types, batch mode, and SQLite's foreign keys kept out of the way.

With ``foreign_keys=ON`` a batch migration on SQLite drops the old table and cascades to its children without a word;
so the
checks are off while tables move and ``foreign_key_check`` has the last word.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from teachpb.db import EnumList, EnumText, Model, UtcDateTime, foreign_keys_off


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write our column types into migrations as the plain types below them, so that a migration needs no code of
    ours."""
    if kind == "type":
        if isinstance(item, UtcDateTime):
            return "sa.DateTime(timezone=True)"
        if isinstance(item, EnumText):
            return "sa.String(length=60)"
        if isinstance(item, EnumList):
            return "sa.JSON()"
    return False


def compare_type(_context: Any, _column: Any, _metadata_column: Any, inspected: Any, declared: Any) -> bool | None:
    """Our types differ from what the database reports by nature; only a change of the plain type below counts."""
    if isinstance(declared, UtcDateTime | EnumText | EnumList):
        return not isinstance(inspected, type(declared.impl_instance.as_generic()))
    return None


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """The queue of the jobs room, when it is kept in this database, looks after its own tables."""
    return not (kind == "table" and (name or "").startswith("huey_"))


def drop_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """No file for a migration that would do nothing."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_item=render_item,
        compare_type=compare_type,
        include_name=include_name,
        process_revision_directives=drop_empty,
        render_as_batch=True,
        transaction_per_migration=True,
    )
    with foreign_keys_off(connection):
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


engine = current_app.extensions["migrate"].db.engine
with engine.connect() as opened:
    run(opened)
