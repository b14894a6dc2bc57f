"""The provider's desk: series, people, what a course leads on to, and the provider's own page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import AroundForm, FacilitatorForm, ProviderForm, SeriesForm
from teachpb.cpd.models import Course, FacilitatorProfile, Series
from teachpb.cpd.registry import career_steps
from teachpb.cpd.views.courses import load_course
from teachpb.cpd.visitor import acting_provider
from teachpb.db import DomainError, db, transaction
from teachpb.web.access import allow, signed_in_user

bp = Blueprint("around", __name__, url_prefix="/training")


def load_series(user: Any, series_id: int) -> Series | None:
    return db.session.scalar(queries.series_managed_by(user).where(Series.id == series_id))


def load_profile(user: Any, profile_id: int) -> FacilitatorProfile | None:
    return db.session.scalar(queries.facilitators_managed_by(user).where(FacilitatorProfile.id == profile_id))


@bp.route("/courses/<int:course_id>/around", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_course)
def edit_around(course: Course) -> ResponseReturnValue:
    others = [other for other in queries.all_published() if other.id != course.id]
    profiles = queries.profiles_of(course.provider)
    form = AroundForm.for_course(course)
    form.offer(others, career_steps(), profiles)
    if form.validate_on_submit():
        answers = form.answers()
        with transaction():
            operations.set_around(
                actor=signed_in_user(),
                course=course,
                leads_to=[other for other in others if other.id in answers.get("leads_to", ())],
                career_steps=answers.get("career_steps", []),
                taught_by=[profile for profile in profiles if profile.id in answers.get("taught_by", ())],
            )
        flash("Saved.", "success")
        return redirect(url_for("courses.show_own_course", course_id=course.id))
    return render_template("cpd/edit_around.html", form=form, course=course)


@bp.get("/series")
@allow(policies.runs_courses)
def list_series() -> ResponseReturnValue:
    series = db.session.scalars(queries.series_managed_by(signed_in_user())).unique().all()
    return render_template("cpd/own_series.html", series=series)


@bp.route("/series/new", methods=["GET", "POST"])
@allow(policies.runs_courses)
def create_series() -> ResponseReturnValue:
    return _series(SeriesForm(data={"is_mixable": True, "is_shown": True}), None)


@bp.route("/series/<int:series_id>", methods=["GET", "POST"])
@allow(policies.can_manage_own, loader=load_series)
def edit_series(series: Series) -> ResponseReturnValue:
    return _series(SeriesForm.for_series(series), series)


def _series(form: SeriesForm, series: Series | None) -> ResponseReturnValue:
    user = signed_in_user()
    provider = series.provider if series else acting_provider()
    courses = queries.own_courses_of(provider)
    form.offer(courses)
    if form.validate_on_submit():
        with transaction():
            operations.save_series(actor=user, provider=provider, details=form.details(courses), series=series)
        flash("Saved.", "success")
        return redirect(url_for(".list_series"))
    return render_template("cpd/edit_series.html", form=form, series=series)


@bp.get("/facilitators")
@allow(policies.runs_courses)
def list_facilitators() -> ResponseReturnValue:
    profiles = db.session.scalars(queries.facilitators_managed_by(signed_in_user())).all()
    return render_template("cpd/own_facilitators.html", profiles=profiles)


@bp.route("/facilitators/new", methods=["GET", "POST"])
@allow(policies.runs_courses)
def create_facilitator() -> ResponseReturnValue:
    return _facilitator(None)


@bp.route("/facilitators/<int:profile_id>", methods=["GET", "POST"])
@allow(policies.can_manage_own, loader=load_profile)
def edit_facilitator(profile: FacilitatorProfile) -> ResponseReturnValue:
    return _facilitator(profile)


@bp.post("/facilitators/<int:profile_id>/remove")
@allow(policies.can_manage_own, loader=load_profile)
def remove_facilitator(profile: FacilitatorProfile) -> ResponseReturnValue:
    with transaction():
        operations.remove_facilitator(actor=signed_in_user(), profile=profile)
    flash("They are shown no more.", "success")
    return redirect(url_for(".list_facilitators"))


def _facilitator(profile: FacilitatorProfile | None) -> ResponseReturnValue:
    provider = profile.provider if profile else acting_provider()
    form = FacilitatorForm.for_profile(profile)
    form.offer(queries.facilitators_of(provider))
    if form.validate_on_submit():
        answers = form.answers()
        upload, remove = answers.pop("photo"), answers.pop("remove_photo")
        try:
            with transaction():
                operations.save_facilitator(
                    actor=signed_in_user(),
                    provider=provider,
                    values=answers,
                    upload=upload,
                    remove_photo=remove,
                    profile=profile,
                )
        except DomainError as error:
            error.field = error.field or "photo"
            form.add_error(error)
        else:
            flash("Saved.", "success")
            return redirect(url_for(".list_facilitators"))
    return render_template("cpd/edit_facilitator.html", form=form, profile=profile)


@bp.route("/provider", methods=["GET", "POST"])
@allow(policies.runs_courses)
def edit_provider() -> ResponseReturnValue:
    provider = acting_provider()
    form = ProviderForm.for_provider(provider)
    if form.validate_on_submit():
        with transaction():
            operations.edit_provider(actor=signed_in_user(), provider=provider, values=form.answers())
        flash("Saved.", "success")
        return redirect(url_for("cpd.show_provider", slug=provider.slug))
    return render_template("cpd/edit_provider.html", form=form, provider=provider)
