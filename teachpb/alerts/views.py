"""Pages about alerts: setting one up, confirming it, and looking after it by the link in our mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.alerts import operations, queries
from teachpb.alerts.forms import AlertForm, ButtonForm, FrequencyForm
from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.models import LASTING, AlertState, Subscription
from teachpb.alerts.presenting import alert_page, alert_pages, asked_query, search_summary
from teachpb.db import DomainError, transaction
from teachpb.extensions import csrf, limiter
from teachpb.web.access import public, signed_in, signed_in_user

bp = Blueprint("alerts", __name__)


def load_unconfirmed(_user: Any, token: str) -> Subscription | None:
    return queries.by_confirmation(token)


def load_managed(_user: Any, token: str) -> Subscription | None:
    return queries.by_token(token, Purpose.manage)


def load_stopped(_user: Any, token: str) -> Subscription | None:
    return queries.by_token(token, Purpose.stop)


@bp.after_request
def keep_links_secret(response: Response) -> Response:
    """Pages behind a link in mail are kept from caches, robots and other sites."""
    if "token" in (request.view_args or {}):
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.route("/alerts/new", methods=["GET", "POST"])
@public
@limiter.limit("20/hour", methods=["POST"])
def add_alert() -> ResponseReturnValue:
    """The search of the jobs page, to be kept."""
    user = signed_in_user()
    form = AlertForm(data={"email": user.email if user else ""})
    query, unknown_place = asked_query(request.args)
    if form.validate_on_submit():
        with transaction():
            asked = operations.request_alert(actor=user, query=query, **form.answers())
        if asked is not None and user is not None and asked.user_id == user.id and asked.state in LASTING:
            flash("Your alert is set up.", "success")
            return redirect(url_for(".list_alerts"))
        return redirect(url_for(".show_sent"))
    context = {**search_summary(query, removable=True), "unknown_place": unknown_place}
    return render_template("alerts/add_alert.html", form=form, query=query, **context)


@bp.get("/alerts/check-your-email")
@public
def show_sent() -> ResponseReturnValue:
    """The same for everybody: it does not tell whether an address has alerts."""
    return render_template("alerts/sent.html")


@bp.route("/alerts/confirm/<token:token>", methods=["GET", "POST"])
@public(loader=load_unconfirmed)
def confirm_alert(subscription: Subscription) -> ResponseReturnValue:
    if subscription.state is not AlertState.unconfirmed:
        return redirect(_managing(subscription))
    form = ButtonForm()
    if form.validate_on_submit():
        with transaction():
            operations.confirm_alert(subscription=subscription)
        flash("Your alert is running.", "success")
        return redirect(_managing(subscription))
    return render_template(
        "alerts/confirm_alert.html", form=form, alert=subscription, **search_summary(subscription.query)
    )


@bp.get("/alerts/manage/<token:token>")
@public(loader=load_managed)
def show_alert(subscription: Subscription) -> ResponseReturnValue:
    form = FrequencyForm(data={"frequency": subscription.frequency})
    return render_template("alerts/show_alert.html", form=form, **alert_page(subscription))


@bp.post("/alerts/manage/<token:token>/frequency")
@public(loader=load_managed)
def change_frequency(subscription: Subscription) -> ResponseReturnValue:
    form = FrequencyForm()
    if not form.validate():
        return render_template("alerts/show_alert.html", form=form, **alert_page(subscription))
    return _do(subscription, operations.change_frequency, "Changed.", **form.answers())


@bp.post("/alerts/manage/<token:token>/pause")
@public(loader=load_managed)
def pause_alert(subscription: Subscription) -> ResponseReturnValue:
    return _do(subscription, operations.pause_alert, "Paused. We will not write until you start it again.")


@bp.post("/alerts/manage/<token:token>/resume")
@public(loader=load_managed)
def resume_alert(subscription: Subscription) -> ResponseReturnValue:
    return _do(subscription, operations.resume_alert, "Your alert is running again.")


@bp.post("/alerts/manage/<token:token>/end")
@public(loader=load_managed)
def end_alert(subscription: Subscription) -> ResponseReturnValue:
    return _do(subscription, operations.end_alert, "Stopped. We will not write about this search again.")


@bp.route("/alerts/stop/<token:token>", methods=["GET", "POST"])
@public(loader=load_stopped)
def stop_alert(subscription: Subscription) -> ResponseReturnValue:
    """One click (RFC 8058): mail programs POST here without a session, and are not redirected. People get a page with a
    button first, because looking changes nothing. The signed link is the permission."""
    if request.method == "POST":
        with transaction():
            operations.end_alert(subscription=subscription)
        if request.form.get("List-Unsubscribe") == "One-Click":
            return make_response(
                "Stopped. We will not write about this search again.\n", 200, {"Content-Type": "text/plain"}
            )
        return redirect(url_for(".stop_alert", **(request.view_args or {})), 303)
    summary = search_summary(subscription.query)
    return render_template("alerts/stop_alert.html", form=ButtonForm(), alert=subscription, **summary)


csrf.exempt(stop_alert)


@bp.get("/account/alerts")
@signed_in
def list_alerts() -> ResponseReturnValue:
    alerts = queries.alerts_of(signed_in_user())
    return render_template("alerts/list_alerts.html", alerts=alert_pages(alerts))


def _managing(subscription: Subscription) -> str:
    return url_for(".show_alert", token=token_for(subscription, Purpose.manage))


def _do(subscription: Subscription, operation: Callable[..., None], done: str, **answers: Any) -> ResponseReturnValue:
    try:
        with transaction():
            operation(subscription=subscription, **answers)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(done, "success")
    return redirect(_managing(subscription))
