"""The interface between the site and whatever searches: one engine a process, chosen by ``Settings.search_engine``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Protocol

from teachpb.search.query import Advice, ChangePosition, Counts, Query, Results, Status
from teachpb.search.registry import Document


class SearchBusy(Exception):
    """Another process is writing to this index; its work includes ours, or the next run finds it."""


class BrokenIndex(Exception):
    """An index cannot be written to any more; it has asked for its rebuild."""


class Writing(Protocol):
    """The one writer of an index, holding its lock. ``publish`` raises BrokenIndex when the index is beyond writing."""

    #: None: there is no usable index, or one of another form. It has to be rebuilt.
    position: ChangePosition | None

    def publish(self, documents: Sequence[Document], removed: Collection[int], position: ChangePosition) -> None: ...


class SearchEngine(Protocol):
    """What an engine can do. Reading never raises for what a person typed, nor while an index is being rebuilt."""

    #: Whether changes have to be kept for this engine at all.
    keeps_index: bool

    def search(self, query: Query) -> Results: ...

    def totals(self, queries: Sequence[Query]) -> list[int]:
        """How many documents each of these finds; cheaper than finding them."""
        ...

    def suggest(self, corpus: str, prefix: str, limit: int, now: datetime) -> list[str]: ...

    def counts(self, corpus: str, now: datetime) -> Counts: ...

    def advice(self, query: Query) -> Advice: ...

    def is_ready(self) -> bool: ...

    def state(self) -> object:
        """Equal as long as the same question gets the same answer (but for the clock); cheap."""
        ...

    def status(self, corpus: str) -> Status: ...

    def writing(self, corpus: str) -> AbstractContextManager[Writing]:
        """Raises SearchBusy when the lock cannot be had in reasonable time."""
        ...

    def rebuild(
        self,
        corpus: str,
        batches: Iterable[Sequence[Document]],
        position: ChangePosition,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Build a new index beside the present one, then put it in its place. Raises SearchBusy during another."""
        ...

    def needs_rebuild(self, corpus: str) -> bool:
        """Whether a rebuild would repair or tidy up the index."""
        ...


class _NullWriting:
    position: ChangePosition | None = ChangePosition()

    def publish(self, documents: Sequence[Document], removed: Collection[int], position: ChangePosition) -> None:
        return None


class NullEngine:
    """Finds nothing, keeps nothing, never fails."""

    keeps_index = False

    def search(self, query: Query) -> Results:
        return Results(per_page=query.per_page)

    def totals(self, queries: Sequence[Query]) -> list[int]:
        return [0] * len(queries)

    def suggest(self, corpus: str, prefix: str, limit: int, now: datetime) -> list[str]:
        return []

    def counts(self, corpus: str, now: datetime) -> Counts:
        return Counts()

    def advice(self, query: Query) -> Advice:
        return Advice()

    def is_ready(self) -> bool:
        return True

    def state(self) -> object:
        return None

    def status(self, corpus: str) -> Status:
        return Status(corpus=corpus)

    @contextmanager
    def writing(self, corpus: str) -> Iterator[Writing]:
        yield _NullWriting()

    def rebuild(
        self,
        corpus: str,
        batches: Iterable[Sequence[Document]],
        position: ChangePosition,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        return None

    def needs_rebuild(self, corpus: str) -> bool:
        return False


_engine: SearchEngine = NullEngine()


def current_engine() -> SearchEngine:
    return _engine


def choose_engine(engine: SearchEngine) -> None:
    """Search with ``engine`` from now on, in this process."""
    global _engine
    _engine = engine


@contextmanager
def use_engine(engine: SearchEngine) -> Iterator[SearchEngine]:
    """Search with ``engine`` until the block ends."""
    previous = current_engine()
    choose_engine(engine)
    try:
        yield engine
    finally:
        choose_engine(previous)
