"""Keeping the register: on a phone, in two browsers at once, on paper."""

from __future__ import annotations

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.attendance import operations, papers, policies, queries
from teachpb.attendance.forms import HoursForm, RegisterForm, RestForm, WalkInForm, WithdrawForm, read_cells
from teachpb.attendance.models import Mark
from teachpb.attendance.operations import Outcome
from teachpb.attendance.views.loading import can_award, can_keep, load_date, load_place, load_session
from teachpb.cpd.models import CourseDate, CourseSession, Place
from teachpb.cpd.operations import booking_transaction
from teachpb.db import DomainError, transaction
from teachpb.web.access import allow, signed_in_user
from teachpb.web.templating import format_time

bp = Blueprint("register", __name__, url_prefix="/training/dates/<int:course_date_id>")

SESSION = "/register/<int:session_id>"


@bp.get("/register")
@allow(policies.can_keep_register, loader=load_date)
def open_register(run: CourseDate) -> ResponseReturnValue:
    """The register that is wanted today."""
    session = queries.session_now(run, clock.today())
    if session is None:
        flash("This date has no session yet, and so no register.", "error")
        return redirect(url_for("dates.show_date", course_date_id=run.id))
    return redirect(url_for(".keep_register", course_date_id=run.id, session_id=session.id))


@bp.route(SESSION, methods=["GET", "POST"])
@allow(can_keep, loader=load_session)
def keep_register(session: CourseSession) -> ResponseReturnValue:
    form, run_id, session_id, user = RegisterForm(), session.course_date_id, session.id, signed_in_user()
    if form.validate_on_submit():
        cells = read_cells(request.form)
        try:
            outcome = booking_transaction(
                lambda: operations.save_marks(actor=user, course_date_id=run_id, session_id=session_id, cells=cells)
            )
        except DomainError as error:
            if wants_json():
                return jsonify(message=error.message), 409
            flash(error.message, "error")
            return redirect(url_for(".keep_register", course_date_id=run_id, session_id=session_id))
        return _saved(outcome, run_id, session_id)
    return _page(session, form)


@bp.post(f"{SESSION}/rest")
@allow(can_keep, loader=load_session)
def mark_rest(session: CourseSession) -> ResponseReturnValue:
    form, user, run_id, session_id = RestForm(), signed_in_user(), session.course_date_id, session.id
    if form.validate_on_submit():
        try:
            count = booking_transaction(
                lambda: operations.mark_rest(actor=user, course_date_id=run_id, session_id=session_id, mark=form.chosen)
            )
        except DomainError as error:
            flash(error.message, "error")
        else:
            flash(f"Marked as {form.chosen.label.lower()}: {count}.", "success")
    return redirect(url_for(".keep_register", course_date_id=run_id, session_id=session_id))


@bp.route(f"{SESSION}/walk-in", methods=["GET", "POST"])
@allow(can_keep, loader=load_session)
def add_walk_in(session: CourseSession) -> ResponseReturnValue:
    form, user, run_id, session_id = WalkInForm(), signed_in_user(), session.course_date_id, session.id
    if form.validate_on_submit():
        name, email = form.name.data, form.email.data.lower()
        try:
            booking_transaction(
                lambda: operations.add_walk_in(
                    actor=user, course_date_id=run_id, session_id=session_id, name=name, email=email
                )
            )
        except DomainError as error:
            form.add_error("email" if error.field == "delegate_email" else None, error.message)
        else:
            flash(f"{name} has a place and is marked as here.", "success")
            return redirect(url_for(".keep_register", course_date_id=run_id, session_id=session_id))
    return render_template("attendance/add_walk_in.html", form=form, session=session, run=session.course_date)


@bp.get(f"{SESSION}/sheet.pdf")
@allow(can_keep, loader=load_session)
def download_sheet(session: CourseSession) -> ResponseReturnValue:
    """The register on paper, to sign."""
    return pdf_response(papers.sheet_pdf(session, queries.register_of(session)), f"register-{session.day}.pdf")


@bp.route("/places/<int:place_id>/hours", methods=["GET", "POST"])
@allow(can_award, loader=load_place)
def award_hours(place: Place) -> ResponseReturnValue:
    run_id, place_id, user = place.course_date_id, place.id, signed_in_user()
    kept = queries.record_of_place(place_id)
    form = HoursForm(data={"hours": kept.hours_counted if kept else None, "reason": kept.award_reason if kept else ""})
    if form.validate_on_submit():
        hours, reason = float(form.hours.data), form.reason.data
        booking_transaction(
            lambda: operations.award_hours(
                actor=user, course_date_id=run_id, place_id=place_id, hours=hours, reason=reason
            )
        )
        flash("The hours are changed.", "success")
        return redirect(url_for("results.show_results", course_date_id=run_id))
    return render_template("attendance/award_hours.html", form=form, place=place, kept=kept)


@bp.route("/places/<int:place_id>/certificate/withdraw", methods=["GET", "POST"])
@allow(can_award, loader=load_place)
def withdraw_certificate(place: Place) -> ResponseReturnValue:
    form, run_id, place_id = WithdrawForm(), place.course_date_id, place.id
    certificate = queries.certificate_of(place_id)
    if certificate is None or not certificate.is_valid:
        flash("There is no certificate to withdraw.", "error")
        return redirect(url_for("results.show_results", course_date_id=run_id))
    if form.validate_on_submit():
        with transaction():
            operations.withdraw_certificate(actor=signed_in_user(), certificate=certificate, reason=form.reason.data)
        flash("The certificate is withdrawn: whoever verifies it is told so.", "success")
        return redirect(url_for("results.show_results", course_date_id=run_id))
    return render_template("attendance/withdraw_certificate.html", form=form, place=place, certificate=certificate)


def wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def pdf_response(content: bytes, filename: str) -> Response:
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(session: CourseSession, form: RegisterForm) -> ResponseReturnValue:
    run, rows = session.course_date, queries.register_of(session)
    return render_template(
        "attendance/register.html",
        form=form,
        run=run,
        session=session,
        rows=rows,
        marks=list(Mark),
        here=sum(1 for row in rows if row.mark and row.mark.mark.was_there),
        unmarked=sum(1 for row in rows if row.mark is None),
        is_open=session.day <= clock.today(),
    )


def _saved(outcome: Outcome, run_id: int, session_id: int) -> ResponseReturnValue:
    overtaken = [
        f"{each.by} had marked {each.place.delegate_name} as {each.was.label.lower()}:"
        f" it is {each.now.label.lower()} now."
        for each in outcome.overtaken
    ]
    if wants_json():
        cells = [{"place": row.place_id, "mark": row.mark.value, "version": row.version} for row in outcome.saved]
        return jsonify(cells=cells, overtaken=overtaken, message=f"Saved at {format_time(clock.now())}")
    for sentence in overtaken:
        flash(sentence, "info")
    count = len(outcome.saved)
    flash(f"Saved: {count} {'mark' if count == 1 else 'marks'}." if count else "Nothing had changed.", "success")
    return redirect(url_for(".keep_register", course_date_id=run_id, session_id=session_id))
