"""Who has a word, and how well it fits: scores read through whoosh once, then kept.

AND and OR of single words is answered from the kept scores of each word, which add up to exactly what whoosh's own
search says. Phrases go to whoosh itself, on a searcher no other thread has at the time; exclusion takes a set away.
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import compress
from operator import add
from typing import Any, Generic, TypeVar

from teachpb.search.library import And, Or, Phrase, Searcher, Term
from teachpb.search.parse import Alternative, Clause, Parsed
from teachpb.search.whoosh_engine.bits import bits_of, flags_of, positions_of

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

#: What the kept scores of one snapshot may take, in bytes.
TERM_MEMORY = 48 * 1024 * 1024
ANSWER_MEMORY = 24 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Scored:
    """The documents that have a word, with its score for each (0.0 where it is missing)."""

    bits: int
    score: Callable[[int], float]
    cost: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents that match, best first; among equals the newest first. ``scores`` go with ``order``."""

    bits: int
    order: array[int]
    scores: array[float]

    @property
    def cost(self) -> int:
        return 12 * len(self.order) + 200

    def page(self, bits: int, size: int, start: int, stop: int) -> list[int]:
        """Places ``start`` to ``stop`` among those that are in ``bits`` too."""
        flags = flags_of(bits, size)
        kept = compress(self.order, map(flags.__getitem__, self.order))
        page = []
        for place, position in enumerate(kept):
            if place >= stop:
                break
            if place >= start:
                page.append(position)
        return page


class Cache(Generic[Key, Value]):
    """Least recently used out first, once ``limit`` is reached. Safe between threads; work is done outside the lock."""

    def __init__(self, limit: int, cost: Callable[[Value], int]) -> None:
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._limit = limit
        self._cost = cost
        self._total = 0
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[Key], Value]) -> Value:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make(key)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value
                self._total += self._cost(value)
            while self._total > self._limit and len(self._kept) > 1:
                self._total -= self._cost(self._kept.popitem(last=False)[1])
        return value

    def keys(self) -> list[Key]:
        """Least recently used first."""
        with self._lock:
            return list(self._kept)


class Terms:
    """``places`` maps whoosh's document number to the position in the snapshot (-1: deleted)."""

    def __init__(self, open_searcher: Callable[[], Searcher], places: array[int], size: int) -> None:
        self._open = open_searcher
        self._idle: list[Searcher] = []
        self._places = places
        self._size = size
        self._terms: Cache[tuple[str, str], Scored] = Cache(TERM_MEMORY, lambda scored: scored.cost)
        self._answers: Cache[Parsed, Answer] = Cache(ANSWER_MEMORY, lambda answer: answer.cost)

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """A searcher for this thread alone, until the block ends. One that failed is not used again."""
        try:
            searcher = self._idle.pop()
        except IndexError:
            searcher = self._open()
        yield searcher
        self._idle.append(searcher)

    def term(self, stem: str, field: str = "text") -> Scored:
        return self._terms.get((field, stem), self._read_term)

    def answer(self, parsed: Parsed) -> Answer:
        """``parsed`` must not be empty."""
        return self._answers.get(parsed, self._find)

    def _find(self, parsed: Parsed) -> Answer:
        if parsed.excluded:
            return self._without(parsed)
        return self._add_up(parsed) if parsed.is_plain else self._ask_whoosh(parsed)

    def _without(self, parsed: Parsed) -> Answer:
        """Exclusion is taking away a set: whoosh's own lets through the first document that it should leave out."""
        if parsed.required:
            wanted = self.answer(Parsed(required=parsed.required))
        else:
            everything = range(self._size)
            wanted = Answer((1 << self._size) - 1, array("I", everything), array("d", [1.0]) * self._size)
        bits = wanted.bits & ~_union(self._having(clause) for clause in parsed.excluded)
        flags = flags_of(bits, self._size)
        kept = [flags[position] for position in wanted.order]
        return Answer(bits, array("I", compress(wanted.order, kept)), array("d", compress(wanted.scores, kept)))

    def _having(self, clause: Clause) -> int:
        return self.answer(Parsed(required=(clause,))).bits

    def warm(self, other: Terms) -> None:
        """Read what was asked of ``other`` most, so that the first visitors of a new version do not wait."""
        for field, stem in other._terms.keys()[-300:]:
            self.term(stem, field)

    def _read_term(self, key: tuple[str, str]) -> Scored:
        found = self._read(Term(*key))
        bits = bits_of((position for position, _ in found), self._size)
        if len(found) * 12 > self._size:
            dense = array("d", bytes(8 * self._size))
            for position, score in found:
                dense[position] = score
            return Scored(bits, dense.__getitem__, 8 * self._size)
        sparse = dict(found)
        return Scored(bits, lambda position: sparse.get(position, 0.0), 100 * len(sparse) + 300)

    def _add_up(self, parsed: Parsed) -> Answer:
        clauses = [[self.term(each[0]) for each in clause] for clause in parsed.required]
        bits = -1
        for clause in clauses:
            bits &= _union(scored.bits for scored in clause)
        matching = list(positions_of(bits, self._size))
        totals: list[float] = []
        for scored in (scored for clause in clauses for scored in clause):
            scores = map(scored.score, matching)
            totals = list(map(add, totals, scores)) if totals else list(scores)
        return _best_first(bits, matching, totals)

    def _ask_whoosh(self, parsed: Parsed) -> Answer:
        # Cheap to see first: without the single words nothing can match.
        if any(not self._possible(clause) for clause in parsed.required):
            return _best_first(0, [], [])
        found = sorted(self._read(as_whoosh(parsed)))
        matching = [position for position, _ in found]
        return _best_first(bits_of(matching, self._size), matching, [score for _, score in found])

    def _possible(self, clause: Clause) -> bool:
        return any(all(self.term(stem).bits for stem in alternative) for alternative in clause)

    def _read(self, query: Any) -> list[tuple[int, float]]:
        """(position, score) of every match, through whoosh's own matchers, segment by segment as its search does."""
        found = []
        with self.searcher() as searcher:
            for leaf, base in searcher.leaf_searchers():
                matcher = query.matcher(leaf, leaf.context())
                while matcher.is_active():
                    position = self._places[base + matcher.id()]
                    if position >= 0:
                        found.append((position, matcher.score()))
                    matcher.next()
        return found


def _union(sets: Iterable[int]) -> int:
    union = 0
    for bits in sets:
        union |= bits
    return union


def _best_first(bits: int, matching: list[int], totals: list[float]) -> Answer:
    # A stable sort: equal scores stay in position order, newest first.
    ranks = sorted(range(len(matching)), key=totals.__getitem__, reverse=True)
    return Answer(bits, array("I", [matching[rank] for rank in ranks]), array("d", [totals[rank] for rank in ranks]))


def as_whoosh(parsed: Parsed) -> Any:
    """What is required, as a whoosh query."""
    return And([_any_of(clause) for clause in parsed.required])


def _any_of(clause: Clause) -> Any:
    return Or([_alternative(each) for each in clause])


def _alternative(alternative: Alternative) -> Any:
    if len(alternative) == 1:
        return Term("text", alternative[0])
    return Phrase("text", list(alternative))
