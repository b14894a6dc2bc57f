"""What is asked of a corpus, and what comes back. Plain data, the same for every engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from teachpb import clock

Range = tuple[int | None, int | None]

#: The radii offered where nothing was found near by, in miles.
RADII = (1, 3, 5, 10, 15, 20, 25, 50, 100, 200)


@dataclass(frozen=True, kw_only=True)
class Query:
    """One search.

    ``words`` as typed: words (all must occur), "phrases in quotes", ``-without``, ``this OR that``. ``filters`` maps a
    facet to the wanted values: OR within a facet, AND between. A facet that is left out (or None) does not filter; an
    **empty** collection of values matches nothing, so that a forgotten check never shows everything. ``ranges`` maps a
    number to (least, most), both included, None for open. ``within`` restricts to these ids (empty: nothing).
    ``near`` is (latitude, longitude); without ``radius_miles`` it only gives distances and an order.
    ``sort`` is "relevance", "distance", "newest", "closing" or a sort of the document type; "" chooses relevance with
    words, distance with a place, else newest. Unknown facets, sorts and pages out of range are no error.
    """

    corpus: str
    words: str = ""
    filters: Mapping[str, Collection[str] | None] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    within: Collection[int] | None = None
    near: tuple[float, float] | None = None
    radius_miles: float | None = None
    sort: str = ""
    page: int = 1
    per_page: int = 20
    now: datetime = field(default_factory=clock.now)

    def without(self, name: str) -> Self:
        """The same search with one filter dropped: a facet, a range, "words", "radius" or "within"."""
        if name == "words":
            return replace(self, words="")
        if name == "radius":
            return replace(self, radius_miles=None)
        if name == "within":
            return replace(self, within=None)
        return replace(
            self,
            filters={key: value for key, value in self.filters.items() if key != name},
            ranges={key: value for key, value in self.ranges.items() if key != name},
        )

    def active_filters(self) -> list[str]:
        """The names ``without`` understands that restrict this search."""
        names = [key for key, values in self.filters.items() if values is not None]
        names += [key for key, limits in self.ranges.items() if limits != (None, None) and key not in names]
        if self.words.strip():
            names.append("words")
        if self.near is not None and self.radius_miles is not None:
            names.append("radius")
        return names


@dataclass(frozen=True, kw_only=True)
class Results:
    """One page of ids in order, and what is known about all that were found.

    ``facet_counts`` has every facet of the corpus, each counted with its own filter lifted. ``distances`` are miles, to
    the nearest position of a document. ``suggestion`` is the "did you mean" text; ``corrected`` says that these already
    are its results, because the words as typed are unknown.
    """

    total: int = 0
    ids: list[int] = field(default_factory=list)
    distances: dict[int, float] = field(default_factory=dict)
    facet_counts: dict[str, dict[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    corrected: bool = False
    page: int = 1
    pages: int = 1
    per_page: int = 20


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What to change in a search that found nothing.

    ``drop`` is the one filter whose removal brings the most (``drop_total``): a facet, a range, "words" or "radius".
    ``radius_miles`` is the next radius that brings any (``radius_total``). None when nothing helps.
    """

    drop: str | None = None
    drop_total: int = 0
    radius_miles: float | None = None
    radius_total: int = 0


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many documents of a corpus can be found now, in all and per facet value."""

    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ChangePosition:
    """How far an index has come in reading the change rows.

    All rows up to ``floor`` are in; of the later ones those in ``applied``. Transactions may commit in another order
    than they took their numbers, so the floor only rises past rows that are old enough. ``read_at`` (epoch seconds) is
    when rows were last read.
    """

    floor: int = 0
    applied: frozenset[int] = frozenset()
    read_at: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Status:
    """For operators: the state of one index on this machine."""

    corpus: str
    documents: int = 0
    segments: int = 0
    removed: int = 0
    size: int = 0
    version: str = ""
    position: ChangePosition | None = None
    problem: str = ""
