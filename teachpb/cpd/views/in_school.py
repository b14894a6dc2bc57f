"""Courses in a school of one's own: asking, answering, agreeing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import InSchoolAnswerForm, InSchoolForm
from teachpb.cpd.models import InSchoolRequest
from teachpb.cpd.models.transitions import IN_SCHOOL
from teachpb.cpd.views.browsing import load_provider
from teachpb.db import DomainError, db, transaction
from teachpb.extensions import limiter
from teachpb.schools.models import Provider
from teachpb.schools.queries import organisations_for
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate

bp = Blueprint("in_school", __name__, url_prefix="/training/in-school")


def load_request(user: Any, request_id: int) -> InSchoolRequest | None:
    return db.session.scalar(queries.requests_known_to(user).where(InSchoolRequest.id == request_id))


@bp.get("")
@allow(policies.has_in_school_business)
def list_requests() -> ResponseReturnValue:
    page = paginate(queries.requests_known_to(signed_in_user()), request.args.get("page"))
    return render_template("cpd/in_school.html", page=page)


@bp.route("/ask/<slug:slug>", methods=["GET", "POST"])
@allow(policies.may_ask_in_school, loader=load_provider)
@limiter.limit("20/hour", methods=["POST"])
def ask_in_school(provider: Provider) -> ResponseReturnValue:
    user = signed_in_user()
    courses = [course for course in queries.own_courses_of(provider) if course.is_public and not course.is_external]
    mine = [
        found for found in organisations_for(user, *policies.BOOKS_FOR_OTHERS) if found.kind in queries.PAYING_KINDS
    ]
    about = next((course for course in courses if course.slug == request.args.get("course")), None)
    form = InSchoolForm(
        data={
            "organisation_id": mine[0].id if mine else None,
            "course_id": about.id if about else None,
            "topic": about.title if about else "",
        }
    )
    form.offer(mine, courses)
    if form.validate_on_submit():
        organisation = next(found for found in mine if found.id == form.organisation_id.data)
        with transaction():
            asked = operations.ask_in_school(
                actor=user, organisation=organisation, provider=provider, wish=form.wish(courses)
            )
        flash("Sent. We write to you as soon as they answer.", "success")
        return redirect(url_for(".show_request", request_id=asked.id))
    return render_template("cpd/ask_in_school.html", form=form, provider=provider)


@bp.get("/<int:request_id>")
@allow(policies.can_see_request, loader=load_request)
def show_request(asked: InSchoolRequest) -> ResponseReturnValue:
    user = signed_in_user()
    return render_template(
        "cpd/in_school_request.html",
        asked=asked,
        may_answer=policies.answers_request(user, asked) and bool(IN_SCHOOL[asked.state]),
        may_decide=policies.decides_request(user, asked) and bool(IN_SCHOOL[asked.state]),
    )


@bp.route("/<int:request_id>/answer", methods=["GET", "POST"])
@allow(policies.answers_request, loader=load_request)
def answer_request(asked: InSchoolRequest) -> ResponseReturnValue:
    form = InSchoolAnswerForm(data={"answer": asked.answer})
    if form.validate_on_submit():
        offers, answer = form.decision.data == "offer", form.answer.data
        return _do(
            asked,
            lambda: operations.answer_request(actor=signed_in_user(), request=asked, offers=offers, answer=answer),
            "Sent to the school.",
        )
    return render_template("cpd/answer_in_school.html", form=form, asked=asked)


@bp.post("/<int:request_id>/agree")
@allow(policies.decides_request, loader=load_request)
def agree_request(asked: InSchoolRequest) -> ResponseReturnValue:
    return _do(
        asked,
        lambda: operations.agree_request(actor=signed_in_user(), request=asked),
        "Agreed. They will be in touch about the rest.",
    )


@bp.post("/<int:request_id>/withdraw")
@allow(policies.decides_request, loader=load_request)
def withdraw_request(asked: InSchoolRequest) -> ResponseReturnValue:
    return _do(
        asked,
        lambda: operations.withdraw_request(actor=signed_in_user(), request=asked),
        "Withdrawn. We have told them.",
    )


def _do(asked: InSchoolRequest, work: Callable[[], None], done: str) -> ResponseReturnValue:
    request_id = asked.id
    try:
        with transaction():
            work()
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(done, "success")
    return redirect(url_for(".show_request", request_id=request_id))
