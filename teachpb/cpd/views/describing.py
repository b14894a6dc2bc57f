"""The provider's desk: the terms of a course, and what speaks for it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.cpd import operations, policies
from teachpb.cpd.forms import CaseForm, TermsForm
from teachpb.cpd.models import Course
from teachpb.cpd.views.courses import load_course
from teachpb.db import transaction
from teachpb.web.access import allow, signed_in_user

bp = Blueprint("describing", __name__, url_prefix="/training/courses")


@bp.route("/<int:course_id>/terms", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_course)
def edit_terms(course: Course) -> ResponseReturnValue:
    form = TermsForm.for_course(course)
    if form.validate_on_submit():
        with transaction():
            operations.edit_terms(actor=signed_in_user(), course=course, terms=form.terms())
        return _saved(course)
    return render_template("cpd/edit_terms.html", form=form, course=course)


@bp.route("/<int:course_id>/evidence", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_course)
def edit_case(course: Course) -> ResponseReturnValue:
    form = CaseForm.for_course(course)
    if form.validate_on_submit():
        with transaction():
            operations.edit_case(actor=signed_in_user(), course=course, case=form.case())
        return _saved(course)
    return render_template("cpd/edit_case.html", form=form, course=course)


def _saved(course: Course) -> ResponseReturnValue:
    flash("Saved.", "success")
    return redirect(url_for("courses.show_own_course", course_id=course.id))
