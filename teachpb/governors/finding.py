"""From the filters of a page to the roles it shows, through whichever engine is there."""

from __future__ import annotations

from dataclasses import dataclass, field

from teachpb.governors import queries
from teachpb.governors.forms import RoleSearchForm
from teachpb.governors.models import GovernorRole
from teachpb.governors.search import CORPUS, find_plainly
from teachpb.places.queries import locate
from teachpb.search.engine import current_engine
from teachpb.search.query import Query
from teachpb.web.pagination import Page, page_number, slice_page

PER_PAGE = 20
DEFAULT_RADIUS = 10


@dataclass(frozen=True, kw_only=True)
class FoundRoles:
    """One page of roles; ``distances`` are miles by role id, ``counts`` per facet value."""

    page: Page[GovernorRole]
    distances: dict[int, float] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    place_name: str | None = None
    unknown_place: str | None = None


def find_roles(form: RoleSearchForm, page: str) -> FoundRoles:
    """Never fails: a place nobody knows is said to be unknown, and the search goes on without it."""
    location = str(form.location.data or "")
    place = locate(location) if location else None
    unknown = location if location and place is None else None
    filters = {
        name: {member.value for member in form[name].data} for name in ("type", "skill", "mode") if form[name].data
    }
    keyword = str(form.keyword.data or "")
    if not current_engine().keeps_index:
        listed = slice_page(find_plainly(keyword, filters), page, PER_PAGE)
        shown: Page[GovernorRole] = Page(queries.roles_by_id(listed.items), listed.number, PER_PAGE, listed.total)
        return FoundRoles(page=shown, place_name=place.name if place else None, unknown_place=unknown)
    results = current_engine().search(
        Query(
            corpus=CORPUS,
            words=keyword,
            filters=filters,
            near=(place.latitude, place.longitude) if place else None,
            radius_miles=(form.radius.data or DEFAULT_RADIUS) if place else None,
            page=page_number(page, total=10**9, per_page=1),
            per_page=PER_PAGE,
        )
    )
    return FoundRoles(
        page=Page(queries.roles_by_id(results.ids), results.page, PER_PAGE, results.total),
        distances=results.distances,
        counts=results.facet_counts,
        suggestion=results.suggestion,
        place_name=place.name if place else None,
        unknown_place=unknown,
    )
