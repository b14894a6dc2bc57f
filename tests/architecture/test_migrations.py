"""Migrations and models say the same, on both databases; every migration goes up and down; no row gets lost on the
way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from teachpb import create_app
from teachpb.config import PROJECT_ROOT, Settings
from teachpb.db import EnumList, EnumText, Model, UtcDateTime, db
from tests.support.database import TemporaryDatabase

SCRIPTS = ScriptDirectory(str(PROJECT_ROOT / "migrations"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database of its own."""
    with TemporaryDatabase(request.param, tmp_path) as url:
        app = create_app(
            Settings(environment="testing", secret_key="x", database_url=url, data_dir=tmp_path, search_engine="null")
        )
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def drift() -> list[object]:
    def compare_type(_c: object, _col: object, _m: object, inspected: object, declared: object) -> bool | None:
        return False if isinstance(declared, UtcDateTime | EnumText | EnumList) else None

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": compare_type})
        return list(compare_metadata(context, Model.metadata))


@pytest.mark.pure
def test_there_is_one_line_of_migrations() -> None:
    assert len(SCRIPTS.get_heads()) == 1


@pytest.mark.pure
def test_upgrade_leaves_no_drift(empty_app: Flask) -> None:
    upgrade()
    assert drift() == []


@pytest.mark.pure
def test_every_migration_goes_down_and_up_again(empty_app: Flask) -> None:
    upgrade()
    revisions = [script.revision for script in SCRIPTS.walk_revisions()]
    for _ in revisions:
        downgrade()
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    assert drift() == []


@pytest.mark.pure
def test_rebuilding_a_table_keeps_its_children(empty_app: Flask) -> None:
    """SQLite rebuilds a table by dropping it: with foreign keys on, that would take the children along without a
    word."""
    from alembic.operations import Operations

    upgrade()
    with db.engine.begin() as connection:
        columns = "id, kind, name, slug, created_at, updated_at"
        row = "1, 'trust', 'T', 't', '2026-01-01', '2026-01-01'"
        connection.execute(text(f"INSERT INTO organisations ({columns}) VALUES ({row})"))  # noqa: S608 - both written above
        connection.execute(text("INSERT INTO trusts (id, description) VALUES (1, '')"))
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("organisations", recreate="auto") as batch:
            batch.alter_column("name", existing_nullable=False, nullable=True)
        connection.commit()
        assert connection.execute(text("SELECT count(*) FROM trusts")).scalar_one() == 1
