"""The provider's desk: last year's courses and dates as drafts."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.cpd import operations, policies
from teachpb.cpd.forms import CopyCourseForm, CopyDateForm
from teachpb.cpd.models import Course, CourseDate
from teachpb.cpd.operations import A_YEAR
from teachpb.cpd.views.courses import bp as courses_bp
from teachpb.cpd.views.courses import load_course
from teachpb.cpd.views.dates import bp as dates_bp
from teachpb.cpd.views.dates import load_date
from teachpb.db import DomainError, transaction
from teachpb.web.access import allow, signed_in_user


@courses_bp.route("/<int:course_id>/copy", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_course)
def copy_course(course: Course) -> ResponseReturnValue:
    form = CopyCourseForm(data={"title": course.title, "with_dates": True})
    if form.validate_on_submit():
        with transaction():
            copy = operations.copy_course(
                actor=signed_in_user(), course=course, title=form.title.data, with_dates=bool(form.with_dates.data)
            )
        flash("Copied. Course and dates are drafts: look at each, then publish.", "success")
        return redirect(url_for("courses.show_own_course", course_id=copy.id))
    return render_template("cpd/copy_course.html", form=form, course=course)


@dates_bp.route("/dates/<int:course_date_id>/copy", methods=["GET", "POST"])
@allow(policies.can_manage_date, loader=load_date)
def copy_date(run: CourseDate) -> ResponseReturnValue:
    first = run.live_sessions[0].day + A_YEAR if run.live_sessions else None
    form = CopyDateForm(data={"first_day": first})
    if form.validate_on_submit():
        try:
            with transaction():
                copy = operations.copy_date(actor=signed_in_user(), run=run, first_day=form.first_day.data)
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Copied as a draft. Look at it, then open it for booking.", "success")
            return redirect(url_for("dates.show_date", course_date_id=copy.id))
    return render_template("cpd/copy_date.html", form=form, run=run)
