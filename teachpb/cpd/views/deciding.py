"""The provider's desk: too few have booked; running all the same, and putting off."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import DropDateForm, PostponeForm
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import CourseDate
from teachpb.cpd.views.dates import bp, load_date, then_show
from teachpb.db import DomainError
from teachpb.web.access import allow, signed_in_user

TOO_FEW = "Too few people have booked this date."


@bp.get("/dates/<int:course_date_id>/decide")
@allow(policies.can_manage_date, loader=load_date)
def decide_date(run: CourseDate) -> ResponseReturnValue:
    """Run, postpone or cancel: each is one press from here."""
    booked = queries.booked_on(run)
    if not operations.is_to_decide(run=run, booked=booked, today=clock.today()):
        return redirect(url_for(".show_date", course_date_id=run.id))
    return render_template(
        "cpd/decide_date.html",
        run=run,
        booked=booked,
        left=queries.availability(run),
        postponing=PostponeForm(formdata=None, data={"reason": TOO_FEW}),
        cancelling=DropDateForm(formdata=None, data={"reason": TOO_FEW}),
    )


@bp.post("/dates/<int:course_date_id>/run")
@allow(policies.can_manage_date, loader=load_date)
def run_anyway(run: CourseDate) -> ResponseReturnValue:
    user, key = signed_in_user(), run.id
    return then_show(
        key, lambda: operations.run_anyway(actor=user, course_date_id=key), "It runs. We will not ask again."
    )


@bp.route("/dates/<int:course_date_id>/postpone", methods=["GET", "POST"])
@allow(policies.can_manage_date, loader=load_date)
def postpone_date(run: CourseDate) -> ResponseReturnValue:
    user, key, form = signed_in_user(), run.id, PostponeForm(data={"reason": run.state_reason})
    if form.validate_on_submit():
        reason, day = form.reason.data, form.new_day.data
        try:
            booking_transaction(
                lambda: operations.postpone_date(actor=user, course_date_id=key, reason=reason, new_day=day)
            )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Postponed. We are telling everyone, and their calendars.", "success")
            return redirect(url_for(".show_date", course_date_id=key))
    return render_template("cpd/postpone_date.html", form=form, run=run, left=queries.availability(run))
