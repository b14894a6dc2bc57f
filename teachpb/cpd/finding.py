"""From what somebody wants to learn to the courses that fit, through whichever engine is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb.cpd import queries
from teachpb.cpd.models import Course
from teachpb.cpd.queries import Card
from teachpb.cpd.search import CORPUS, DOCUMENT_TYPE, all_ids, documents
from teachpb.db import db
from teachpb.places.distance import miles_between
from teachpb.places.models import Place
from teachpb.places.queries import locate
from teachpb.search.engine import current_engine
from teachpb.search.plain import Market
from teachpb.search.queries import can_answer
from teachpb.search.query import Query, Results
from teachpb.web.pagination import Page, page_number

PER_PAGE = 18
DEFAULT_RADIUS = 10


@dataclass(frozen=True, kw_only=True)
class CourseSearch:
    """What somebody looks for. ``filters`` maps a facet of ``search.FACETS`` to the values wanted."""

    words: str = ""
    location: str = ""
    radius: int | None = None
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    sort: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundCourses:
    """One page of cards; ``distances`` are miles by course id, ``counts`` per facet value, each facet counted with its
    own filter lifted."""

    page: Page[Card]
    distances: Mapping[int, float] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    corrected: bool = False
    place: Place | None = None
    radius: int | None = None
    unknown_place: str | None = None
    sort: str = "soonest"


def find_courses(asked: CourseSearch, page: str = "1", per_page: int = PER_PAGE) -> FoundCourses:
    """Never fails, whatever was typed. Near a place there are only courses somebody has to travel to."""
    place = locate(asked.location) if asked.location else None
    radius = (asked.radius or DEFAULT_RADIUS) if place else None
    query = Query(
        corpus=CORPUS,
        words=asked.words,
        filters={facet: values for facet, values in asked.filters.items() if values},
        near=place.position if place else None,
        radius_miles=radius,
        sort=_sort_in_force(asked, has_place=place is not None),
        page=page_number(page, total=10**9, per_page=1),
        per_page=per_page,
    )
    results = _answer(query)
    return FoundCourses(
        page=Page(_cards(results.ids), results.page, per_page, results.total),
        distances=results.distances,
        counts=results.facet_counts,
        suggestion=results.suggestion,
        corrected=results.corrected,
        place=place,
        radius=radius,
        unknown_place=asked.location if asked.location and place is None else None,
        sort=query.sort,
    )


def _sort_in_force(asked: CourseSearch, *, has_place: bool) -> str:
    possible = {"relevance": bool(asked.words), "distance": has_place}
    if asked.sort and possible.get(asked.sort, True):
        return asked.sort
    return "relevance" if asked.words else "soonest"


def _answer(query: Query) -> Results:
    if can_answer(CORPUS):
        return current_engine().search(query)
    return Market(DOCUMENT_TYPE, documents(list(all_ids())), query.near, miles_between).search(query)


def _cards(ids: Sequence[int]) -> list[Card]:
    question = select(Course).where(Course.id.in_(ids)).options(joinedload(Course.provider))
    found = {course.id: course for course in db.session.scalars(question)}
    return queries.cards([found[course_id] for course_id in ids if course_id in found])
