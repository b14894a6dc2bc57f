"""Background work, as every room sees it: declare a job, wake it.

A job is a function without arguments that does all work it finds waiting in the database. It is told *that* there is
work, never *which*: the rows are the truth, a wake-up is a hint that may get lost or come twice. So a job must be safe
to run at any time, twice, and side by side with itself. Who runs jobs, and when, is the business of ``teachpb.jobs``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Protocol, TypeVar

from flask import current_app

from teachpb.db import after_commit, db, in_transaction

Drain = TypeVar("Drain", bound=Callable[[], object])

#: Where the application keeps its queue (``app.extensions``).
EXTENSION = "teachpb.queue"

#: How often a job without a clock of its own is run all the same, in case a wake-up was lost.
SWEEP_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Job:
    """One kind of background work. ``every`` is None for a job that only waits to be woken (and is swept)."""

    name: str
    run: Callable[[], object]
    every: timedelta | None

    @property
    def period(self) -> timedelta:
        return self.every or SWEEP_EVERY


class Queue(Protocol):
    """What carries a wake-up from one process to another."""

    def enqueue(self, name: str) -> None: ...


@dataclass(frozen=True)
class Poke:
    """The effect of ``wake`` after the commit; equal pokes are one poke."""

    queue: Queue
    name: str

    def __call__(self) -> None:
        self.queue.enqueue(self.name)


_jobs: dict[str, Job] = {}
_stop = threading.Event()


def job(name: str, *, every: timedelta | None = None) -> Callable[[Drain], Drain]:
    """Register the decorated function as the job ``name`` (``room.verb_noun``), run ``every`` so often by the clock."""
    if every is not None and every <= timedelta(0):
        raise ValueError(f"job {name}: “every” must be positive")

    def register(function: Drain) -> Drain:
        known = _jobs.get(name)
        if known is not None and known.run is not function:
            raise ValueError(f"two jobs are called {name}")
        _jobs[name] = Job(name=name, run=function, every=every)
        return function

    return register


def jobs() -> Mapping[str, Job]:
    """Every registered job, by name."""
    return MappingProxyType(_jobs)


def wake(name: str) -> None:
    """Let the worker run the job soon: once the present transaction has committed, or at once outside of one."""
    if name not in _jobs:
        raise LookupError(f"there is no job called {name}")
    poke = Poke(current_app.extensions[EXTENSION], name)
    if not in_transaction():
        poke()
    elif poke not in db.session().info["after_commit"]:
        after_commit(poke)


def stop_requested() -> bool:
    """Whether the worker was asked to stop: a long drain looks here between two rows and leaves the rest."""
    return _stop.is_set()


def request_stop() -> None:
    _stop.set()


def withdraw_stop() -> None:
    _stop.clear()
