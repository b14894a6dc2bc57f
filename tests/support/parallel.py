"""Several workers at once, in threads, over a real database that nobody rolls back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from flask import Flask

from teachpb import create_app
from teachpb.config import Settings
from teachpb.db import Model, db
from tests.support.database import TemporaryDatabase

Outcome = TypeVar("Outcome")


@contextmanager
def committed_app(kind: str, data_dir: Path) -> Iterator[Flask]:
    """An application over a database of its own, empty, in which commits are commits."""
    with TemporaryDatabase(kind, data_dir) as url:
        app = create_app(
            Settings(
                environment="testing",
                secret_key="for-tests-only",
                database_url=url,
                data_dir=data_dir,
                mail_transport="null",
                search_engine="null",
            )
        )
        with app.app_context():
            Model.metadata.create_all(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()


def at_once(app: Flask, count: int, action: Callable[[int], Outcome]) -> list[Outcome]:
    """What ``action(0)`` … ``action(count - 1)`` return, started together, each in a context of its own."""
    gate = threading.Barrier(count, timeout=20)

    def run(number: int) -> Outcome:
        with app.app_context():
            gate.wait()
            try:
                return action(number)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
