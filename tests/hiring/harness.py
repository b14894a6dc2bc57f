"""Candidates in a process of their own (see ``tests.support.processes``):
``python -m tests.hiring.harness DATABASE_URL DATA_DIR PAUSE``.

``lock: false`` switches the lock off, here and only here: the days are read without FOR UPDATE. PAUSE is time spent
between looking and taking, so that a race that can happen does happen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from teachpb.applications.models import Application
from teachpb.db import DomainError, db, transaction
from teachpb.hiring import locking, operations
from teachpb.hiring.models import InterviewDay
from tests.support.processes import nobody_waits, obey_orders

NONE_LEFT = "none left"


def choose(order: dict[str, Any], number: int) -> str:
    """Everybody wants the first of ``slots``, and takes the next one when it is gone."""
    for slot_id in order["slots"]:
        try:
            with transaction():
                application = db.session.get_one(Application, number)
                operations.choose_slot(actor=application.candidate, application=application, slot_id=slot_id)
        except DomainError:
            continue
        return f"slot {slot_id}"
    return NONE_LEFT


def slow_down_looking(pause: float) -> None:
    look = operations.choosing._require_may_take  # type: ignore[attr-defined]

    def slowly(*args: Any, **kwargs: Any) -> None:
        look(*args, **kwargs)
        time.sleep(pause)

    operations.choosing._require_may_take = slowly  # type: ignore[attr-defined]


@contextmanager
def unlocked() -> Iterator[None]:
    lock = locking.lock_rows

    def read_only(ids: list[int]) -> dict[int, InterviewDay]:
        rows = db.session.scalars(
            select(InterviewDay).where(InterviewDay.id.in_(ids)).execution_options(populate_existing=True)
        )
        return {row.id: row for row in rows}

    locking.lock_rows = read_only
    try:
        with nobody_waits():
            yield
    finally:
        locking.lock_rows = lock


if __name__ == "__main__":
    slow_down_looking(float(sys.argv[3]))
    obey_orders(sys.argv[1], sys.argv[2], {"choose": choose}, unlocked)
