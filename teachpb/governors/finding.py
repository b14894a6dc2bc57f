"""From what somebody looks for to the roles on boards that fit, through whichever engine is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from teachpb import clock
from teachpb.db import db
from teachpb.governors import queries
from teachpb.governors.models import GovernorRole
from teachpb.governors.search import CORPUS, DOCUMENT_TYPE, document
from teachpb.places.distance import miles_between
from teachpb.places.queries import locate
from teachpb.search.engine import current_engine
from teachpb.search.plain import Market
from teachpb.search.queries import can_answer
from teachpb.search.query import Query, Results
from teachpb.web.pagination import Page, page_number

PER_PAGE = 20
DEFAULT_RADIUS = 10
SORTS = {
    "relevance": "Best match",
    "distance": "Nearest",
    "newest": "Newest",
    "closing": "Closing soonest",
}


@dataclass(frozen=True, kw_only=True)
class RoleSearch:
    """What somebody looks for. ``filters`` maps a facet (type, skill, mode, phase) to the values wanted."""

    words: str = ""
    location: str = ""
    radius: int | None = None
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    sort: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundRoles:
    """One page of roles; ``distances`` are miles by role id, ``counts`` per facet value, each facet counted with its
    own filter lifted. ``sort`` is the order in force."""

    page: Page[GovernorRole]
    distances: Mapping[int, float] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    corrected: bool = False
    place_name: str | None = None
    radius: int | None = None
    unknown_place: str | None = None
    sort: str = "newest"


def find_roles(asked: RoleSearch, page: str = "1", per_page: int = PER_PAGE) -> FoundRoles:
    """Never fails: a place nobody knows is said to be unknown, and the search goes on without it."""
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
    return FoundRoles(
        page=Page(queries.roles_by_id(results.ids), results.page, per_page, results.total),
        distances=results.distances,
        counts=results.facet_counts,
        suggestion=results.suggestion,
        corrected=results.corrected,
        place_name=place.name if place else None,
        radius=radius,
        unknown_place=asked.location if asked.location and place is None else None,
        sort=query.sort,
    )


def offered_sorts(found: FoundRoles, asked: RoleSearch) -> list[tuple[str, str]]:
    """The orders that make sense for this search."""
    left_out = {"distance"} if found.place_name is None else set()
    left_out |= set() if asked.words else {"relevance"}
    return [(value, label) for value, label in SORTS.items() if value not in left_out]


def _sort_in_force(asked: RoleSearch, *, has_place: bool) -> str:
    possible = {"relevance": bool(asked.words), "distance": has_place, "newest": True, "closing": True}
    if possible.get(asked.sort):
        return asked.sort
    return "relevance" if asked.words else "distance" if has_place else "newest"


def _answer(query: Query) -> Results:
    if can_answer(CORPUS):
        return current_engine().search(query)
    roles = db.session.scalars(queries.open_roles(clock.now()))
    return Market(DOCUMENT_TYPE, [document(role) for role in roles], query.near, miles_between).search(query)
