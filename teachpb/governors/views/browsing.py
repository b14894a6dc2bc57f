"""Finding a role, offering to fill it, and the volunteer's own page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.governors import operations, queries
from teachpb.governors.finding import find_roles, offered_sorts
from teachpb.governors.forms import RATINGS, InterestForm, RoleSearchForm, ratings_from
from teachpb.governors.models import (
    INTEREST_TRANSITIONS,
    ExpressionOfInterest,
    GovernorRole,
    InterestState,
    RoleState,
    Skill,
)
from teachpb.governors.presenting import share_card
from teachpb.governors.signals import role_viewed
from teachpb.pictures.web import picture_response, picture_url
from teachpb.web.access import public, signed_in, signed_in_user
from teachpb.web.pagecache import each_time

bp = Blueprint("governors", __name__)


def load_public_role(user: Any, slug: str) -> GovernorRole | None:
    role = queries.get_public_role(slug)
    if role is not None and role.state is RoleState.removed:
        abort(410)
    return role


def load_open_role(user: Any, slug: str) -> GovernorRole | None:
    role = load_public_role(user, slug)
    return role if role is not None and role.is_open(clock.now()) else None


def load_own_interest(user: Any, token: str) -> ExpressionOfInterest | None:
    return queries.interest_by_token(token)


@bp.get("/governor-roles")
@public
def list_roles() -> ResponseReturnValue:
    form = RoleSearchForm()
    asked = form.asked()
    found = find_roles(asked, request.args.get("page", "1"))
    return render_template(
        "governors/list_roles.html",
        search=form,
        found=found,
        chips=form.active_filters(),
        sorts=offered_sorts(found, asked),
    )


@bp.get("/governor-roles/<slug:slug>")
@public(loader=load_public_role)
def show_role(role: GovernorRole) -> ResponseReturnValue:
    role_id = role.id
    each_time(lambda: role_viewed.send(None, role_id=role_id))
    others = [other for other in queries.open_roles_at(role.organisation) if other.id != role.id]
    is_open = role.is_open(clock.now())
    picture = picture_url("governors.show_picture", share_card(role), slug=role.slug)
    page = render_template("governors/show_role.html", role=role, others=others, is_open=is_open, share_picture=picture)
    return page if is_open else (page, 200, {"X-Robots-Tag": "noindex"})


@bp.get("/governor-roles/<slug:slug>/picture.png")
@public(loader=load_public_role)
def show_picture(role: GovernorRole) -> ResponseReturnValue:
    """What a shared link shows."""
    return picture_response(share_card(role))


@bp.route("/governor-roles/<slug:slug>/interest", methods=["GET", "POST"])
@public(loader=load_public_role)
@limiter.limit("20/hour", methods=["POST"])
def express_interest(role: GovernorRole) -> ResponseReturnValue:
    user = signed_in_user()
    form = InterestForm(obj=user if user and request.method == "GET" else None)
    if user and request.method == "GET":
        form.name.data = user.full_name
    ratings = ratings_from(request.form)
    if form.validate_on_submit():
        try:
            with transaction():
                _, token = operations.express_interest(actor=user, role=role, skill_ratings=ratings, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Thank you. The board has your offer, and we have sent you an email.", "success")
            return redirect(url_for(".show_interest", token=token))
    elif not role.is_open(clock.now()) and request.method == "GET":
        return redirect(url_for(".show_role", slug=role.slug))
    return render_template(
        "governors/express_interest.html",
        role=role,
        form=form,
        ratings=ratings,
        scale=RATINGS,
        skills=asked_skills(role),
    )


@bp.get("/governor-roles/interest/<token:token>")
@public(loader=load_own_interest)
def show_interest(interest: ExpressionOfInterest) -> ResponseReturnValue:
    can_withdraw = InterestState.withdrawn in INTEREST_TRANSITIONS[interest.state]
    token = request.view_args["token"] if request.view_args else ""
    page = render_template("governors/show_interest.html", interest=interest, can_withdraw=can_withdraw, token=token)
    return page, 200, {"X-Robots-Tag": "noindex", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@bp.post("/governor-roles/interest/<token:token>/withdraw")
@public(loader=load_own_interest)
def withdraw_interest(interest: ExpressionOfInterest) -> ResponseReturnValue:
    with transaction():
        operations.withdraw_interest(interest=interest)
    flash("You have withdrawn. Thank you for having offered.", "success")
    return redirect(url_for(".show_interest", token=(request.view_args or {})["token"]))


@bp.get("/account/governor-interests")
@signed_in
def list_my_interests() -> ResponseReturnValue:
    return render_template("governors/list_my_interests.html", interests=queries.interests_of(signed_in_user()))


def asked_skills(role: GovernorRole) -> list[Skill]:
    """The skills the role wants come first; all the others follow, because boards find more than they sought."""
    wanted = [*role.skills_essential, *role.skills_desirable]
    return [*dict.fromkeys(wanted), *(skill for skill in Skill if skill not in wanted)]
