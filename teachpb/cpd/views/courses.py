"""The provider's desk: courses and venues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import CourseForm, VenueForm
from teachpb.cpd.models import Course
from teachpb.cpd.visitor import acting_provider
from teachpb.db import DomainError, transaction
from teachpb.places.queries import locate
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate

bp = Blueprint("courses", __name__, url_prefix="/training/courses")


def load_course(user: Any, course_id: int) -> Course | None:
    return queries.course_managed_by(user, course_id)


@bp.get("")
@allow(policies.runs_courses)
def list_own_courses() -> ResponseReturnValue:
    page = paginate(queries.courses_managed_by(signed_in_user()))
    return render_template("cpd/own_courses.html", page=page)


@bp.route("/new", methods=["GET", "POST"])
@allow(policies.runs_courses)
def create_course() -> ResponseReturnValue:
    user, form = signed_in_user(), CourseForm(data={"free_days": 5, "half_days": 2})
    if form.validate_on_submit():
        try:
            with transaction():
                course = operations.create_course(actor=user, provider=acting_provider(), details=form.details())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Saved as a draft. Say what else holds for it, add a date, then publish.", "success")
            return redirect(url_for(".show_own_course", course_id=course.id))
    return render_template("cpd/edit_course.html", form=form, course=None)


@bp.get("/<int:course_id>")
@allow(policies.can_manage, loader=load_course)
def show_own_course(course: Course) -> ResponseReturnValue:
    left = queries.availability_of(course.dates)
    return render_template("cpd/own_course.html", course=course, left=left, venues=queries.venues_of(course.provider))


@bp.route("/<int:course_id>/edit", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_course)
def edit_course(course: Course) -> ResponseReturnValue:
    form = CourseForm.for_course(course)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.edit_course(actor=signed_in_user(), course=course, details=form.details())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Saved.", "success")
            return redirect(url_for(".show_own_course", course_id=course.id))
    return render_template("cpd/edit_course.html", form=form, course=course)


@bp.post("/<int:course_id>/publish")
@allow(policies.can_manage, loader=load_course)
def publish_course(course: Course) -> ResponseReturnValue:
    return _do(course, operations.publish_course, "Published: it is in the catalogue now.")


@bp.post("/<int:course_id>/withdraw")
@allow(policies.can_manage, loader=load_course)
def withdraw_course(course: Course) -> ResponseReturnValue:
    return _do(course, operations.withdraw_course, "Taken out of the catalogue. Places already booked stand.")


@bp.route("/<int:course_id>/venues/new", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_course)
def create_venue(course: Course) -> ResponseReturnValue:
    form = VenueForm()
    if form.validate_on_submit():
        place = locate(form.postcode.data)
        where = {"latitude": place.latitude, "longitude": place.longitude} if place else {}
        with transaction():
            operations.create_venue(
                actor=signed_in_user(), provider=course.provider, values={**form.answers(), **where}
            )
        flash("The venue is saved. Choose it for any date.", "success")
        return redirect(url_for(".show_own_course", course_id=course.id))
    return render_template("cpd/edit_venue.html", form=form, course=course)


def _do(course: Course, operation: Callable[..., None], done: str) -> ResponseReturnValue:
    try:
        with transaction():
            operation(actor=signed_in_user(), course=course)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(done, "success")
    return redirect(url_for(".show_own_course", course_id=course.id))
