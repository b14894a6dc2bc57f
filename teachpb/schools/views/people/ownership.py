"""Asking to be an owner of a school's pages; answering, as an officer or as an owner."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.schools import operations
from teachpb.schools.forms.people import ClaimForm, DecideForm
from teachpb.schools.models import OwnershipRequest, School
from teachpb.schools.policies import can_decide_request, is_own_request, is_school_officer
from teachpb.schools.queries import people as queries
from teachpb.web.access import allow, signed_in, signed_in_user
from teachpb.web.pagination import paginate

bp = Blueprint("ownership", __name__)


@bp.get("/hiring/claim")
@signed_in
def find_school() -> ResponseReturnValue:
    words = request.args.get("q", "")[:100]
    page = paginate(queries.open_schools_named(words)) if words.strip() else None
    return render_template("schools/people/find_school.html", page=page, words=words)


@bp.route("/hiring/claim/<slug:slug>", methods=["GET", "POST"])
@signed_in(loader=queries.claimable_school)
@limiter.limit("10/hour", methods=["POST"])
def ask_ownership(school: School) -> ResponseReturnValue:
    form = ClaimForm()
    if form.validate_on_submit() and _ask(form, school):
        flash("We have your request and will write to you", "success")
        return redirect(url_for("memberships.list_organisations"))
    return render_template(
        "schools/people/ask_ownership.html", form=form, school=school, has_owner=bool(queries.managers_of(school))
    )


def _ask(form: ClaimForm, school: School) -> bool:
    try:
        with transaction():
            operations.request_ownership(user=signed_in_user(), school=school, **form.answers())
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    return True


@bp.post("/account/requests/<int:request_id>/withdraw")
@allow(is_own_request, loader=queries.request_within_reach)
def withdraw_request(asked: OwnershipRequest) -> ResponseReturnValue:
    with transaction():
        operations.withdraw_request(actor=signed_in_user(), request=asked)
    flash("Your request is withdrawn", "success")
    return redirect(url_for("memberships.list_organisations"))


@bp.get("/office/requests")
@allow(is_school_officer)
def list_requests() -> ResponseReturnValue:
    return render_template(
        "schools/people/list_requests.html", page=paginate(queries.requests_for_officer(signed_in_user()))
    )


@bp.route("/office/requests/<int:request_id>", methods=["GET", "POST"])
@allow(can_decide_request, loader=queries.request_within_reach)
def decide_request(asked: OwnershipRequest) -> ResponseReturnValue:
    """For the council's officers."""
    return _decide(asked, url_for(".list_requests"))


@bp.route("/account/requests/<int:request_id>", methods=["GET", "POST"])
@allow(can_decide_request, loader=queries.request_within_reach)
def answer_request(asked: OwnershipRequest) -> ResponseReturnValue:
    """The same for the school's owners, among their own pages."""
    return _decide(asked, url_for("memberships.list_people", slug=asked.organisation.slug))


def _decide(asked: OwnershipRequest, back: str) -> ResponseReturnValue:
    form = DecideForm()
    if form.validate_on_submit() and _answer(form, asked):
        flash("Decided. We are writing to everybody concerned", "success")
        return redirect(back)
    return render_template(
        "schools/people/decide_request.html",
        form=form,
        asked=asked,
        back=back,
        managers=queries.managers_of(asked.organisation),
    )


def _answer(form: DecideForm, asked: OwnershipRequest) -> bool:
    actor = signed_in_user()
    try:
        with transaction():
            if form.decision.data == "approve":
                operations.approve_request(actor=actor, request=asked)
            else:
                operations.decline_request(actor=actor, request=asked, reason=form.reason.data)
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    return True
