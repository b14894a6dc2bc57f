"""Search without an index: every document is read and compared. For tests, for development without a worker, and for
the minute before the first index is built. Words match anywhere, without stemming, synonyms or forgiveness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from teachpb.search.query import RADII, Advice, Query, Results
from teachpb.search.registry import Document, DocumentType

Position = tuple[float, float]
Miles = Callable[[Position, Position], float]


@dataclass(frozen=True)
class Candidate:
    """A document with the words it is found by and how far away it is."""

    document: Document
    words: str
    miles: float | None

    def number(self, name: str) -> int | None:
        built_in = {
            "opens_at": self.document.opens_at,
            "closes_at": self.document.closes_at,
            "newest": self.document.newest,
        }
        return built_in[name] if name in built_in else self.document.numbers.get(name)


class Market:
    """Documents that are open now, read once; answers like the engine, for queries near the same place. ``miles``
    measures between two positions."""

    def __init__(
        self, document_type: DocumentType, documents: Iterable[Document], near: Position | None, miles: Miles
    ) -> None:
        self._type = document_type
        self._everything = [_candidate(document, near, miles) for document in documents]

    def search(self, query: Query) -> Results:
        matching = [candidate for candidate in self._everything if self._matches(candidate, query)]
        matching.sort(key=self._order(query))
        pages = max(1, ceil(len(matching) / query.per_page))
        page = max(1, min(query.page, pages))
        shown = matching[(page - 1) * query.per_page : page * query.per_page]
        return Results(
            total=len(matching),
            ids=[candidate.document.id for candidate in shown],
            distances={candidate.document.id: candidate.miles for candidate in shown if candidate.miles is not None},
            facet_counts={facet: self._counts(facet, query) for facet in self._type.facet_names},
            page=page,
            pages=pages,
            per_page=query.per_page,
        )

    def totals(self, queries: Sequence[Query]) -> list[int]:
        return [sum(self._matches(candidate, query) for candidate in self._everything) for query in queries]

    def advice(self, query: Query) -> Advice:
        """Which one filter to drop, and the next radius that brings any."""
        names = query.active_filters()
        found = dict(zip(names, self.totals([query.without(name) for name in names]), strict=True))
        drop = max(found, key=lambda name: found[name], default=None)
        best = Advice(drop=drop, drop_total=found[drop]) if drop is not None and found[drop] else Advice()
        farther = [miles for miles in RADII if query.radius_miles is not None and miles > query.radius_miles]
        reached = self.totals([replace(query, radius_miles=miles) for miles in farther])
        for radius, total in zip(farther, reached, strict=True):
            if total:
                return replace(best, radius_miles=radius, radius_total=total)
        return best

    def _matches(self, candidate: Candidate, query: Query) -> bool:
        near_enough = query.radius_miles is None or (
            candidate.miles is not None and candidate.miles <= query.radius_miles
        )
        return (
            near_enough
            and (query.within is None or candidate.document.id in query.within)
            and all(word in candidate.words for word in query.words.casefold().split())
            and all(self._has_value(candidate, facet, wanted) for facet, wanted in query.filters.items())
            and all(_in_range(candidate.number(name), *limits) for name, limits in query.ranges.items())
        )

    def _has_value(self, candidate: Candidate, facet: str, wanted: Iterable[str] | None) -> bool:
        """Facets and values nobody knows do not filter."""
        if wanted is None or facet not in self._type.facet_names:
            return True
        known = self._type.known_values(facet)
        values = [value for value in wanted if known is None or value in known]
        return not values or bool(set(values) & set(candidate.document.facets.get(facet, ())))

    def _counts(self, facet: str, query: Query) -> dict[str, int]:
        """Each value’s count, with the facet’s own filter lifted."""
        lifted = query.without(facet)
        counts = dict.fromkeys(self._type.known_values(facet) or (), 0)
        for candidate in self._everything:
            if self._matches(candidate, lifted):
                for value in candidate.document.facets.get(facet, ()):
                    counts[value] = counts.get(value, 0) + 1
        return counts

    def _order(self, query: Query) -> Callable[[Candidate], tuple[float, float, int]]:
        """What has no distance or number comes last; ties are newest first, then by id."""
        number = self._type.sort_number(query.sort)

        def key(candidate: Candidate) -> tuple[float, float, int]:
            document = candidate.document
            first: float = 0
            if query.sort == "distance":
                first = candidate.miles if candidate.miles is not None else float("inf")
            elif query.sort == "relevance":
                first = -sum(word in document.title.casefold() for word in query.words.casefold().split())
            elif number is not None:
                value = candidate.number(number[0])
                first = float("inf") if value is None else -value if number[1] else value
            return first, -document.newest, -document.id

        return key


def _candidate(document: Document, near: Position | None, miles: Miles) -> Candidate:
    words = " ".join((document.title, document.organisation, document.extra, document.body)).casefold()
    distances = [miles(near, position) for position in document.positions] if near else []
    return Candidate(document, words, min(distances, default=None))


def _in_range(value: int | None, low: int | None, high: int | None) -> bool:
    if value is None:
        return low is None and high is None
    return (low is None or value >= low) and (high is None or value <= high)
