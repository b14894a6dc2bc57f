"""A corpus of adverts that lives in a dictionary, and an index of it in a temporary directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from teachpb.search import registry
from teachpb.search.query import ChangePosition, Query, Results
from teachpb.search.registry import Document, DocumentType
from teachpb.search.whoosh_engine.engine import WhooshEngine
from teachpb.search.whoosh_engine.snapshot import Snapshot
from tests.support.search import search_index  # noqa: F401

NOW = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)
EPOCH = int(NOW.timestamp())
PETERBOROUGH = (52.5731, -0.2428)
STAMFORD = (52.6528, -0.4787)
ELY = (52.3981, 0.2622)


def advert(number: int, title: str, **fields: Any) -> Document:
    """A document with the given id; the higher the id the newer, unless ``newest`` is given."""
    return Document(**{"id": number, "title": title, "newest": number, **fields})


class Adverts:
    """The corpus: what the database would be."""

    def __init__(self, engine: WhooshEngine) -> None:
        self.engine = engine
        self.rows: dict[int, Document] = {}
        self.loaded: list[int] = []

    def load(self, ids: Sequence[int]) -> Iterable[Document]:
        self.loaded.extend(ids)
        return [self.rows[each] for each in ids if each in self.rows]

    def all_ids(self) -> Iterable[int]:
        return iter(sorted(self.rows))

    def build(self, *documents: Document) -> Adverts:
        """Index these, and nothing else, in a fresh version."""
        self.rows = {document.id: document for document in documents}
        self.engine.rebuild("advert", [list(self.rows.values())], ChangePosition())
        self.engine.refresh("advert")
        return self

    def publish(self, *documents: Document, removed: Iterable[int] = (), floor: int = 0) -> Adverts:
        """One commit into the present version."""
        with self.engine.writing("advert") as writing:
            writing.publish(list(documents), set(removed), ChangePosition(floor=floor))
        self.engine.refresh("advert")
        return self

    @property
    def snapshot(self) -> Snapshot:
        return self.engine.live_index("advert").snapshot()

    def search(self, words: str = "", **asked: Any) -> Results:
        return self.engine.search(Query(**{"corpus": "advert", "words": words, "now": NOW, **asked}))

    def found(self, words: str = "", **asked: Any) -> list[int]:
        return self.search(words, **asked).ids

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        return self.engine.suggest("advert", prefix, limit, NOW)


@pytest.fixture
def own_registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, DocumentType]:
    """Only what the test registers can be searched."""
    types: dict[str, DocumentType] = {}
    monkeypatch.setattr(registry, "_types", types)
    return types


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "search", durable=False)


@pytest.fixture
def adverts(own_registry: dict[str, DocumentType], engine: WhooshEngine) -> Iterator[Adverts]:
    corpus = Adverts(engine)
    registry.register(advert_type(corpus))
    yield corpus


def advert_type(corpus: Adverts, **changes: Any) -> DocumentType:
    document_type = DocumentType(
        name="advert",
        load=corpus.load,
        all_ids=corpus.all_ids,
        facets={"role": ("teacher", "headteacher", "teaching_assistant"), "phase": None, "subject": None},
        numbers=("salary_min", "salary_max"),
        sorts={"salary": "-salary_max", "cheapest": "salary_min"},
        noise=("job", "jobs"),
    )
    return replace(document_type, **changes)


@pytest.fixture
def reregister(adverts: Adverts) -> Callable[..., None]:
    """Register the adverts' type again, changed, as a new release would."""
    return lambda **changes: registry.register(advert_type(adverts, **changes))
