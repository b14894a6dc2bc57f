"""Setting up an alert, and confirming the address."""

from __future__ import annotations

import json
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from teachpb.alerts import operations, queries
from teachpb.alerts.forms import AlertForm, ButtonForm
from teachpb.alerts.models import LASTING, AlertState, Frequency, Subscription
from teachpb.alerts.presenting import asked_query, search_summary
from teachpb.alerts.views.blueprint import bp, managing
from teachpb.db import transaction
from teachpb.extensions import limiter
from teachpb.web.access import public, signed_in_user

ASKED = "alerts.asked"
#: A cookie holds about four thousand characters; a longer search has to be asked for anew.
LONGEST_KEPT = 1500


def load_unconfirmed(_user: Any, token: str) -> Subscription | None:
    return queries.by_confirmation(token)


@bp.route("/alerts/new", methods=["GET", "POST"])
@public
@limiter.limit("20/hour", methods=["POST"])
def add_alert() -> ResponseReturnValue:
    """The search of the jobs page, to be kept."""
    user = signed_in_user()
    form = AlertForm(data={"email": user.email if user else "", "frequency": Frequency.daily})
    query, unknown_place = asked_query(request.args)
    if form.validate_on_submit():
        return _request(user, query, form.wishes())
    context = {**search_summary(query, removable=True), "unknown_place": unknown_place}
    return render_template("alerts/add_alert.html", form=form, query=query, **context)


def _request(user: Any, query: dict[str, list[str]], wishes: dict[str, Any]) -> ResponseReturnValue:
    with transaction():
        had = user is not None and wishes["email"].lower() == user.email and _has(user, query)
        asked = operations.request_alert(actor=user, query=query, **wishes)
    if asked is not None and user is not None and asked.email == user.email and asked.state in LASTING:
        if had:
            flash("You have this alert already. We have noted how often you want it.", "success")
        else:
            flash("Your alert is set up.", "success")
        return redirect(url_for(".list_alerts"))
    _keep_in_mind(query, wishes)
    return redirect(url_for(".show_sent"))


def _has(user: Any, query: dict[str, list[str]]) -> bool:
    earlier = queries.same_alert(user.email, query)
    return earlier is not None and earlier.state in LASTING


def _keep_in_mind(query: dict[str, list[str]], wishes: dict[str, Any]) -> None:
    """So that the email can be sent again without typing it all once more. What was typed, and no more: the cookie can
    be read by whoever holds it."""
    asked = {"query": query, "email": wishes["email"], "frequency": wishes["frequency"].value}
    if len(json.dumps(asked)) <= LONGEST_KEPT:
        session[ASKED] = asked
    else:
        session.pop(ASKED, None)


@bp.get("/alerts/check-your-email")
@public
def show_sent() -> ResponseReturnValue:
    """The same for everybody: it does not tell whether an address has alerts."""
    return render_template("alerts/sent.html", can_send_again=ASKED in session)


@bp.post("/alerts/check-your-email")
@public
@limiter.limit("10/hour")
def send_again() -> ResponseReturnValue:
    asked = session.get(ASKED)
    if asked is not None:
        with transaction():
            operations.request_alert(
                actor=None, email=asked["email"], query=asked["query"], frequency=Frequency(asked["frequency"])
            )
        flash("We have written to you again, unless we did so a moment ago.", "success")
    return redirect(url_for(".show_sent"))


@bp.route("/alerts/confirm/<token:token>", methods=["GET", "POST"])
@public(loader=load_unconfirmed)
def confirm_alert(subscription: Subscription) -> ResponseReturnValue:
    form = ButtonForm()
    if queries.is_too_late(subscription):
        return render_template(
            "alerts/too_late.html",
            form=form,
            token=(request.view_args or {})["token"],
            **search_summary(subscription.query),
        )
    moves = subscription.new_email is not None
    if subscription.state is not AlertState.unconfirmed and not moves:
        return redirect(managing(subscription))
    if form.validate_on_submit():
        operation = operations.confirm_address if moves else operations.confirm_alert
        with transaction():
            operation(subscription=subscription)
        flash("We write to this address from now on." if moves else "Your alert is running.", "success")
        return redirect(managing(subscription))
    return render_template(
        "alerts/confirm_alert.html", form=form, alert=subscription, moves=moves, **search_summary(subscription.query)
    )


@bp.post("/alerts/confirm/<token:token>/again")
@public(loader=load_unconfirmed)
@limiter.limit("10/hour")
def send_confirmation(subscription: Subscription) -> ResponseReturnValue:
    """For a link that is too old: a fresh one to the same address."""
    with transaction():
        operations.send_confirmation(subscription=subscription)
    return redirect(url_for(".show_sent"))
