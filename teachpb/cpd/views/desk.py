"""The provider's desk: single places, and what staff may do about them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.audit.queries import entries_for
from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import PriorityForm, RestoreForm
from teachpb.cpd.forms.moving import LINE
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import Place, PlaceState
from teachpb.cpd.presenting import told_of_place
from teachpb.db import DomainError
from teachpb.web.access import allow, signed_in_user

bp = Blueprint("desk", __name__, url_prefix="/training/desk")


def load_desk_place(user: Any, place_id: int) -> Place | None:
    return queries.place_run_by(user, place_id)


@bp.get("/places/<int:place_id>")
@allow(policies.can_manage_place, loader=load_desk_place)
def show_place(place: Place) -> ResponseReturnValue:
    return render_template(
        "cpd/desk_place.html",
        place=place,
        run=place.course_date,
        history=[told_of_place(entry) for entry in entries_for(place, limit=30)],
        can_restore=operations.can_restore(place=place),
        position=queries.position_in_line(place) if place.state is PlaceState.waiting else None,
    )


@bp.route("/places/<int:place_id>/restore", methods=["GET", "POST"])
@allow(policies.can_manage_place, loader=load_desk_place)
def restore_place(place: Place) -> ResponseReturnValue:
    if not operations.can_restore(place=place):
        return redirect(url_for(".show_place", place_id=place.id))
    user, place_id, form = signed_in_user(), place.id, RestoreForm()
    left = queries.availability(place.course_date)
    form.suit(is_free=left.for_line > 0)
    if form.validate_on_submit():
        to_line, reason = form.target.data == LINE, form.reason.data
        try:
            booking_transaction(
                lambda: operations.restore(actor=user, place_id=place_id, to_line=to_line, reason=reason)
            )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Done. We have written to them.", "success")
            return redirect(url_for(".show_place", place_id=place_id))
    return render_template("cpd/restore_place.html", form=form, place=place, run=place.course_date, left=left)


@bp.route("/places/<int:place_id>/priority", methods=["GET", "POST"])
@allow(policies.can_manage_place, loader=load_desk_place)
def set_priority(place: Place) -> ResponseReturnValue:
    if place.state is not PlaceState.waiting:
        return redirect(url_for(".show_place", place_id=place.id))
    user, place_id, first, form = signed_in_user(), place.id, not place.priority, PriorityForm()
    if form.validate_on_submit():
        reason = form.reason.data
        try:
            booking_transaction(
                lambda: operations.set_priority(actor=user, place_id=place_id, first=first, reason=reason)
            )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Done: they are served first." if first else "Done: they are served in their turn.", "success")
            return redirect(url_for(".show_place", place_id=place_id))
    return render_template("cpd/set_priority.html", form=form, place=place, run=place.course_date, first=first)
