"""Search without an index: every open advert is read and compared. For tests, for development without a worker, and for
the minute before the first index is built. Words match anywhere, without stemming, synonyms or forgiveness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from teachpb.db import db
from teachpb.places.distance import miles_between
from teachpb.search.query import RADII, Advice, Query, Results
from teachpb.search.registry import Document
from teachpb.vacancies import search as documents
from teachpb.vacancies.queries.public import select_open


@dataclass(frozen=True)
class Candidate:
    """A document with the words it is found by and how far away it is."""

    document: Document
    words: str
    miles: float | None

    def number(self, name: str) -> int | None:
        built_in = {"opens_at": self.document.opens_at, "closes_at": self.document.closes_at}
        return built_in[name] if name in built_in else self.document.numbers.get(name)


class Market:
    """Everything that was open at a moment, read once; answers like the engine, for queries near the same place."""

    def __init__(self, near: tuple[float, float] | None, moment: datetime) -> None:
        self._everything = _candidates(near, moment)

    def search(self, query: Query) -> Results:
        matching = [candidate for candidate in self._everything if _matches(candidate, query)]
        matching.sort(key=_order(query))
        pages = max(1, ceil(len(matching) / query.per_page))
        start = (query.page - 1) * query.per_page
        shown = matching[start : start + query.per_page]
        return Results(
            total=len(matching),
            ids=[candidate.document.id for candidate in shown],
            distances={candidate.document.id: candidate.miles for candidate in shown if candidate.miles is not None},
            facet_counts={facet: _counts(facet, self._everything, query) for facet in documents.FACETS},
            page=query.page,
            pages=pages,
            per_page=query.per_page,
        )

    def totals(self, queries: Sequence[Query]) -> list[int]:
        return [sum(_matches(candidate, query) for candidate in self._everything) for query in queries]

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


def _candidates(near: tuple[float, float] | None, moment: datetime) -> list[Candidate]:
    found = []
    for vacancy in db.session.scalars(select_open(moment)):
        document = documents.document(vacancy)
        words = " ".join((document.title, document.organisation, document.extra, document.body)).casefold()
        miles = [miles_between(near, position) for position in document.positions] if near else []
        found.append(Candidate(document, words, min(miles, default=None)))
    return found


def _matches(candidate: Candidate, query: Query) -> bool:
    return (
        _has_words(candidate, query.words)
        and all(_has_value(candidate, facet, wanted) for facet, wanted in query.filters.items())
        and all(_in_range(candidate.number(name), *limits) for name, limits in query.ranges.items())
        and (query.radius_miles is None or (candidate.miles is not None and candidate.miles <= query.radius_miles))
    )


def _has_words(candidate: Candidate, words: str) -> bool:
    return all(word in candidate.words for word in words.casefold().split())


def _has_value(candidate: Candidate, facet: str, wanted: Iterable[str] | None) -> bool:
    """Facets and values nobody knows do not filter."""
    known = documents.FACETS.get(facet, ())
    if wanted is None or facet not in documents.FACETS:
        return True
    values = [value for value in wanted if known is None or value in known]
    return not values or bool(set(values) & set(candidate.document.facets.get(facet, ())))


def _in_range(value: int | None, low: int | None, high: int | None) -> bool:
    if value is None:
        return low is None and high is None
    return (low is None or value >= low) and (high is None or value <= high)


def _counts(facet: str, everything: list[Candidate], query: Query) -> dict[str, int]:
    """Each value’s count, with the facet’s own filter lifted."""
    lifted = query.without(facet)
    counts = dict.fromkeys(documents.FACETS[facet] or (), 0)
    for candidate in everything:
        if _matches(candidate, lifted):
            for value in candidate.document.facets.get(facet, ()):
                counts[value] = counts.get(value, 0) + 1
    return counts


def _order(query: Query) -> Callable[[Candidate], tuple[float, int]]:
    """Ties are broken by id, newest first."""

    def key(candidate: Candidate) -> tuple[float, int]:
        document = candidate.document
        first: float = -document.newest
        if query.sort == "distance":
            first = candidate.miles if candidate.miles is not None else float("inf")
        elif query.sort == "closing":
            first = document.closes_at or 0
        elif query.sort == "salary":
            first = -(document.numbers.get("salary_max") or 0)
        elif query.sort == "relevance":
            first = -sum(word in document.title.casefold() for word in query.words.casefold().split())
        return first, -document.id

    return key
