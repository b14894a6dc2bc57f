"""A registry and a queue for tests of the jobs room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest
from flask import Flask

from teachpb import work
from teachpb.jobs.queue import NullQueue
from teachpb.work import EXTENSION, job

AddJob = Callable[..., list[int]]


@pytest.fixture
def add_job(monkeypatch: pytest.MonkeyPatch) -> AddJob:
    """Register a job in a registry of this test's own; the list it returns grows by one with every run.

    While ``errors`` holds one, the job fails with it.
    """
    monkeypatch.setattr(work, "_jobs", {})

    def add(name: str, *, every: timedelta | None = None, errors: Sequence[Exception] = ()) -> list[int]:
        runs: list[int] = []

        def run() -> None:
            runs.append(len(runs) + 1)
            if errors:
                raise errors[0]

        job(name, every=every)(run)
        return runs

    return add


@pytest.fixture
def queue(app: Flask) -> Iterator[NullQueue]:
    found = app.extensions[EXTENSION]
    assert isinstance(found, NullQueue)
    found.clear()
    yield found
    found.clear()
