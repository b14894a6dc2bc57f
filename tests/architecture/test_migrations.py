"""Migrations and models say the same, on both databases; every migration goes up and down; no row gets lost on the
way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from teachpb import create_app
from teachpb.config import PROJECT_ROOT, Settings
from teachpb.db import EnumList, EnumText, Model, UtcDateTime, db, foreign_keys_off, transaction
from teachpb.schools.models import Trust
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


def rebuild_organisations() -> None:
    with db.engine.connect() as connection, foreign_keys_off(connection):
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("organisations", recreate="auto") as batch:
            batch.alter_column("name", existing_nullable=False, nullable=True)
        connection.commit()


def count(table: str) -> int:
    with db.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - our own name


@pytest.mark.pure
def test_rebuilding_a_table_keeps_its_children(empty_app: Flask) -> None:
    """SQLite rebuilds a table by dropping it: with foreign keys on, that would take the children along without a
    word."""
    upgrade()
    with transaction() as session:
        session.add(Trust(name="T", slug="t"))
    rebuild_organisations()
    assert count("trusts") == count("organisations") == 1


@pytest.mark.pure
def test_a_rebuild_that_orphans_rows_is_refused(tmp_path: Path) -> None:
    with TemporaryDatabase("sqlite", tmp_path) as url:
        app = create_app(Settings(environment="testing", secret_key="x", database_url=url, data_dir=tmp_path))
        with app.app_context():
            upgrade()
            with transaction() as session:
                session.add(Trust(name="T", slug="t"))
            refused = pytest.raises(RuntimeError, match="without their parent")
            with refused, db.engine.connect() as connection, foreign_keys_off(connection):
                connection.execute(text("DELETE FROM organisations"))
                connection.commit()
            db.engine.dispose()


@pytest.mark.pure
def test_foreign_keys_are_on_afterwards(empty_app: Flask) -> None:
    upgrade()
    rebuild_organisations()
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(text("INSERT INTO trusts (id, description) VALUES (999, '')"))


@pytest.mark.pure
@pytest.mark.processes
def test_killed_in_the_middle_of_a_migration_no_row_is_lost(empty_app: Flask, tmp_path: Path) -> None:
    """The process dies inside the migration’s transaction; the next start finds every row, and can upgrade."""
    upgrade()
    with transaction() as session:
        session.add_all([Trust(name=f"T{number}", slug=f"t{number}") for number in range(50)])
    url = empty_app.config["SETTINGS"].database_url
    db.session.remove()
    db.engine.dispose()
    script = f"""
import os
from pathlib import Path
from alembic.migration import MigrationContext
from alembic.operations import Operations
from teachpb import create_app
from teachpb.config import Settings
from teachpb.db import db, foreign_keys_off
folder = Path({str(tmp_path)!r})
app = create_app(Settings(environment="testing", secret_key="x", database_url={url!r}, data_dir=folder))
with app.app_context(), db.engine.connect() as connection, foreign_keys_off(connection):
    operations = Operations(MigrationContext.configure(connection))
    recreate = "always" if connection.dialect.name == "sqlite" else "never"
    with operations.batch_alter_table("organisations", recreate=recreate) as batch:
        batch.alter_column("name", existing_nullable=False, nullable=True)
    os._exit(137)
"""
    killed = subprocess.run([sys.executable, "-c", script], cwd=PROJECT_ROOT, capture_output=True, check=False)
    assert killed.returncode == 137, killed.stderr
    assert count("organisations") == count("trusts") == 50
    rebuild_organisations()
    assert count("organisations") == count("trusts") == 50
