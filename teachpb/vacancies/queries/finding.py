"""Looking for a job: from what is asked (``criteria.py``) to what is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Protocol

from teachpb import clock
from teachpb.places import queries as places
from teachpb.places.models import Place
from teachpb.search.engine import current_engine
from teachpb.search.queries import can_answer
from teachpb.search.query import Advice, Query, Results
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import plain
from teachpb.vacancies.queries.criteria import DEFAULT_RADIUS, SORTS, Criteria
from teachpb.vacancies.queries.public import gone_between, public_by_ids
from teachpb.vacancies.search import CORPUS

PER_PAGE = 10
#: More vacancies than a city will ever have open at once.
EVERYTHING = 10_000
#: Places that mean “everywhere”.
ANYWHERE = frozenset({"england", "uk", "united kingdom", "britain", "great britain", "anywhere"})

#: A number of the criteria and the values somebody could choose for it.
Options = Mapping[str, Sequence[int]]


class Source(Protocol):
    """What a question about jobs can be put to."""

    def search(self, query: Query) -> Results: ...

    def totals(self, queries: Sequence[Query]) -> list[int]: ...

    def advice(self, query: Query) -> Advice: ...


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of results. ``counts`` are per facet value, each facet counted with its own filter lifted; ``offers``
    likewise per value of a number (“pay at least”). ``unknown_place``: the place was not understood, and left out."""

    vacancies: list[Vacancy]
    total: int
    page: int
    pages: int
    counts: Mapping[str, Mapping[str, int]]
    offers: Mapping[str, Mapping[int, int]]
    distances: Mapping[int, float]
    sort: str
    place: Place | None = None
    radius: int | None = None
    unknown_place: bool = False
    suggestion: str | None = None
    corrected: bool = False
    advice: Advice | None = None


def find(criteria: Criteria, page: int = 1, *, options: Options = MappingProxyType({}), per_page: int = 0) -> Found:
    """A page of what is open now. Whatever a person typed, this answers. ``options`` are the numbers to count for."""
    place = _place(criteria)
    radius = (criteria.radius or DEFAULT_RADIUS) if place else None
    query = replace(_query(criteria, place, radius, page), per_page=per_page or PER_PAGE)
    source = _source(query)
    results = source.search(query)
    pages = max(1, results.pages)
    if page > pages:
        query = replace(query, page=pages)
        results = source.search(query)
    return Found(
        vacancies=public_by_ids(results.ids),
        total=results.total,
        page=query.page,
        pages=pages,
        counts=results.facet_counts,
        offers=_offers(source, _meant(query, results), criteria, options),
        distances=results.distances,
        sort=_sort_in_force(criteria, place),
        place=place,
        radius=radius,
        unknown_place=place is None and bool(_place_words(criteria)),
        suggestion=results.suggestion,
        corrected=results.corrected,
        advice=source.advice(query) if results.total == 0 else None,
    )


def _meant(query: Query, results: Results) -> Query:
    """The query that was answered: with the words as corrected, where they were."""
    return replace(query, words=results.suggestion) if results.corrected and results.suggestion else query


def _offers(source: Source, query: Query, criteria: Criteria, options: Options) -> dict[str, dict[int, int]]:
    """How many there would be with another number, everything else as it is. Miles count only near a place."""
    asked = [
        (name, value, _with_number(query, criteria, name, value))
        for name, values in options.items()
        for value in values
        if name != "radius" or query.near is not None
    ]
    totals = source.totals([each for _, _, each in asked])
    offers: dict[str, dict[int, int]] = {}
    for (name, value, _), total in zip(asked, totals, strict=True):
        offers.setdefault(name, {})[value] = total
    return offers


def _with_number(query: Query, criteria: Criteria, name: str, value: int) -> Query:
    if name == "radius":
        return replace(query, radius_miles=value)
    changed: dict[str, Any] = {name: value}
    return replace(query, ranges=_ranges(replace(criteria, **changed), query.now))


def totals_of(searches: Sequence[Criteria]) -> list[int]:
    """How many each of these would find, the words taken as typed."""
    totals = []
    for criteria in searches:
        place = _place(criteria)
        query = _query(criteria, place, (criteria.radius or DEFAULT_RADIUS) if place else None, 1)
        totals += _source(query).totals([query])
    return totals


def matching_ids(criteria: Criteria) -> list[int]:
    """Every vacancy that is open and matches, newest first: for alerts and machines, which want all of it and cannot be
    asked “did you mean”. Where the words as typed are unknown nothing matches; a place nobody knows is left out."""
    place = _place(criteria)
    query = _query(criteria, place, (criteria.radius or DEFAULT_RADIUS) if place else None, 1)
    results = _source(query).search(replace(query, sort="newest", per_page=EVERYTHING))
    return [] if results.corrected else list(results.ids)


def gone_matching(criteria: Criteria, since: datetime) -> list[Vacancy]:
    """What matches and was open until some time after ``since``. No index holds it, so its words are compared as they
    stand."""
    place = _place(criteria)
    query = _query(criteria, place, (criteria.radius or DEFAULT_RADIUS) if place else None, 1)
    gone = {vacancy.id: vacancy for vacancy in gone_between(since, clock.now())}
    found = plain.market_of(gone.values(), query.near).search(replace(query, sort="newest", per_page=EVERYTHING))
    return [gone[vacancy_id] for vacancy_id in found.ids]


def _place(criteria: Criteria) -> Place | None:
    wanted = _place_words(criteria)
    return places.locate(wanted) if wanted else None


def _place_words(criteria: Criteria) -> str:
    """What was typed for a place; empty when it means everywhere."""
    wanted = criteria.location.strip()
    return "" if wanted.casefold() in ANYWHERE else wanted


def _query(criteria: Criteria, place: Place | None, radius: int | None, page: int) -> Query:
    moment = clock.now()
    return Query(
        corpus=CORPUS,
        words=criteria.keyword,
        filters={facet: list(values) for facet, values in criteria.filters.items() if values},
        ranges=_ranges(criteria, moment),
        near=(place.latitude, place.longitude) if place else None,
        radius_miles=radius,
        sort=_sort_in_force(criteria, place),
        page=max(1, page),
        per_page=PER_PAGE,
        now=moment,
    )


def _ranges(criteria: Criteria, moment: datetime) -> dict[str, tuple[int | None, int | None]]:
    ranges: dict[str, tuple[int | None, int | None]] = {}
    if criteria.salary_from:
        ranges["salary_max"] = (criteria.salary_from * 100, None)
    if criteria.posted_within:
        ranges["opens_at"] = (int((moment - timedelta(days=criteria.posted_within)).timestamp()), None)
    if criteria.closing_within:
        ranges["closes_at"] = (None, int((moment + timedelta(days=criteria.closing_within)).timestamp()))
    return ranges


def _sort_in_force(criteria: Criteria, place: Place | None) -> str:
    """The sort asked for, where it makes sense; else relevance with words, distance with a place, newest with none."""
    sort = criteria.sort if criteria.sort in SORTS else ""
    if (sort == "distance" and place is None) or (sort == "relevance" and not criteria.keyword.strip()):
        sort = ""
    if sort:
        return sort
    return "relevance" if criteria.keyword.strip() else "distance" if place else "newest"


def offered_sorts(found: Found, criteria: Criteria) -> list[tuple[str, str]]:
    """The sorts that make sense for this search."""
    left_out = set() if found.place else {"distance"}
    if not criteria.keyword.strip():
        left_out.add("relevance")
    return [(value, label) for value, label in SORTS.items() if value not in left_out]


def _source(query: Query) -> Source:
    """What answers: the engine, or without an index the database, slower and plainer."""
    return current_engine() if can_answer(CORPUS) else plain.market(query.near, query.now)
