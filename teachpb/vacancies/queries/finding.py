"""Looking for a job: what is asked, and what is found. The same criteria will make alerts, feeds and exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from teachpb import clock
from teachpb.places import queries as places
from teachpb.places.models import Place
from teachpb.search import queries as engine
from teachpb.search.engine import current_engine
from teachpb.search.query import Advice, Query, Results
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import plain
from teachpb.vacancies.queries.public import public_by_ids
from teachpb.vacancies.search import CORPUS

PER_PAGE = 10
#: More vacancies than a city will ever have open at once.
EVERYTHING = 10_000
DEFAULT_RADIUS = 10
RADII = (1, 3, 5, 10, 15, 25, 50)
#: Places that mean “everywhere”.
ANYWHERE = frozenset({"england", "uk", "united kingdom", "britain", "great britain", "anywhere"})
SORTS = {
    "relevance": "Best match",
    "distance": "Nearest",
    "newest": "Newest",
    "closing": "Closing soonest",
    "salary": "Highest pay",
}


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What somebody looks for. ``filters`` maps a facet of ``search.FACETS`` to the values wanted; ``salary_from`` is
    whole pounds a year; ``posted_within`` and ``closing_within`` are days; ``sort`` is one of SORTS or empty."""

    keyword: str = ""
    location: str = ""
    radius: int | None = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    salary_from: int | None = None
    posted_within: int | None = None
    closing_within: int | None = None
    sort: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of results. ``unknown_place`` says that the place was not understood, so that it was left out."""

    vacancies: list[Vacancy]
    total: int
    page: int
    pages: int
    counts: Mapping[str, Mapping[str, int]]
    distances: Mapping[int, float]
    sort: str
    place: Place | None = None
    radius: int | None = None
    unknown_place: bool = False
    suggestion: str | None = None
    corrected: bool = False
    advice: Advice | None = None


def find(criteria: Criteria, page: int = 1) -> Found:
    """A page of what is open now. Whatever a person typed, this answers."""
    place = _place(criteria)
    radius = (criteria.radius or DEFAULT_RADIUS) if place else None
    query = _query(criteria, place, radius, page)
    results = _search(query)
    pages = max(1, results.pages)
    if page > pages:
        query = replace(query, page=pages)
        results = _search(query)
    return Found(
        vacancies=public_by_ids(results.ids),
        total=results.total,
        page=query.page,
        pages=pages,
        counts=results.facet_counts,
        distances=results.distances,
        sort=_sort_in_force(criteria, place),
        place=place,
        radius=radius,
        unknown_place=place is None and bool(_place_words(criteria)),
        suggestion=results.suggestion,
        corrected=results.corrected,
        advice=_advice(query) if results.total == 0 else None,
    )


def matching_ids(criteria: Criteria) -> list[int]:
    """Every vacancy that is open and matches, newest first: for alerts and machines, which want all of it and cannot be
    asked “did you mean”. Where the words as typed are unknown nothing matches; a place nobody knows is left out."""
    place = _place(criteria)
    query = _query(criteria, place, (criteria.radius or DEFAULT_RADIUS) if place else None, 1)
    results = _search(replace(query, sort="newest", per_page=EVERYTHING))
    return [] if results.corrected else list(results.ids)


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


def _search(query: Query) -> Results:
    return engine.search(query) if _has_index() else plain.search(query)


def _advice(query: Query) -> Advice:
    return engine.advice(query) if _has_index() else plain.advice(query)


def _has_index() -> bool:
    """Whether there is an engine with an index to ask. Without one the database answers, slower and plainer."""
    chosen = current_engine()
    return chosen.keeps_index and chosen.is_ready()
