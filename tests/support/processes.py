"""Several processes on one real database: the side that gives orders, and the side that obeys them.

A module that is run as a process calls ``obey_orders`` with what it can do. It builds a real application and takes
orders, one line of JSON each: it answers "ready", waits for another line so that all processes start together, lets its
people loose in threads, and prints what became of each.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection

from teachpb import create_app
from teachpb.config import PROJECT_ROOT, Settings
from teachpb.db import DomainError, Model, db
from teachpb.turns import Turns
from tests.support.database import TemporaryDatabase

#: What one of the people does: the order, and who they are; what became of it.
Work = Callable[[dict[str, Any], Any], str]
PROCESSES = 4


def settings_for(url: str, data_dir: Path) -> Settings:
    return Settings(
        environment="testing",
        secret_key="for-tests-only",
        database_url=url,
        data_dir=data_dir,
        mail_transport="null",
        search_engine="null",
    )


class House:
    """An application on a database of its own, and processes of ``module`` that use it at the same time."""

    def __init__(self, module: str, url: str, data_dir: Path, *, pause: float) -> None:
        self.app: Flask = create_app(settings_for(url, data_dir))
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", module, url, str(data_dir), str(pause)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=PROJECT_ROOT,
            )
            for _ in range(PROCESSES)
        ]

    def at_once(self, scenario: str, people: list[int], *, lock: bool = True, **more: Any) -> list[Any]:
        """Let ``people`` loose in all processes, started together; what became of each."""
        for start, process in enumerate(self.processes):
            order = {"scenario": scenario, "people": people[start::PROCESSES], "lock": lock, **more}
            self._say(process, json.dumps(order))
        for process in self.processes:
            assert self._hear(process) == "ready"
        for process in self.processes:
            self._say(process, "go")
        return [outcome for process in self.processes for outcome in json.loads(self._hear(process))]

    def close(self) -> None:
        for process in self.processes:
            process.communicate(timeout=30)

    @staticmethod
    def _say(process: subprocess.Popen[str], line: str) -> None:
        assert process.stdin is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()

    @staticmethod
    def _hear(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline().strip()


@contextmanager
def open_house(module: str, kind: str, data_dir: Path, *, pause: float) -> Iterator[House]:
    """A house on a new database, which is gone afterwards."""
    with TemporaryDatabase(kind, data_dir) as url:
        house = House(module, url, data_dir, pause=pause)
        with house.app.app_context():
            Model.metadata.create_all(db.engine)
        yield house
        house.close()
        with house.app.app_context():
            db.engine.dispose()


def obey_orders(url: str, data_dir: str, works: Mapping[str, Work], unlocked: Callable[[], Any]) -> None:
    """The life of a process. An order with ``lock: false`` is carried out inside ``unlocked()``."""
    app = create_app(settings_for(url, Path(data_dir)))
    for line in sys.stdin:
        order = json.loads(line)
        off: AbstractContextManager[Any] = nullcontext() if order["lock"] else unlocked()
        with off:
            _say(json.dumps(_obey(app, works[order["scenario"]], order)))


def _obey(app: Flask, work: Work, order: dict[str, Any]) -> list[Any]:
    outcomes: list[Any] = [None] * len(order["people"])
    threads = [
        threading.Thread(target=_run, args=(app, work, order, person, outcomes, index))
        for index, person in enumerate(order["people"])
    ]
    _say("ready")
    sys.stdin.readline()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _run(app: Flask, work: Work, order: dict[str, Any], person: Any, outcomes: list[Any], index: int) -> None:
    with app.app_context():
        try:
            outcomes[index] = work(order, person)
        except DomainError as error:
            outcomes[index] = type(error).__name__
        except Exception as error:
            outcomes[index] = f"crashed: {type(error).__name__}: {error}"
        finally:
            db.session.remove()


@contextmanager
def nobody_waits() -> Iterator[None]:
    """On SQLite the driver's own transactions are used, which begin nothing, and nobody waits for a turn."""
    send, take = Connection.exec_driver_sql, Turns.take

    def without_begin(self: Connection, statement: str, *args: Any, **kwargs: Any) -> Any:
        return None if statement.startswith("BEGIN") else send(self, statement, *args, **kwargs)

    Turns.take = lambda self, patience=0.0: nullcontext()  # type: ignore[method-assign]
    Connection.exec_driver_sql = without_begin  # type: ignore[method-assign]
    try:
        yield
    finally:
        Turns.take = take  # type: ignore[method-assign]
        Connection.exec_driver_sql = send  # type: ignore[method-assign]
