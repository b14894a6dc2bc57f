"""From what somebody wants to learn to the courses that fit, through whichever engine is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb.cpd import queries
from teachpb.cpd.facets import PRICE_STEPS, price_value
from teachpb.cpd.models import Course, PriceBand
from teachpb.cpd.queries import Card
from teachpb.cpd.search import CORPUS, DOCUMENT_TYPE, PRICE, all_ids, documents
from teachpb.db import db
from teachpb.places.distance import miles_between
from teachpb.places.models import Place
from teachpb.places.queries import locate
from teachpb.search.engine import current_engine
from teachpb.search.plain import Market
from teachpb.search.queries import can_answer
from teachpb.search.query import Advice, Query, Results
from teachpb.web.pagination import Page, page_number

PER_PAGE = 18
DEFAULT_RADIUS = 10
#: More courses than a city has.
MOST = 1_000


class Source(Protocol):
    """The index, or the database where there is none."""

    def search(self, query: Query) -> Results: ...

    def totals(self, queries: Sequence[Query]) -> list[int]: ...

    def advice(self, query: Query) -> Advice: ...


@dataclass(frozen=True, kw_only=True)
class CourseSearch:
    """What somebody looks for. ``filters`` maps a facet of ``search.FACETS`` to the values wanted. ``band`` is whose
    price counts, ``most_pounds`` what it may be at most (several: the highest). A course is found if a session of it
    lies between ``first`` and ``last``; ``with_places``, if a date of it has a place left."""

    words: str = ""
    location: str = ""
    radius: int | None = None
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    sort: str = ""
    band: PriceBand = PriceBand.individual
    most_pounds: Collection[int] = ()
    first: date | None = None
    last: date | None = None
    with_places: bool = False

    @property
    def asks_for_dates(self) -> bool:
        return bool(self.first or self.last or self.with_places)


@dataclass(frozen=True, kw_only=True)
class FoundCourses:
    """One page of cards; ``distances`` are miles by course id, ``counts`` per facet value, each facet counted with its
    own filter lifted. ``price_counts`` are by pounds. ``advice`` says what to change where nothing was found."""

    page: Page[Card]
    distances: Mapping[int, float] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    corrected: bool = False
    place: Place | None = None
    radius: int | None = None
    unknown_place: str | None = None
    sort: str = "soonest"
    price_counts: Mapping[int, int] = field(default_factory=dict)
    advice: Advice | None = None
    undated: int = 0


def find_courses(asked: CourseSearch, page: str = "1", per_page: int = PER_PAGE) -> FoundCourses:
    """Never fails, whatever was typed. Near a place there are only courses somebody has to travel to."""
    place = locate(asked.location) if asked.location else None
    query = replace(_query(asked, place), page=page_number(page, total=10**9, per_page=1), per_page=per_page)
    source = _source(query)
    results = source.search(query)
    nothing = results.total == 0
    return FoundCourses(
        page=Page(_cards(results.ids, asked.band), results.page, per_page, results.total),
        distances=results.distances,
        counts=results.facet_counts,
        suggestion=results.suggestion,
        corrected=results.corrected,
        place=place,
        radius=int(query.radius_miles) if query.radius_miles else None,
        unknown_place=asked.location if asked.location and place is None else None,
        sort=query.sort,
        price_counts=_price_counts(results, asked.band),
        advice=source.advice(query) if nothing else None,
        undated=source.totals([query.without("within")])[0] if nothing and asked.asks_for_dates else 0,
    )


def matching_ids(asked: CourseSearch) -> list[int]:
    """Every course that matches, in order, at most a thousand: for a calendar, a feed, another machine."""
    query = replace(_query(asked, locate(asked.location) if asked.location else None), per_page=MOST)
    return list(_source(query).search(query).ids)


def _query(asked: CourseSearch, place: Place | None) -> Query:
    filters = {facet: values for facet, values in asked.filters.items() if values}
    if asked.most_pounds:
        filters[PRICE] = [price_value(asked.band, pounds) for pounds in asked.most_pounds]
    within = None
    if asked.asks_for_dates:
        within = queries.courses_running(first=asked.first, last=asked.last, with_places=asked.with_places)
    return Query(
        corpus=CORPUS,
        words=asked.words,
        filters=filters,
        within=within,
        near=place.position if place else None,
        radius_miles=(asked.radius or DEFAULT_RADIUS) if place else None,
        sort=_sort_in_force(asked, has_place=place is not None),
    )


def _price_counts(results: Results, band: PriceBand) -> dict[int, int]:
    counts = results.facet_counts.get(PRICE, {})
    return {pounds: counts.get(price_value(band, pounds), 0) for pounds in PRICE_STEPS}


def _sort_in_force(asked: CourseSearch, *, has_place: bool) -> str:
    possible = {"relevance": bool(asked.words), "distance": has_place}
    if asked.sort and possible.get(asked.sort, True):
        return asked.sort
    return "relevance" if asked.words else "soonest"


def _source(query: Query) -> Source:
    if can_answer(CORPUS):
        return current_engine()
    return Market(DOCUMENT_TYPE, documents(list(all_ids())), query.near, miles_between)


def _cards(ids: Sequence[int], band: PriceBand) -> list[Card]:
    question = select(Course).where(Course.id.in_(ids)).options(joinedload(Course.provider))
    found = {course.id: course for course in db.session.scalars(question)}
    return queries.cards([found[course_id] for course_id in ids if course_id in found], band=band)
