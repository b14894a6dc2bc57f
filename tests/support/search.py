"""A real, temporary search index for tests that look something up.

    def test_finds(session, search_index):
        VacancyFactory(title="Teacher of Maths")
        search_index.index_now()
        assert search(Query(corpus="vacancy", words="mathematics")).total == 1

Without the fixture, tests run on the null engine: nothing is found and no index change is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from teachpb.search import operations, registry
from teachpb.search.engine import use_engine
from teachpb.search.whoosh_engine.engine import WhooshEngine


class SearchIndex:
    """The indexes of one test."""

    def __init__(self, engine: WhooshEngine) -> None:
        self.engine = engine

    def index_now(self) -> int:
        """Apply what the current session changed so far, and answer from it at once."""
        read = operations.apply_changes()
        if operations.rebuild_indexes():
            read += operations.apply_changes()
        for corpus in registry.all_types():
            self.engine.refresh(corpus)
        return read

    __call__ = index_now


@pytest.fixture
def search_index(session: Session, tmp_path: Path) -> Iterator[SearchIndex]:
    with use_engine(WhooshEngine(tmp_path / "search", durable=False)) as engine:
        assert isinstance(engine, WhooshEngine)
        yield SearchIndex(engine)
