"""How many jobs each page has, and which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from teachpb.landing.page import LandingPage
from teachpb.places.distance import miles_between
from teachpb.places.models import Place
from teachpb.places.queries import locate
from teachpb.schools.models import School
from teachpb.schools.queries import open_schools
from teachpb.vacancies.queries import Criteria, Found, find, matching_ids, open_positions

NEAR_BY = 3


def criteria_of(page: LandingPage) -> Criteria:
    return Criteria(filters=page.filters, location=page.place, radius=page.radius)


def jobs_of(page: LandingPage) -> Found:
    """The first jobs of a page, and how many there are."""
    return find(criteria_of(page))


def counts(pages: Iterable[LandingPage]) -> dict[str, int]:
    """Slug -> open jobs, for many pages at once: one search for all that filter by one value, one look at positions
    for all places."""
    facets = find(Criteria()).counts
    positions = open_positions()
    return {page.slug: _count(page, facets, positions) for page in pages}


def _count(
    page: LandingPage, facets: Mapping[str, Mapping[str, int]], positions: dict[int, list[tuple[float, float]]]
) -> int:
    if page.place:
        middle = locate(page.place)
        return sum(_is_near(middle, page.radius or 0, places) for places in positions.values()) if middle else 0
    ((facet, values),) = page.filters.items()
    if len(values) == 1:
        return facets.get(facet, {}).get(values[0], 0)
    return len(matching_ids(criteria_of(page)))


def _is_near(middle: Place, radius: int, places: list[tuple[float, float]]) -> bool:
    here = (middle.latitude, middle.longitude)
    return any(miles_between(here, position) <= radius for position in places)


def schools_near(page: LandingPage, la_code: str) -> list[School]:
    """The open schools nearest to the middle of a page’s place."""
    middle = locate(page.place) if page.place else None
    if middle is None:
        return []
    here = (middle.latitude, middle.longitude)
    placed = [
        (miles_between(here, (school.latitude, school.longitude)), school.id, school)
        for school in open_schools(la_code)
        if school.latitude is not None and school.longitude is not None
    ]
    return [school for _, _, school in sorted(placed, key=lambda each: each[:2])[:NEAR_BY]]
