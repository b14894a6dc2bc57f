"""The provider's desk: dates, sessions, and who comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import DateForm, DropDateForm, NewDateForm, SessionForm
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import Course, CourseDate, CourseSession, LineStrategy
from teachpb.cpd.operations import Span
from teachpb.cpd.views.courses import load_course
from teachpb.db import DomainError
from teachpb.web.access import allow, signed_in_user
from teachpb.web.csvfile import csv_response

bp = Blueprint("dates", __name__, url_prefix="/training")

COLUMNS = ("Name", "Email", "State", "Booked by", "Paid by", "Reference", "Price", "Booked at")


def load_date(user: Any, course_date_id: int) -> CourseDate | None:
    return queries.date_known_to(user, course_date_id)


def load_session(user: Any, course_date_id: int, session_id: int) -> CourseSession | None:
    run = queries.date_known_to(user, course_date_id)
    return next((row for row in run.live_sessions if row.id == session_id), None) if run else None


def can_manage_session(user: Any, session: CourseSession) -> bool:
    return policies.can_manage_date(user, session.course_date)


@bp.get("/leading")
@allow(policies.leads_dates)
def list_led_dates() -> ResponseReturnValue:
    return render_template("cpd/led_dates.html", dates=queries.dates_led_by(signed_in_user()), now=clock.now())


@bp.route("/courses/<int:course_id>/dates/new", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_course)
def create_date(course: Course) -> ResponseReturnValue:
    user = signed_in_user()
    venues, leaders = queries.venues_of(course.provider), queries.facilitators_of(course.provider)
    usual = {"has_waiting_list": True, "line_strategy": LineStrategy.strict, "contact_email": course.provider.email}
    form = NewDateForm(data=usual)
    form.offer(venues, leaders)
    if form.validate_on_submit():
        run = booking_transaction(
            lambda: operations.create_date(
                actor=user, course=course, details=form.details(venues, leaders), sessions=[form.span()]
            )
        )
        flash("Saved as a draft. Add more sessions, or publish it.", "success")
        return redirect(url_for(".show_date", course_date_id=run.id))
    return render_template("cpd/edit_date.html", form=form, course=course, run=None)


@bp.get("/dates/<int:course_date_id>")
@allow(policies.can_see_delegates, loader=load_date)
def show_date(run: CourseDate) -> ResponseReturnValue:
    return render_template(
        "cpd/date.html",
        run=run,
        delegates=queries.delegates_of(run),
        left=queries.availability(run),
        may_manage=policies.can_manage_date(signed_in_user(), run),
        booked=(booked := queries.booked_on(run)),
        is_to_decide=operations.is_to_decide(run=run, booked=booked, today=clock.today()),
    )


@bp.route("/dates/<int:course_date_id>/edit", methods=["GET", "POST"])
@allow(policies.can_manage_date, loader=load_date)
def edit_date(run: CourseDate) -> ResponseReturnValue:
    user, course_date_id = signed_in_user(), run.id
    venues, leaders = queries.venues_of(run.course.provider), queries.facilitators_of(run.course.provider)
    form = DateForm.for_date(run)
    form.offer(venues, leaders)
    if form.validate_on_submit():
        details = form.details(venues, leaders)
        try:
            booking_transaction(
                lambda: operations.edit_date(actor=user, course_date_id=course_date_id, details=details)
            )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Saved.", "success")
            return redirect(url_for(".show_date", course_date_id=course_date_id))
    return render_template("cpd/edit_date.html", form=form, course=run.course, run=run)


@bp.route("/dates/<int:course_date_id>/sessions/new", methods=["GET", "POST"])
@allow(policies.can_manage_date, loader=load_date)
def add_session(run: CourseDate) -> ResponseReturnValue:
    form = SessionForm()
    if form.validate_on_submit():
        return _set_sessions(run, {**_kept(run), None: [form.span()]}, form, "The session is added.")
    return render_template("cpd/edit_session.html", form=form, run=run, session=None)


@bp.route("/dates/<int:course_date_id>/sessions/<int:session_id>", methods=["GET", "POST"])
@allow(can_manage_session, loader=load_session)
def move_session(session: CourseSession) -> ResponseReturnValue:
    form, run = SessionForm.for_session(session), session.course_date
    if form.validate_on_submit():
        spans = {**_kept(run), session.id: [form.span()]}
        return _set_sessions(run, spans, form, "The session has moved. Everyone’s calendar is told.", session)
    return render_template("cpd/edit_session.html", form=form, run=run, session=session)


@bp.post("/dates/<int:course_date_id>/sessions/<int:session_id>/drop")
@allow(can_manage_session, loader=load_session)
def drop_session(session: CourseSession) -> ResponseReturnValue:
    run = session.course_date
    spans = {key: value for key, value in _kept(run).items() if key != session.id}
    user, course_date_id = signed_in_user(), run.id
    return then_show(
        course_date_id,
        lambda: operations.set_sessions(actor=user, course_date_id=course_date_id, spans=spans),
        "The session is dropped. Everyone’s calendar is told.",
    )


@bp.post("/dates/<int:course_date_id>/publish")
@allow(policies.can_manage_date, loader=load_date)
def publish_date(run: CourseDate) -> ResponseReturnValue:
    user, key = signed_in_user(), run.id
    return then_show(
        key, lambda: operations.publish_date(actor=user, course_date_id=key), "Published: people can book."
    )


@bp.post("/dates/<int:course_date_id>/close")
@allow(policies.can_manage_date, loader=load_date)
def close_date(run: CourseDate) -> ResponseReturnValue:
    user, key = signed_in_user(), run.id
    return then_show(
        key, lambda: operations.close_date(actor=user, course_date_id=key), "Closed: it takes no more bookings."
    )


@bp.route("/dates/<int:course_date_id>/cancel", methods=["GET", "POST"])
@allow(policies.can_manage_date, loader=load_date)
def cancel_date(run: CourseDate) -> ResponseReturnValue:
    user, key, form = signed_in_user(), run.id, DropDateForm()
    if form.validate_on_submit():
        reason = form.reason.data
        return then_show(
            key,
            lambda: operations.cancel_date(actor=user, course_date_id=key, reason=reason),
            "The date is cancelled. We are telling everyone who had a place.",
        )
    return render_template("cpd/cancel_date.html", form=form, run=run, left=queries.availability(run))


@bp.get("/dates/<int:course_date_id>/delegates.csv")
@allow(policies.can_see_delegates, loader=load_date)
def download_delegates(run: CourseDate) -> ResponseReturnValue:
    rows = [
        (
            place.delegate_name,
            place.delegate_email,
            place.state.label,
            place.booking.booker.full_name,
            place.booking.payer.name if place.booking.payer else "Delegate",
            place.booking.reference,
            place.price_pence / 100,
            place.confirmed_at or place.state_entered_at,
        )
        for place in queries.delegates_of(run)
    ]
    day = clock.london_day(run.starts_at) if run.starts_at else "no-date"
    return csv_response(f"delegates-{run.course.slug}-{day}.csv", COLUMNS, rows)


def _kept(run: CourseDate) -> dict[int | None, list[Span]]:
    """The sessions as they are."""
    return {session.id: [Span(session.day, session.starts, session.ends)] for session in run.live_sessions}


def _set_sessions(
    run: CourseDate,
    spans: dict[int | None, list[Span]],
    form: SessionForm,
    done: str,
    session: CourseSession | None = None,
) -> ResponseReturnValue:
    user, course_date_id = signed_in_user(), run.id
    try:
        booking_transaction(lambda: operations.set_sessions(actor=user, course_date_id=course_date_id, spans=spans))
    except DomainError as error:
        form.add_error(error)
        return render_template("cpd/edit_session.html", form=form, run=run, session=session)
    flash(done, "success")
    return redirect(url_for(".show_date", course_date_id=course_date_id))


def then_show(course_date_id: int, work: Callable[[], object], done: str) -> ResponseReturnValue:
    """Do it, and show the date with what came of it."""
    try:
        booking_transaction(work)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(done, "success")
    return redirect(url_for(".show_date", course_date_id=course_date_id))
