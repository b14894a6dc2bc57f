"""Databases that live as long as a test run, and transactions that live as long as a test."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import psycopg
from flask import Flask
from psycopg import sql

from teachpb.db import db

CANDIDATES = ("postgresql://postgres@127.0.0.1:5432/postgres", "postgresql:///postgres")


@lru_cache(maxsize=1)
def postgresql_server() -> str | None:
    """The address of a server where databases may be made: TEACHPB_TEST_POSTGRESQL_URL, or a local one; None if
    none."""
    given = os.environ.get("TEACHPB_TEST_POSTGRESQL_URL")
    for url in (given,) if given else CANDIDATES:
        try:
            with psycopg.connect(url, connect_timeout=3):
                return url
        except psycopg.OperationalError:
            continue
    return None


class TemporaryDatabase:
    """``with TemporaryDatabase("postgresql", path) as url``: empty, of its own, gone at the end."""

    def __init__(self, kind: str, data_dir: Path) -> None:
        self.kind = kind
        self.data_dir = data_dir
        self.name = f"teachpb_test_{secrets.token_hex(6)}"

    def __enter__(self) -> str:
        if self.kind == "sqlite":
            return f"sqlite:///{self.data_dir / (self.name + '.sqlite3')}"
        server = postgresql_server()
        assert server is not None, "no PostgreSQL server"
        self._run("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
        return server.rsplit("/", 1)[0] + "/" + self.name

    def __exit__(self, *_: object) -> None:
        if self.kind == "postgresql":
            self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        server = postgresql_server()
        assert server is not None
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self.name)))  # type: ignore[arg-type]


@contextmanager
def outer_transaction(app: Flask) -> Iterator[None]:
    """Put one open connection in the engine's place: every commit inside becomes the release of a savepoint."""
    with app.app_context():
        engines = db.engines
        engine = engines[None]
        connection = engine.connect()
        transaction = connection.begin()
        engines[None] = connection  # type: ignore[assignment]
        db.session.remove()
        db.session.configure(join_transaction_mode="create_savepoint")
    try:
        yield
    finally:
        engines[None] = engine
        transaction.rollback()
        connection.close()


@contextmanager
def undone() -> Iterator[None]:
    """Inside a test’s transaction: what happens in the block is taken back at its end, what was there before stays.

    A table of who may do what needs its world only once, however many rows and people it has.
    """
    db.session.commit()
    connection = db.engines[None]
    known = set(db.session.identity_map.keys())
    savepoint = connection.begin_nested()  # type: ignore[attr-defined]
    try:
        yield
    finally:
        db.session.rollback()
        savepoint.rollback()
        for key, found in list(db.session.identity_map.items()):
            if key not in known:
                db.session.expunge(found)
        db.session.expire_all()


if __name__ == "__main__":  # “is there a server?”, for the Makefile
    raise SystemExit(0 if postgresql_server() else 1)
