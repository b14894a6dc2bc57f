"""After a course, for the delegate: the evaluation, the certificate. The key in the address was mailed to them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.attendance import operations, papers, queries
from teachpb.attendance.forms import EvaluationPage, FollowUpPage
from teachpb.attendance.models import AttendanceRecord
from teachpb.attendance.views.loading import load_record
from teachpb.attendance.views.register import pdf_response
from teachpb.attendance.views.tickets import NO_TRACE
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.web.access import public

bp = Blueprint("after", __name__, url_prefix="/after-course/<token:key>")


@bp.get("")
@public(loader=load_record)
def show_after(kept: AttendanceRecord) -> ResponseReturnValue:
    """What there is to do, and what there is to have."""
    page = render_template(
        "attendance/after.html",
        kept=kept,
        run=kept.place.course_date,
        certificate=queries.certificate_of(kept.place_id),
        may_evaluate=queries.may_evaluate(kept),
    )
    return page, 200, NO_TRACE


@bp.route("/evaluation", methods=["GET", "POST"])
@limiter.limit("30/minute", methods=["POST"])
@public(loader=load_record)
def edit_evaluation(kept: AttendanceRecord) -> ResponseReturnValue:
    if kept.answered_at is not None or not queries.may_evaluate(kept):
        return redirect(url_for(".show_after", key=kept.key))
    form, run, key = EvaluationPage(), kept.place.course_date, kept.key
    form.ask(queries.items_of(run.course))
    if form.validate_on_submit():
        opinion = form.opinion()
        return _take(lambda: operations.evaluate(kept=kept, opinion=opinion), key)
    return render_template("attendance/evaluation.html", form=form, run=run, kept=kept), 200, NO_TRACE


@bp.route("/weeks-later", methods=["GET", "POST"])
@limiter.limit("30/minute", methods=["POST"])
@public(loader=load_record)
def edit_follow_up(kept: AttendanceRecord) -> ResponseReturnValue:
    if kept.follow_up_answered_at is not None or kept.follow_up_asked_at is None:
        return redirect(url_for(".show_after", key=kept.key))
    form, run, key = FollowUpPage(), kept.place.course_date, kept.key
    if form.validate_on_submit():
        outlook = form.outlook()
        return _take(lambda: operations.follow_up(kept=kept, outlook=outlook), key)
    return render_template("attendance/follow_up.html", form=form, run=run, kept=kept), 200, NO_TRACE


@bp.get("/certificate.pdf")
@public(loader=load_record)
def download_certificate(kept: AttendanceRecord) -> ResponseReturnValue:
    certificate = queries.certificate_of(kept.place_id)
    if certificate is None or not certificate.is_valid:
        abort(404)
    response = pdf_response(papers.certificate_pdf(certificate), f"certificate-{certificate.number}.pdf")
    response.headers.update(NO_TRACE)
    return response


def _take(work: Callable[[], object], key: str) -> ResponseReturnValue:
    """Take the answers in once: coming twice is a thank-you, not a second answer."""
    try:
        with transaction():
            work()
    except DomainError as error:
        flash(error.message, "info")
    else:
        flash("Thank you. Your answers are in, without your name.", "success")
    return redirect(url_for(".show_after", key=key))
