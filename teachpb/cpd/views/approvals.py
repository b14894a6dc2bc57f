"""Approving and declining what colleagues booked, one by one or several in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import ApproveForm, DeclineForm
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import Place
from teachpb.cpd.operations import Outcome
from teachpb.db import DomainError
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import Page, paginate

bp = Blueprint("approvals", __name__, url_prefix="/training/approvals")


def load_request(user: Any, place_id: int) -> Place | None:
    return queries.request_to(user, place_id)


@bp.route("", methods=["GET", "POST"])
@allow(policies.books_for_others)
def list_requests() -> ResponseReturnValue:
    user = signed_in_user()
    page: Page[Place] = paginate(queries.requests_to(user))
    form = ApproveForm()
    form.offer([place for place in page.items if policies.can_decide(user, place)])
    if form.places.options() and form.validate_on_submit():
        chosen = queries.requests_among(user, form.places.data)
        if _decide(lambda: operations.approve(actor=user, places=chosen)):
            return redirect(url_for(".list_requests"))
    own = [place for place in page.items if not policies.can_decide(user, place)]
    return render_template(
        "cpd/approvals.html", form=form, page=page, own=own, waiting=queries.requests_in_figures(user)
    )


@bp.get("/<int:place_id>")
@allow(policies.decides, loader=load_request)
def show_request(place: Place) -> ResponseReturnValue:
    return _request_page(place)


@bp.post("/<int:place_id>/approve")
@allow(policies.can_decide, loader=load_request)
def approve_request(place: Place) -> ResponseReturnValue:
    user = signed_in_user()
    _decide(lambda: operations.approve(actor=user, places=[place]))
    return redirect(url_for(".show_request", place_id=place.id))


@bp.post("/<int:place_id>/decline")
@allow(policies.can_decide, loader=load_request)
def decline_request(place: Place) -> ResponseReturnValue:
    user, form = signed_in_user(), DeclineForm()
    if not form.validate_on_submit():
        return _request_page(place, form)
    _decide(lambda: operations.decline(actor=user, places=[place], reason=form.reason.data))
    return redirect(url_for(".show_request", place_id=place.id))


def _request_page(place: Place, form: DeclineForm | None = None) -> str:
    return render_template(
        "cpd/approval.html",
        form=form or DeclineForm(formdata=None),
        place=place,
        run=place.course_date,
        may_decide=policies.can_decide(signed_in_user(), place),
    )


def _decide(work: Callable[[], Sequence[Outcome]]) -> bool:
    """Do it, and say of each place what became of it."""
    try:
        outcomes = booking_transaction(work)
    except DomainError as error:
        flash(error.message, "error")
        return False
    for outcome in outcomes:
        flash(outcome.message, "success" if outcome.is_done else "error")
    return True
