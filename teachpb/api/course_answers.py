"""The answers about courses and dates as documents. Raises BadRequest."""

from __future__ import annotations

from teachpb import clock
from teachpb.api import course_parameters, courses
from teachpb.api.answers import Answer, Document, next_page
from teachpb.api.changes import next_since
from teachpb.api.course_documents import course_document, date_document, stone_document
from teachpb.api.documents import moment_text
from teachpb.api.parameters import Arguments
from teachpb.cpd.queries import availability_of


def list_courses(arguments: Arguments) -> Answer:
    """The catalogue, or with ``since`` what has changed in it."""
    search, asked = course_parameters.read_courses(arguments), course_parameters.read_changes(arguments)
    if asked is not None:
        told = courses.changed_courses(asked, search)
        until, after = asked.until, told.after
        document: Document = {
            "data": [course_document(course) for course in told.items],
            "gone": [stone_document(stone) for stone in told.gone],
        }
    else:
        found = courses.listed_courses(search, course_parameters.read_cursor(arguments))
        until, after = clock.now(), found.after
        document = {"data": [course_document(course) for course in found.items], "total": found.total}
    undated = {**document, "next": next_page("api.list_courses", arguments, after)}
    return Answer({**undated, "nextSince": moment_text(next_since(until))}, undated)


def list_course_dates(arguments: Arguments) -> Answer:
    """The dates that are not over, or with ``since`` those that have changed."""
    search, asked, moment = (
        course_parameters.read_dates(arguments),
        course_parameters.read_changes(arguments),
        clock.now(),
    )
    if asked is not None:
        told = courses.changed_dates(asked, search, moment)
        until, after, runs = asked.until, told.after, told.items
        document: Document = {"gone": [stone_document(stone) for stone in told.gone]}
    else:
        found = courses.listed_dates(search, moment, course_parameters.read_cursor(arguments))
        until, after, runs = moment, found.after, found.items
        document = {"total": found.total}
    left = availability_of(runs, now=moment)
    data = [date_document(run, left[run.id], moment) for run in runs]
    undated = {"data": data, **document, "next": next_page("api.list_course_dates", arguments, after)}
    return Answer({**undated, "nextSince": moment_text(next_since(until))}, undated)
