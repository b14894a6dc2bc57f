"""The queue: huey over SQLite (one machine), PostgreSQL or Redis (several), or a null twin that only remembers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError as HueyConfigurationError
from huey.registry import Message
from huey.serializer import Serializer

from teachpb.config import ConfigurationError, Settings

log = structlog.get_logger(__name__)

NAME = "teachpb"


class NullQueue:
    """Wakes nobody. ``woken`` lists who would have been, in order."""

    def __init__(self) -> None:
        self.woken: list[str] = []

    def enqueue(self, name: str) -> None:
        self.woken.append(name)

    def clear(self) -> None:
        self.woken.clear()


class JsonSerializer(Serializer):  # type: ignore[misc]
    """Wake-ups as JSON. huey's own pickles would run as code whatever somebody wrote into the queue's storage."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps([data.id, data.name, list(data.args)]).encode()

    def _deserialize(self, data: bytes | memoryview) -> Message:
        key, name, args = json.loads(bytes(data))
        return Message(id=str(key), name=str(name), retries=0, retry_delay=0, args=tuple(map(str, args)), kwargs={})


class HueyQueue:
    """Carries wake-ups to the worker. Connects on first use, so that a web process starts without its queue."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._huey: Huey | None = None
        self._task: Any = None
        self._execute: Callable[[str], None] = _no_worker

    @property
    def huey(self) -> Huey:
        self._connect()
        return self._huey

    def _connect(self) -> Any:
        """The task that carries a wake-up; opens the storage the first time."""
        with self._lock:
            if self._task is None:
                self._huey = open_huey(self.settings)
                self._task = self._huey.task(name="run_job")(self._run)
            return self._task

    def enqueue(self, name: str) -> None:
        """Wake the worker. A queue out of reach costs seconds, not work: the sweep finds the rows."""
        try:
            self._connect()(name)
        except Exception as error:
            log.warning("wake_up_lost", job=name, error=type(error).__name__)

    def close(self) -> None:
        """Let go of this thread's connection."""
        with self._lock:
            if self._huey is not None:
                self._huey.storage.close()

    def on_wake(self, execute: Callable[[str], None]) -> None:
        """In the worker: what to do with a wake-up."""
        self._execute = execute

    def _run(self, name: str) -> None:
        self._execute(name)


def open_huey(settings: Settings) -> Huey:
    """The storage the settings ask for. Raises ConfigurationError with a sentence."""
    url = settings.jobs_url
    options: dict[str, Any] = {"results": False, "serializer": JsonSerializer()}
    try:
        if not url or url.startswith("sqlite:///"):
            path = Path(url.removeprefix("sqlite:///")) if url else settings.data_dir / "jobs.sqlite3"
            path.parent.mkdir(parents=True, exist_ok=True)
            return SqliteHuey(NAME, filename=str(path), fsync=False, **options)
        if url.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
            return PostgresHuey(NAME, dsn="postgresql://" + url.partition("://")[2], **options)
        if url.startswith(("redis://", "rediss://", "unix://")):
            return RedisHuey(NAME, url=url, **options)
    except HueyConfigurationError as error:
        raise ConfigurationError(f"TEACHPB_JOBS_URL needs a package that is not installed. {error}") from error
    raise ConfigurationError("TEACHPB_JOBS_URL must be empty, or start with sqlite:///, postgresql:// or redis://.")


def make_queue(settings: Settings) -> NullQueue | HueyQueue:
    return NullQueue() if settings.is_testing else HueyQueue(settings)


def _no_worker(name: str) -> None:
    raise RuntimeError(f"{name} was taken off the queue by a process that is no worker")
