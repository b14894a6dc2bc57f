"""The worker's part in ``/readyz``."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.jobs import operations
from teachpb.jobs.register import register
from teachpb.web import health
from teachpb.work import EXTENSION
from tests.support.time import FrozenClock


@pytest.fixture
def probes(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    found: dict[str, object] = {}
    monkeypatch.setattr(health, "_probes", found)
    return found


def test_a_worker_that_fell_silent_is_told(
    app: Flask, session: Session, frozen: FrozenClock, probes: dict[str, object]
) -> None:
    live = Flask("live")
    live.config["SETTINGS"] = replace(app.config["SETTINGS"], environment="development")
    register(live)
    probe = probes["worker"]
    assert callable(probe)
    with pytest.raises(RuntimeError, match="no sign of life"):
        probe()
    operations.sweep()
    probe()
    frozen.advance(timedelta(minutes=2))
    with pytest.raises(RuntimeError, match="no sign of life"):
        probe()


def test_where_there_is_no_queue_nobody_waits_for_a_worker(
    app: Flask, session: Session, probes: dict[str, object]
) -> None:
    quiet = Flask("quiet")
    quiet.config["SETTINGS"] = app.config["SETTINGS"]
    register(quiet)
    probe = probes["worker"]
    assert callable(probe)
    probe()
    assert EXTENSION in quiet.extensions
