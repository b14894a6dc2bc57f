"""Whose turn it is to write: one at a time, everybody in the end, nobody for ever."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from teachpb import turns
from teachpb.db import _TURNS, db, transaction
from teachpb.turns import NoTurn, Turns

SPAWN = multiprocessing.get_context("fork")


def in_threads(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def count_up(path: Path, queue: Turns, times: int) -> None:
    """Read, add one, write: loses something unless everybody waits for their turn."""
    for _ in range(times):
        with queue.take():
            path.write_text(str(int(path.read_text()) + 1))


def test_threads_and_processes_take_turns(tmp_path: Path) -> None:
    number, lock = tmp_path / "number", tmp_path / "turn"
    number.write_text("0")

    def work() -> None:
        queue = Turns(lock)
        in_threads([lambda: count_up(number, queue, 25)] * 4)

    processes = [SPAWN.Process(target=work) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert number.read_text() == "300"


def test_whoever_waits_too_long_is_told(tmp_path: Path) -> None:
    queue = Turns(tmp_path / "turn")
    other = Turns(tmp_path / "turn")  # as another process would
    with queue.take():
        for waiting in (queue, other):
            refused: list[bool] = []

            def ask(waiting: Turns = waiting, refused: list[bool] = refused) -> None:
                try:
                    with waiting.take(patience=0.02):
                        refused.append(False)
                except NoTurn:
                    refused.append(True)

            in_threads([ask])
            assert refused == [True]
    for waiting in (queue, other):
        with waiting.take(patience=0):
            pass


def test_an_error_gives_the_turn_back(tmp_path: Path) -> None:
    queue = Turns(tmp_path / "turn")
    with pytest.raises(ValueError, match="x"), queue.take():
        raise ValueError("x")
    with queue.take(patience=0):
        pass


def test_a_process_that_dies_gives_its_turn_back(tmp_path: Path) -> None:
    ready, never = SPAWN.Event(), SPAWN.Event()

    def hold() -> None:
        with Turns(tmp_path / "turn").take():
            ready.set()
            never.wait(60)

    holder = SPAWN.Process(target=hold)
    holder.start()
    assert ready.wait(20)
    with pytest.raises(NoTurn), Turns(tmp_path / "turn").take(patience=0):
        pass
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join(20)
    with Turns(tmp_path / "turn").take(patience=5):
        pass


def test_a_forked_process_does_not_wait_for_threads_it_has_not_got(tmp_path: Path) -> None:
    queue = Turns(tmp_path / "mother")
    queue.path = tmp_path / "mother"
    with queue.take():
        queue.path = tmp_path / "child"  # only the lock among threads is left to be waited for

        def child() -> None:
            with queue.take(patience=1):
                pass

        process = SPAWN.Process(target=child)
        process.start()
        process.join(20)
        assert process.exitcode == 0


class Counting(Turns):
    taken = 0
    held = False

    def take(self, patience: float = turns.PATIENCE) -> Any:
        self.taken += 1
        return super().take(patience)


def test_a_transaction_waits_for_its_turn_and_gives_it_back(app: Flask, session: Any, tmp_path: Path) -> None:
    counting = Counting(tmp_path / "turn")
    before = app.extensions.get(_TURNS)
    app.extensions[_TURNS] = counting
    try:
        with transaction(), pytest.raises(NoTurn), Turns(counting.path).take(patience=0):
            pass
        with pytest.raises(ValueError, match="no"), transaction():
            raise ValueError("no")
        with counting.take(patience=0):
            assert counting.taken == 3
    finally:
        if before is None:
            del app.extensions[_TURNS]
        else:
            app.extensions[_TURNS] = before


def test_only_sqlite_has_a_queue(app: Flask, session: Any) -> None:
    is_sqlite = db.session.connection().dialect.name == "sqlite"
    assert (_TURNS in app.extensions) is is_sqlite
