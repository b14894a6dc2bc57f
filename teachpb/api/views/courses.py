"""Courses and their dates as JSON."""

from __future__ import annotations

from typing import Any

from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.api import course_answers, courses
from teachpb.api.course_documents import course_document, date_document
from teachpb.api.views.blueprint import LIMIT, bp, keepable
from teachpb.api.views.reading import page_of
from teachpb.cpd.models import Course, CourseDate
from teachpb.cpd.queries import availability, course_by_slug
from teachpb.extensions import limiter
from teachpb.web.access import public


def load_course(_user: Any, slug: str) -> Course | None:
    return course_by_slug(slug)


def load_date(_user: Any, course_date_id: int) -> CourseDate | None:
    return courses.date_by_id(course_date_id) if course_date_id < 2**31 else None


@bp.get("/api/v1/courses")
@public
@limiter.limit(LIMIT)
def list_courses() -> ResponseReturnValue:
    return page_of(course_answers.list_courses(request.args))


@bp.get("/api/v1/courses/<slug:slug>")
@public(loader=load_course)
@limiter.limit(LIMIT)
def show_course(course: Course) -> ResponseReturnValue:
    if not course.is_public:
        abort(410, "This course is not in the catalogue any more.")
    return keepable(jsonify(course_document(course)))


@bp.get("/api/v1/course-dates")
@public
@limiter.limit(LIMIT)
def list_course_dates() -> ResponseReturnValue:
    return page_of(course_answers.list_course_dates(request.args))


@bp.get("/api/v1/course-dates/<int:course_date_id>")
@public(loader=load_date)
@limiter.limit(LIMIT)
def show_course_date(run: CourseDate) -> ResponseReturnValue:
    moment = clock.now()
    if courses.is_over(run, moment):
        abort(410, "This date is over, or its course is not in the catalogue any more.")
    return keepable(jsonify(date_document(run, availability(run, now=moment), moment)))
