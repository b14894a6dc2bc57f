"""An application that counts requests; in tests nothing is counted otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from teachpb import create_app
from teachpb.config import Settings
from teachpb.db import Model, db
from teachpb.extensions import limiter


@contextmanager
def counting_app(data_dir: Path) -> Iterator[Flask]:
    """On a database of its own, with empty tables."""
    settings = Settings(environment="development", secret_key="x", data_dir=data_dir, search_engine="null")
    app = create_app(settings)
    with app.app_context():
        Model.metadata.create_all(db.engine)
    try:
        yield app
    finally:
        limiter.enabled = False
        with app.app_context():
            db.engine.dispose()
