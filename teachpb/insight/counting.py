"""Counting views without costing the page anything.

What visitors look at is noted in memory and written down every few seconds by a thread of its own; a crash loses
those few
seconds. Applications are never counted here: they are counted in the transaction that makes them.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from datetime import date
from typing import Any

import structlog
from flask import Flask, has_request_context, request
from sqlalchemy.exc import SQLAlchemyError

from teachpb import clock
from teachpb.db import db, in_transaction, transaction
from teachpb.insight import operations
from teachpb.insight.models import Metric

log = structlog.get_logger(__name__)
FLUSH_EVERY = 5.0
LARGEST = 5000
BOTS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|headless|lighthouse|scan", re.IGNORECASE)
SOURCE = re.compile(r"[a-z0-9_-]{1,40}")

Key = tuple[int, date, Metric, str]


class Buffer:
    """Counts that wait to be written, safe between threads."""

    def __init__(self) -> None:
        self._counts: Counter[Key] = Counter()
        self._lock = threading.Lock()

    def add(self, key: Key, number: int = 1) -> None:
        with self._lock:
            if key in self._counts or len(self._counts) < LARGEST:
                self._counts[key] += number

    def take(self) -> dict[Key, int]:
        with self._lock:
            taken, self._counts = dict(self._counts), Counter()
        return taken

    def put_back(self, counts: dict[Key, int]) -> None:
        for key, number in counts.items():
            self.add(key, number)


buffer = Buffer()


def is_person() -> bool:
    """Does this request look like a person's? Bots, previews and the pages people look at in advance do not count."""
    if not has_request_context() or request.method != "GET":
        return False
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    agent = request.headers.get("User-Agent", "")
    return "prefetch" not in purpose and bool(agent) and not BOTS.search(agent)


def tidy_source(source: str | None) -> str:
    """Where somebody came from, as far as it makes sense: a short name in small letters, else nothing."""
    source = (source or "").strip().lower()
    return source if SOURCE.fullmatch(source) else ""


def note(vacancy_id: int, metric: Metric, source: str | None = "") -> None:
    if is_person():
        buffer.add((vacancy_id, clock.today(), metric, tidy_source(source)))


def flush() -> int:
    """Write down what waits. On a failing database it waits on. Returns how many different counts were written."""
    counts = buffer.take()
    if not counts:
        return 0
    try:
        with transaction():
            operations.add_counts(counts=counts)
    except SQLAlchemyError:
        db.session.rollback()
        buffer.put_back(counts)
        log.warning("counts_wait", counts=len(counts))
        return 0
    return len(counts)


def count_click(vacancy_id: int, source: str | None) -> None:
    """Somebody left for an external form: that is an application initiated, so it is written down at once."""
    values: dict[str, Any] = {"vacancy_id": vacancy_id, "metric": Metric.clicked, "source": tidy_source(source)}
    if in_transaction():
        operations.count_initiated(**values)
        return
    with transaction():
        operations.count_initiated(**values)


class Flusher:
    """The thread that writes the counts of one process down."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._started = threading.Lock()

    def start(self) -> None:
        """Begin, once per process (a forked server starts it after the fork, with its first request)."""
        if self._started.acquire(blocking=False):
            threading.Thread(target=self.run, name="count-flusher", daemon=True).start()

    def run(self) -> None:
        ticks = threading.Event()
        while True:
            ticks.wait(FLUSH_EVERY)
            with self.app.app_context():
                flush()
