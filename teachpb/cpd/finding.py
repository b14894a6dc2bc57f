"""From the filters of the catalogue to the courses it shows, through whichever engine is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb.cpd import queries
from teachpb.cpd.models import Course
from teachpb.cpd.queries import Card
from teachpb.cpd.search import CORPUS, FACETS, find_plainly
from teachpb.db import db
from teachpb.search.engine import current_engine
from teachpb.search.query import Query
from teachpb.web.forms import SearchForm
from teachpb.web.pagination import Page, page_number, slice_page

PER_PAGE = 18


@dataclass(frozen=True, kw_only=True)
class FoundCourses:
    """One page of cards; ``counts`` per facet value where the engine counts."""

    page: Page[Card]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    suggestion: str | None = None


def find_courses(form: SearchForm, page: str) -> FoundCourses:
    """Never fails, whatever was typed."""
    filters = {name: {_value(each) for each in form[name].data} for name in FACETS if form[name].data}
    keyword = str(form["keyword"].data or "")
    engine = current_engine()
    if not (engine.keeps_index and engine.is_ready()):
        listed = slice_page(find_plainly(keyword, filters), page, PER_PAGE)
        return FoundCourses(page=Page(_cards(listed.items), listed.number, PER_PAGE, listed.total))
    results = engine.search(
        Query(
            corpus=CORPUS,
            words=keyword,
            filters=filters,
            sort=str(form["sort"].data or ("" if keyword else "soonest")),
            page=page_number(page, total=10**9, per_page=1),
            per_page=PER_PAGE,
        )
    )
    return FoundCourses(
        page=Page(_cards(results.ids), results.page, PER_PAGE, results.total),
        counts=results.facet_counts,
        suggestion=results.suggestion,
    )


def _cards(ids: Any) -> list[Card]:
    wanted = list(ids)
    found = {
        course.id: course
        for course in db.session.scalars(
            select(Course).where(Course.id.in_(wanted)).options(joinedload(Course.provider))
        )
    }
    return queries.cards([found[course_id] for course_id in wanted if course_id in found])


def _value(choice: Any) -> str:
    return str(getattr(choice, "value", choice))
