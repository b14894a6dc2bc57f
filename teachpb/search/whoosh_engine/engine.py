"""The whoosh engine of one process: the live snapshot of every corpus, and the way to write."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import structlog

from teachpb.search import registry
from teachpb.search.engine import Writing
from teachpb.search.query import Advice, ChangePosition, Counts, Query, Results, Status
from teachpb.search.registry import Document, DocumentType
from teachpb.search.whoosh_engine import searching
from teachpb.search.whoosh_engine.directory import (
    IndexDirectory,
    UnusableIndex,
    Version,
    read_form,
    read_position,
    version_of,
)
from teachpb.search.whoosh_engine.segments import read_contents
from teachpb.search.whoosh_engine.snapshot import Snapshot
from teachpb.search.whoosh_engine.writer import LOCK_TIMEOUT, WhooshWriting, build, directory_size, is_untidy

log = structlog.get_logger(__name__)

#: Seconds between two looks at what the writer has finished.
CHECK_EVERY = 0.25
OPENING_ATTEMPTS = 20


class LiveIndex:
    """The snapshot of one corpus that this process answers from, and the next one on its way.

    Readers take one reference and keep it; a new version is read and warmed in a thread of its own, then the reference
    is moved. Nothing is ever refreshed in place.
    """

    def __init__(self, home: IndexDirectory, document_type: DocumentType) -> None:
        self.home = home
        self.document_type = document_type
        self.problem = ""
        self._snapshot: Snapshot | None = None
        self._refused: Version | None = None
        self._next_check = 0.0
        self._opening = threading.Lock()
        self._process = os.getpid()

    def snapshot(self) -> Snapshot:
        """What to answer from now. Waits only for the very first one."""
        if self._snapshot is None:
            self.refresh()
        elif time.monotonic() >= self._next_check:
            self._next_check = time.monotonic() + CHECK_EVERY
            if self._is_outdated():
                self._open_in_background()
        return self._snapshot or Snapshot(None, self.document_type)

    @property
    def is_open(self) -> bool:
        return self._snapshot is not None

    def refresh(self) -> None:
        """Read the present version now, in this thread, unless it is the one in use."""
        with self._lock():
            if self._snapshot is None or self._is_outdated():
                self._open()

    def _is_outdated(self) -> bool:
        latest = self.home.latest()
        known = (self._snapshot.version if self._snapshot else None, self._refused)
        return latest is not None and latest not in known

    def _lock(self) -> threading.Lock:
        if self._process != os.getpid():  # a fork may have copied a lock that nobody will release
            self._process, self._opening = os.getpid(), threading.Lock()
        return self._opening

    def _open_in_background(self) -> None:
        lock = self._lock()
        if not lock.acquire(blocking=False):
            return  # already on its way

        def work() -> None:
            try:
                self._open()
            finally:
                lock.release()

        threading.Thread(target=work, name=f"search-{self.document_type.name}", daemon=True).start()

    def _open(self) -> None:
        """Move to the present version; on any error stay where we are, or go back to the version before."""
        wanted = self.home.latest()
        try:
            self._snapshot = self._read_current()
            self._refused, self.problem = None, ""
        except Exception as error:
            log.exception("index_unusable", corpus=self.document_type.name, version=str(wanted))
            self.problem, self._refused = str(error), wanted
            self.home.rebuild_is_wanted(True)
            if self._snapshot is None:
                self._snapshot = self._read_previous()

    def _read_current(self) -> Snapshot:
        for _ in range(OPENING_ATTEMPTS):
            directory = self.home.current()
            if directory is None:
                return Snapshot(None, self.document_type)
            try:
                return Snapshot.open(directory, self.document_type, self._snapshot)
            except OSError:
                time.sleep(0.02)  # a writer or a rebuild has just replaced what we were about to read
        return Snapshot.open(self.home.current() or self.home.path, self.document_type)

    def _read_previous(self) -> Snapshot:
        current = self.home.current()
        for directory in reversed([each for each in self.home.versions() if each != current]):
            try:
                return Snapshot.open(directory, self.document_type)
            except Exception:
                log.exception("previous_index_unusable", corpus=self.document_type.name, version=directory.name)
        return Snapshot(None, self.document_type)


class WhooshEngine:
    """Keeps its indexes under ``root``, one directory per corpus."""

    keeps_index = True

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self._root = root
        self._durable = durable
        self._indexes: dict[str, LiveIndex] = {}

    def live_index(self, corpus: str) -> LiveIndex:
        """Raises LookupError for a corpus that no domain registered."""
        document_type = registry.get(corpus)
        index = self._indexes.get(corpus)
        if index is None or index.document_type is not document_type:
            home = IndexDirectory(self._root / corpus, durable=self._durable)
            index = self._indexes[corpus] = LiveIndex(home, document_type)
        return index

    def search(self, query: Query) -> Results:
        return searching.search(self.live_index(query.corpus).snapshot(), query)

    def totals(self, queries: Sequence[Query]) -> list[int]:
        return [searching.total_of(self.live_index(query.corpus).snapshot(), query) for query in queries]

    def suggest(self, corpus: str, prefix: str, limit: int, now: datetime) -> list[str]:
        return searching.suggest(self.live_index(corpus).snapshot(), prefix, limit, now)

    def counts(self, corpus: str, now: datetime) -> Counts:
        return searching.counts(self.live_index(corpus).snapshot(), now)

    def advice(self, query: Query) -> Advice:
        return searching.advice(self.live_index(query.corpus).snapshot(), query)

    def is_ready(self) -> bool:
        """Whether every corpus is in memory. Asking starts the reading."""
        indexes = [self.live_index(corpus) for corpus in registry.all_types()]
        for index in indexes:
            if not index.is_open:
                index._open_in_background()
        return all(index.is_open for index in indexes)

    def state(self) -> object:
        """The versions this process answers from. Asking is one of the looks at what the writer has finished."""
        return tuple(index.snapshot().version for index in list(self._indexes.values()) if index.is_open)

    def refresh(self, corpus: str) -> None:
        """Answer from the newest version at once, for tests and commands. Pages never wait for this."""
        self.live_index(corpus).refresh()

    def status(self, corpus: str) -> Status:
        index = self.live_index(corpus)
        directory = index.home.current()
        if directory is None:
            return Status(corpus=corpus, problem="not built yet")
        try:
            index.refresh()
            opened = index.snapshot().opened
            return Status(
                corpus=corpus,
                documents=index.snapshot().size,
                segments=opened.segment_count if opened else 0,
                removed=opened.deleted_count if opened else 0,
                size=directory_size(directory),
                version=str(version_of(directory)),
                position=read_position(directory),
                problem=index.problem or ("needs a rebuild" if self.needs_rebuild(corpus) else ""),
            )
        except (OSError, UnusableIndex) as error:
            return Status(corpus=corpus, problem=str(error))

    @contextmanager
    def writing(self, corpus: str) -> Iterator[Writing]:
        home = self.live_index(corpus).home
        with home.locked("write", LOCK_TIMEOUT):
            yield WhooshWriting(home, registry.get(corpus))

    def rebuild(
        self,
        corpus: str,
        batches: Iterable[Sequence[Document]],
        position: ChangePosition,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        index = self.live_index(corpus)
        with index.home.locked("rebuild", 0.0):
            building = build(index.home, index.document_type, batches, position, progress)
            Snapshot.open(building, index.document_type)  # what cannot be read is never put in place
            with index.home.locked("write", LOCK_TIMEOUT):
                index.home.put_in_place(building)

    def needs_rebuild(self, corpus: str) -> bool:
        index = self.live_index(corpus)
        directory = index.home.current()
        if directory is None or index.home.wants_rebuild:
            return True
        if read_form(directory) != index.document_type.fingerprint() or read_position(directory) is None:
            return True
        try:
            _, contents = read_contents(directory)
        except Exception:
            log.exception("index_unusable", corpus=corpus, version=directory.name)
            return True
        deleted = sum(segment.deleted_count() for segment in contents.segments)
        return is_untidy(len(contents.segments), deleted, sum(each.doc_count() for each in contents.segments))
