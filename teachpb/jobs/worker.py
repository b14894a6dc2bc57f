"""The worker process: huey's consumer with our clock, running one of each job at a time."""

from __future__ import annotations

import signal
import threading
from typing import Any

import structlog
from flask import Flask
from huey.consumer import Consumer, Scheduler

from teachpb import work
from teachpb.db import db
from teachpb.jobs import operations
from teachpb.jobs.queries import SWEEP
from teachpb.jobs.queue import HueyQueue

log = structlog.get_logger(__name__)

#: Seconds between two sweeps.
TICK = 5
#: Seconds a stopping worker waits for its jobs before it lets go of them.
PATIENCE = 30


class Runner:
    """Runs jobs in the threads that ask. A job woken while it runs is run once more afterwards, not side by side."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._guard = threading.Lock()
        self._running: set[str] = set()
        self._again: set[str] = set()

    def __call__(self, name: str) -> None:
        with self._guard:
            if name in self._running:
                self._again.add(name)
                return
            self._running.add(name)
        while self._run_once(name):
            pass

    def _run_once(self, name: str) -> bool:
        """Run the job; True when it was woken meanwhile."""
        try:
            with self.app.app_context():
                operations.run(name)
        except LookupError:
            log.warning("unknown_job", job=name)  # queued by a newer or older release
        except Exception as error:
            log.error("job_record_failed", job=name, error=type(error).__name__)
        finally:
            with self._guard:
                again = name in self._again and not work.stop_requested()
                self._again.discard(name)
                if not again:
                    self._running.discard(name)
        return again


class Clock(Scheduler):  # type: ignore[misc]
    """huey's scheduler, whose only periodic work is to wake the sweep."""

    periodic_task_seconds = TICK
    queue: HueyQueue

    def enqueue_periodic_tasks(self, now: Any) -> None:
        self.queue.enqueue(SWEEP)


class WorkerConsumer(Consumer):  # type: ignore[misc]
    """huey's consumer, told to stop gently by SIGTERM and by Ctrl-C alike."""

    scheduler_class = Clock

    def _handle_signal(self, signum: int, frame: Any) -> None:
        work.request_stop()
        super()._handle_signal(signum, frame)


def run_worker(app: Flask, queue: HueyQueue, *, threads: int) -> None:
    """Work until told to stop: SIGTERM or Ctrl-C lets running jobs finish, a second one does not."""
    work.withdraw_stop()
    queue.on_wake(Runner(app))
    Clock.queue = queue
    consumer = WorkerConsumer(
        queue.huey,
        workers=threads,
        initial_delay=0.05,
        max_delay=0.2,  # a wake-up waits no longer: what is published is to be found within two seconds
        graceful_signal="TERM",
        shutdown_timeout=PATIENCE,
    )
    consumer._signal_actions[signal.SIGINT] = (False, True)
    with app.app_context():
        operations.wake_soon_due()
        db.session.remove()
    log.info("worker_started", threads=threads, jobs=len(work.jobs()))
    consumer.run()
    log.info("worker_stopped")
