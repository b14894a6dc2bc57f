"""What the jobs room announces: the queue, and whether the worker lives."""

from __future__ import annotations

from flask import Flask

from teachpb.config import Settings
from teachpb.jobs.queries import worker_is_alive
from teachpb.jobs.queue import NullQueue, make_queue
from teachpb.web.health import register_probe
from teachpb.work import EXTENSION


def register(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    queue = make_queue(settings)
    app.extensions[EXTENSION] = queue

    def worker_probe() -> None:
        if not isinstance(queue, NullQueue) and not worker_is_alive():
            raise RuntimeError("no sign of life from the worker")

    register_probe("worker", worker_probe)
