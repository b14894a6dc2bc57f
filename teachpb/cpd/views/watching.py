"""Being told of new dates, and a calendar of one's own bookings."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import operations, queries, timetable
from teachpb.cpd.diary import own_entries
from teachpb.cpd.forms import ButtonForm
from teachpb.cpd.models import CalendarFeed, Course, CourseWatch
from teachpb.cpd.views.browsing import load_course
from teachpb.db import transaction
from teachpb.extensions import csrf, limiter
from teachpb.web.access import public, signed_in, signed_in_user
from teachpb.web.templating import absolute_url

bp = Blueprint("watching", __name__)


def load_watch(_user: Any, token: str) -> CourseWatch | None:
    return queries.watch_by_secret(token)


def load_feed(_user: Any, token: str) -> CalendarFeed | None:
    return queries.feed_by_secret(token)


@bp.after_request
def keep_private(response: Response) -> Response:
    """None of this is for search engines; a secret address is kept from caches and other sites too."""
    response.headers["X-Robots-Tag"] = "noindex"
    if "token" in (request.view_args or {}):
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.route("/courses/<slug:slug>/watch", methods=["GET", "POST"])
@signed_in(loader=load_course)
@limiter.limit("60/hour", methods=["POST"])
def watch_course(course: Course) -> ResponseReturnValue:
    """Looking asks first: whoever had to sign in comes here by a link."""
    form = ButtonForm()
    if form.validate_on_submit():
        with transaction():
            operations.watch_course(actor=signed_in_user(), course=course)
        flash("We write to you when a new date opens.", "success")
        return redirect(url_for("cpd.show_course", slug=course.slug))
    return render_template("cpd/watch_course.html", form=form, course=course)


@bp.post("/courses/<slug:slug>/unwatch")
@signed_in(loader=load_course)
def unwatch_course(course: Course) -> ResponseReturnValue:
    user = signed_in_user()
    watch = queries.watch_of(user, course)
    if watch is not None:
        with transaction():
            operations.stop_watching(actor=user, watch=watch)
    flash("We write no more about new dates of this course.", "success")
    return redirect(url_for("cpd.show_course", slug=course.slug))


@bp.get("/account/watched-courses")
@signed_in
def list_watched() -> ResponseReturnValue:
    return render_template("cpd/watched.html", watches=queries.watches_of(signed_in_user()))


@bp.route("/courses/stop-watching/<token:token>", methods=["GET", "POST"])
@public(loader=load_watch)
def stop_watching(watch: CourseWatch) -> ResponseReturnValue:
    """One click (RFC 8058): mail programs POST here without a session. People get a page with a button first, because
    looking changes nothing. The secret in the link is the permission."""
    if request.method == "POST":
        title = watch.course.title
        with transaction():
            operations.stop_watching(actor=None, watch=watch)
        if request.form.get("List-Unsubscribe") == "One-Click":
            return make_response("Stopped. We write no more about this course.\n", 200, {"Content-Type": "text/plain"})
        return render_template("cpd/stopped_watching.html", title=title)
    return render_template("cpd/stop_watching.html", form=ButtonForm(), course=watch.course)


csrf.exempt(stop_watching)


@bp.get("/account/course-calendar")
@signed_in
def show_calendar() -> ResponseReturnValue:
    feed = queries.feed_of(signed_in_user())
    url = absolute_url("watching.show_feed", token=feed.secret) if feed else ""
    return render_template("cpd/own_calendar.html", feed=feed, url=url, form=ButtonForm())


@bp.post("/account/course-calendar")
@signed_in
@limiter.limit("20/hour")
def open_calendar() -> ResponseReturnValue:
    with transaction():
        operations.open_calendar(actor=signed_in_user())
    flash("This is the address of your calendar. An address you had before works no more.", "success")
    return redirect(url_for(".show_calendar"))


@bp.post("/account/course-calendar/close")
@signed_in
def close_calendar() -> ResponseReturnValue:
    user = signed_in_user()
    feed = queries.feed_of(user)
    if feed is not None:
        with transaction():
            operations.close_calendar(actor=user, feed=feed)
    flash("Closed. There is nothing at that address any more.", "success")
    return redirect(url_for(".show_calendar"))


@bp.get("/training/calendar/<token:token>")
@public(loader=load_feed)
@limiter.limit("120/hour")
def show_feed(feed: CalendarFeed) -> ResponseReturnValue:
    """Whoever holds the address reads it: where and when, but no joining link."""
    since = clock.today() - timetable.CANCELLED_FOR
    content = timetable.build(
        name="My courses",
        page_url=absolute_url("training.list_my_places"),
        entries=own_entries(feed.user, since=since),
    )
    response = Response(content, mimetype=timetable.MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="my-courses.ics"'
    return response
