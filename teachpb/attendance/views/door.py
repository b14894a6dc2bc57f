"""The door: scanning tickets, typing codes, choosing names; with a connection that comes and goes."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.attendance import operations, policies, queries
from teachpb.attendance.forms import CheckInForm
from teachpb.attendance.operations import Answer
from teachpb.attendance.views.loading import can_keep, load_date, load_session
from teachpb.attendance.views.register import bp, wants_json
from teachpb.cpd.models import CourseDate, CourseSession
from teachpb.cpd.operations import booking_transaction
from teachpb.db import DomainError
from teachpb.web.access import allow, signed_in_user


@bp.get("/check-in")
@allow(policies.can_keep_register, loader=load_date)
def open_door(run: CourseDate) -> ResponseReturnValue:
    """The door of today's session."""
    session = queries.session_now(run, clock.today())
    if session is None:
        flash("This date has no session yet.", "error")
        return redirect(url_for("dates.show_date", course_date_id=run.id))
    return redirect(url_for(".check_in", course_date_id=run.id, session_id=session.id))


@bp.route("/check-in/<int:session_id>", methods=["GET", "POST"])
@allow(can_keep, loader=load_session)
def check_in(session: CourseSession) -> ResponseReturnValue:
    form, run_id, session_id, user = CheckInForm(), session.course_date_id, session.id, signed_in_user()
    if not form.validate_on_submit():
        if wants_json():
            return jsonify(verdict="unknown", message="Enter the code on the ticket", welcome=False), 422
        return _page(session, form)
    ticket, key, at = form.ticket.data, str(form.key.data or "")[:40], form.moment
    try:
        answer = booking_transaction(
            lambda: operations.check_in(
                actor=user, course_date_id=run_id, session_id=session_id, ticket=ticket, key=key, at=at
            )
        )
    except DomainError as error:
        if wants_json():
            return jsonify(verdict="unknown", message=error.message, welcome=False), 200
        flash(error.message, "error")
        return redirect(url_for(".check_in", course_date_id=run_id, session_id=session_id))
    return _told(answer, run_id, session_id)


def _told(answer: Answer, run_id: int, session_id: int) -> ResponseReturnValue:
    if wants_json():
        return jsonify(
            verdict=answer.verdict.value,
            message=answer.message,
            place=answer.place_id,
            welcome=answer.verdict.is_welcome,
        )
    kind = "success" if answer.verdict is operations.Verdict.checked_in else "error"
    flash(answer.message, "info" if answer.verdict is operations.Verdict.already else kind)
    return redirect(url_for(".check_in", course_date_id=run_id, session_id=session_id))


def _page(session: CourseSession, form: CheckInForm) -> ResponseReturnValue:
    rows = queries.register_of(session)
    return render_template(
        "attendance/check_in.html",
        form=form,
        run=session.course_date,
        session=session,
        rows=rows,
        here=sum(1 for row in rows if row.mark and row.mark.mark.was_there),
        is_open=session.day <= clock.today(),
    )
