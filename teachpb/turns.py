"""Whose turn it is to write to a SQLite file.

SQLite lets one connection write at a time and has the others ask again, at growing intervals: whoever has waited long
asks seldom, and under a steady stream of writers never gets in. Here the threads of a process queue for a lock and the
processes for a lock on a file beside the database, both asked for at short, even intervals, so that everybody gets in.
The kernel gives the file's lock back when a process dies.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Seconds somebody waits for their turn before they are told to come again.
PATIENCE = 15.0
#: Seconds between two looks at the file’s lock.
LOOK_EVERY = 0.002


class NoTurn(Exception):
    """Too many are writing. Nothing was done; trying again in a moment helps."""


class Turns:
    """The queue for one database file, for all threads and processes that use the same ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._process = os.getpid()
        self._threads = threading.Lock()

    @contextmanager
    def take(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the turn until the block ends. Raises NoTurn."""
        end = time.monotonic() + patience
        threads = self._lock_of_this_process()
        if not threads.acquire(timeout=patience):
            raise NoTurn
        try:
            with self._file_locked(end):
                yield
        finally:
            threads.release()

    def _lock_of_this_process(self) -> threading.Lock:
        if self._process != os.getpid():  # a fork may have copied a lock that nobody will release
            self._process, self._threads = os.getpid(), threading.Lock()
        return self._threads

    @contextmanager
    def _file_locked(self, end: float) -> Iterator[None]:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            while not _try_lock(handle):
                if time.monotonic() > end:
                    raise NoTurn
                time.sleep(LOOK_EVERY)
            yield
        finally:
            os.close(handle)  # gives the lock back


if sys.platform == "win32":

    def _try_lock(handle: int) -> bool:
        """Between processes SQLite's own waiting has to do."""
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
