"""What people thought, and what each came to: for the provider."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.attendance import operations, policies, queries
from teachpb.attendance.forms import ItemsForm
from teachpb.attendance.views.loading import load_date
from teachpb.cpd.models import Course, CourseDate
from teachpb.cpd.queries import course_managed_by
from teachpb.db import transaction
from teachpb.web.access import allow, signed_in_user

bp = Blueprint("results", __name__, url_prefix="/training")


def load_course(user: Any, course_id: int) -> Course | None:
    return course_managed_by(user, course_id)


@bp.get("/dates/<int:course_date_id>/results")
@allow(policies.can_read_results, loader=load_date)
def show_results(run: CourseDate) -> ResponseReturnValue:
    places = queries.on_register(run)
    return render_template(
        "attendance/results.html",
        run=run,
        results=queries.results_of(run),
        places=places,
        records=queries.records_of([place.id for place in places]),
        certificates=queries.certificates_of_date(run),
    )


@bp.route("/courses/<int:course_id>/evaluation", methods=["GET", "POST"])
@allow(policies.can_edit_questions, loader=load_course)
def edit_items(course: Course) -> ResponseReturnValue:
    form = ItemsForm(data={"items": "\n".join(queries.items_of(course))})
    if form.validate_on_submit():
        with transaction():
            operations.set_items(actor=signed_in_user(), course=course, items=form.lines)
        flash("Saved. Everybody who answers from now on is asked these.", "success")
        return redirect(url_for("courses.show_own_course", course_id=course.id))
    return render_template("attendance/edit_items.html", form=form, course=course)
