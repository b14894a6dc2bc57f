"""A candidate writes their profile, and sees it as schools do."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.candidates import operations, queries, rules
from teachpb.candidates.forms import PlacesForm
from teachpb.candidates.views.blueprint import bp
from teachpb.candidates.wizard import WIZARD
from teachpb.db import DomainError, transaction
from teachpb.web.access import signed_in, signed_in_user
from teachpb.web.wizard import Step, handle_step, show_tasks


@bp.get("/account/profile")
@signed_in
def show_profile() -> ResponseReturnValue:
    profile = queries.profile_of(signed_in_user())
    return show_tasks(
        WIZARD, profile, template="candidates/show_profile.html", profile=profile, missing=rules.missing(profile)
    )


@bp.route("/account/profile/<slug:step>", methods=["GET", "POST"])
@signed_in
def edit_step(step: str) -> ResponseReturnValue:
    def save(page: Step, values: dict[str, Any]) -> None:
        if page.name == "places":
            values = {"places": PlacesForm.pairs(values)}
        with transaction():
            operations.save_section(actor=signed_in_user(), values=values)

    return handle_step(WIZARD, queries.profile_of(signed_in_user()), step, save=save)


@bp.get("/account/profile/preview")
@signed_in
def show_preview() -> ResponseReturnValue:
    profile = queries.profile_of(signed_in_user())
    return render_template("candidates/show_preview.html", profile=profile, missing=rules.missing(profile))


@bp.post("/account/profile/visible")
@signed_in
def switch_visible() -> ResponseReturnValue:
    visible = request.form.get("visible") == "yes"
    try:
        with transaction():
            operations.switch(actor=signed_in_user(), visible=visible)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("Schools can see your profile now." if visible else "No school sees your profile now.", "success")
    return redirect(url_for(".show_profile"))
