"""One version of one index, in memory, for answering: documents in order of newness, everything else as bitsets."""

from __future__ import annotations

from array import array
from functools import lru_cache
from pathlib import Path

from teachpb.search.registry import DocumentType
from teachpb.search.whoosh_engine.bits import bits_of
from teachpb.search.whoosh_engine.directory import UnusableIndex, Version
from teachpb.search.whoosh_engine.numbers import NumberColumn
from teachpb.search.whoosh_engine.places import Places
from teachpb.search.whoosh_engine.ranking import Ranking
from teachpb.search.whoosh_engine.schema import SEPARATOR
from teachpb.search.whoosh_engine.segments import OpenVersion, SegmentData
from teachpb.search.whoosh_engine.spelling import Spelling
from teachpb.search.whoosh_engine.terms import Terms

Rows = list[tuple[SegmentData, int, int]]


class Snapshot:
    """Position *i* is the *i*-th newest document (``newest`` descending, then the higher id). Never changes."""

    def __init__(self, opened: OpenVersion | None, document_type: DocumentType) -> None:
        self.opened = opened
        self.document_type = document_type
        rows = opened.live_rows() if opened else []
        rows.sort(key=lambda row: (-row[0].numbers["newest"][row[1]], -row[0].ids[row[1]]))
        self.size = len(rows)
        self.everything = (1 << self.size) - 1
        self.ids = [data.ids[row] for data, row, _ in rows]
        self.where = {document_id: position for position, document_id in enumerate(self.ids)}
        if len(self.where) != self.size:
            raise UnusableIndex(f"{self.version}: a document is in the index twice")
        self.facets = {name: _facet(name, rows) for name in document_type.facet_names}
        self.numbers = {
            name: NumberColumn([data.numbers[name][row] for data, row, _ in rows])
            for name in document_type.number_names
        }
        self.places = Places([data.positions[row] for data, row, _ in rows])
        self.spelling = Spelling(
            _head(rows),
            [data.titles[row] for data, row, _ in rows],
            [data.organisations[row] for data, row, _ in rows],
            self.size,
        )
        self.terms = Terms(opened.searcher if opened else _no_searcher, _places(rows), self.size)
        self.ranking = Ranking(self.terms, self.facets, document_type.intent_reader, self.size)
        self.suggestions = lru_cache(maxsize=2_000)(self._suggestions)

    @classmethod
    def open(cls, directory: Path, document_type: DocumentType, previous: Snapshot | None = None) -> Snapshot:
        """Raises UnusableIndex, or OSError when a writer is just replacing the files."""
        opened = OpenVersion(directory, document_type, previous.opened if previous else None)
        try:
            snapshot = cls(opened, document_type)
            snapshot.warm(previous)
        except OSError:
            raise
        except Exception as error:
            raise UnusableIndex(f"{opened.version} cannot be read: {error!r}") from error
        return snapshot

    @property
    def version(self) -> Version | None:
        return self.opened.version if self.opened else None

    def warm(self, previous: Snapshot | None) -> None:
        """Do what the first visitors would wait for, and read a word of the index to see that it can be read."""
        self.numbers["closes_at"].between(0, 0)
        self.numbers["opens_at"].between(0, 0)
        if not self.size:
            return
        if previous is not None:
            self.terms.warm(previous.terms)
        for word in self.spelling.most_frequent(30):
            self.terms.term(word)
            self.terms.term(word, "name")

    def live(self, now: int) -> int:
        """Those that are open at ``now`` (epoch seconds): what has closed drops out by the clock, not by the index."""
        closed = self.numbers["closes_at"].at_most(now)
        unopened = self.numbers["opens_at"].between(now + 1, None)
        return self.everything & ~closed & ~unopened

    def chosen(self, facet: str, values: frozenset[str]) -> int:
        known = self.facets[facet]
        union = 0
        for value in values:
            union |= known.get(value, 0)
        return union

    def _suggestions(self, prefix: str, limit: int, live: int) -> tuple[str, ...]:
        return tuple(self.spelling.complete(prefix, limit, live))


def _facet(name: str, rows: Rows) -> dict[str, int]:
    """value -> set of documents. Documents share few combinations of values, so each is split once."""
    members: dict[bytes, list[int]] = {}
    for position, (data, row, _) in enumerate(rows):
        members.setdefault(data.facets[name][row], []).append(position)
    facet: dict[str, int] = {}
    for raw, positions in members.items():
        bits = bits_of(positions, len(rows)) if raw else 0
        for value in raw.decode().split(SEPARATOR) if raw else ():
            facet[value] = facet.get(value, 0) | bits
    return facet


def _head(rows: Rows) -> dict[str, list[int]]:
    """word -> positions, over all segments."""
    by_segment: dict[int, tuple[SegmentData, array[int]]] = {}
    for position, (data, row, _) in enumerate(rows):
        entry = by_segment.get(id(data))
        if entry is None:
            entry = by_segment[id(data)] = (data, array("i", [-1]) * len(data.ids))
        entry[1][row] = position
    head: dict[str, list[int]] = {}
    for data, places in by_segment.values():
        for word, members in data.head.items():
            positions = [places[row] for row in members if places[row] >= 0]
            if positions:
                head.setdefault(word, []).extend(positions)
    return head


def _places(rows: Rows) -> array[int]:
    """whoosh's document number -> position, -1 for deleted ones."""
    places = array("i", [-1]) * (max((number for _, _, number in rows), default=-1) + 1)
    for position, (_, _, number) in enumerate(rows):
        places[number] = position
    return places


def _no_searcher() -> object:
    raise UnusableIndex("there is no index yet")
