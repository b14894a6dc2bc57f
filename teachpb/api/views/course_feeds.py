"""A search for courses as a feed and as a calendar. The addresses take what the catalogue takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb import clock
from teachpb.api import atom, courses
from teachpb.api.views.blueprint import LIMIT, bp, keepable
from teachpb.cpd import timetable
from teachpb.cpd.diary import is_off, public_entry
from teachpb.cpd.finding import CourseSearch, matching_ids
from teachpb.cpd.forms import CourseSearchForm
from teachpb.cpd.models import Course
from teachpb.cpd.queries import districts_ahead, providers_with_courses, sessions_between
from teachpb.db import db
from teachpb.extensions import limiter
from teachpb.web.access import public
from teachpb.web.templating import absolute_url, plural

ENTRIES = 50
#: How far ahead a calendar reaches.
AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class AskedCourses:
    """``query`` is the canonical query of the address, ``title`` what the search is called."""

    search: CourseSearch
    query: dict[str, Any]
    title: str
    is_everything: bool


@bp.get("/feeds/courses.atom")
@public
@limiter.limit(LIMIT)
def show_courses_atom() -> ResponseReturnValue:
    """What changed last comes first."""
    asked = _asked()
    ids = matching_ids(asked.search)
    statement = select(Course).where(Course.id.in_(ids)).options(joinedload(Course.provider))
    found = list(db.session.scalars(statement))
    changed = courses.last_change(found)
    newest = sorted(found, key=lambda course: (changed[course.id], course.id), reverse=True)[:ENTRIES]
    updated_at = max(changed.values(), default=clock.at_london(clock.today()))
    here = absolute_url("api.show_courses_atom", **asked.query)
    feed = atom.Feed(
        title=asked.title,
        subtitle=plural(len(ids), "course", "courses"),
        self_url=here,
        first_url=here,
        page_url=absolute_url("cpd.list_courses", **asked.query),
        next_url=None,
        updated_at=updated_at,
        entries=[_entry(course, changed[course.id]) for course in newest],
    )
    return keepable(Response(atom.build(feed), mimetype=atom.MEDIA_TYPE), changed_at=updated_at)


@bp.get("/feeds/courses.ics")
@public
@limiter.limit(LIMIT)
def show_courses_calendar() -> ResponseReturnValue:
    """The sessions, to subscribe to. No name of anybody who comes, and no joining link."""
    asked, today = _asked(), clock.today()
    wanted = None if asked.is_everything else matching_ids(asked.search)
    sessions = sessions_between(today - timetable.CANCELLED_FOR, today + AHEAD, wanted)
    content = timetable.build(
        name=asked.title,
        page_url=absolute_url("cpd.show_calendar", **asked.query),
        entries=[public_entry(each) for each in sessions if each.day >= today or is_off(each)],
    )
    response = Response(content, mimetype=timetable.MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="courses.ics"'
    return keepable(response)


def _asked() -> AskedCourses:
    form = CourseSearchForm()
    form.offer(providers_with_courses(), districts_ahead())
    query = {name: value for name, value in form.to_query().items() if name != "sort"}
    keyword = str(form.keyword.data or "").strip()
    title = f"Courses for “{keyword}”" if keyword else "Courses for people in Peterborough’s schools"
    return AskedCourses(form.asked(), query, title, is_everything=not query)


def _entry(course: Course, changed_at: Any) -> atom.Entry:
    return atom.Entry(
        number=course.id,
        kind="course",
        title=course.title,
        url=absolute_url("cpd.show_course", slug=course.slug),
        author=course.provider.name,
        published_at=course.published_at or changed_at,
        updated_at=changed_at,
        summary=course.summary,
        html="".join(f"<p>{_escaped(text)}</p>" for text in (course.summary, *course.outcomes)),
        categories=[(member.value, member.label) for member in (*course.audiences, *course.themes)],
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
