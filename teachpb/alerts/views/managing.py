"""Looking after an alert by the link in our mail; an account is not needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from teachpb.alerts import operations, queries
from teachpb.alerts.criteria import query_of, slugs_of
from teachpb.alerts.forms import EditForm, FrequencyForm
from teachpb.alerts.links import Purpose
from teachpb.alerts.models import LASTING, Subscription
from teachpb.alerts.presenting import alert_page, question_groups, settled
from teachpb.alerts.views.blueprint import bp, managing
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.queries import names_with_vacancies
from teachpb.web.access import public, signed_in_user


def load_managed(_user: Any, token: str) -> Subscription | None:
    return queries.by_token(token, Purpose.manage)


@bp.get("/alerts/manage/<token:token>")
@public(loader=load_managed)
def show_alert(subscription: Subscription) -> ResponseReturnValue:
    form = FrequencyForm(data={"frequency": subscription.frequency})
    return render_template("alerts/show_alert.html", form=form, **alert_page(subscription))


@bp.route("/alerts/manage/<token:token>/edit", methods=["GET", "POST"])
@public(loader=load_managed)
@limiter.limit("30/hour", methods=["POST"])
def edit_alert(subscription: Subscription) -> ResponseReturnValue:
    """Look for something else, more or less often, or write to somewhere else."""
    if subscription.state not in LASTING:
        return redirect(managing(subscription))
    form = EditForm(data={"frequency": subscription.frequency})
    search = _search_form(subscription)
    if form.validate_on_submit():
        query, unknown = settled(query_of(search))
        if unknown:
            form.add_error(None, f"We do not know a place called “{unknown}”. Enter a postcode, town or village")
        elif _save(subscription, form, query):
            return redirect(managing(subscription))
    return render_template(
        "alerts/edit_alert.html", form=form, groups=question_groups(search), **alert_page(subscription)
    )


def _search_form(subscription: Subscription) -> JobSearchForm:
    """The search as it stands, or as it was just filled in. Schools and trusts with something open can be chosen, and
    those the alert has."""
    stored = MultiDict([(name, value) for name, values in subscription.query.items() for value in values])
    search = JobSearchForm(formdata=request.form if request.method == "POST" else stored)
    trusts, schools = names_with_vacancies()
    named = queries.names_of(slugs_of(subscription.query))
    search.offer(
        trusts=trusts | {slug: named[slug] for slug in subscription.query.get("trust", ()) if slug in named},
        schools=schools | {slug: named[slug] for slug in subscription.query.get("school", ()) if slug in named},
    )
    return search


def _save(subscription: Subscription, form: EditForm, query: dict[str, list[str]]) -> bool:
    email = form.email.data
    try:
        with transaction():
            operations.edit_alert(subscription=subscription, query=query, frequency=form.frequency.data)
            if email:
                operations.move_to_address(actor=signed_in_user(), subscription=subscription, email=email)
    except DomainError as error:
        form.add_error(error)
        return False
    if email:
        flash("Saved. Look into the other mailbox: the alert moves when you follow the link there.", "success")
    else:
        flash("Saved.", "success")
    return True


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


@bp.post("/alerts/manage/<token:token>/keep")
@public(loader=load_managed)
def keep_alert(subscription: Subscription) -> ResponseReturnValue:
    return _do(subscription, operations.keep_alert, "Thank you. Your alert goes on.")


@bp.post("/alerts/manage/<token:token>/end")
@public(loader=load_managed)
def end_alert(subscription: Subscription) -> ResponseReturnValue:
    return _do(subscription, operations.end_alert, "Stopped. We will not write about this search again.")


def _do(subscription: Subscription, operation: Callable[..., None], done: str, **answers: Any) -> ResponseReturnValue:
    try:
        with transaction():
            operation(subscription=subscription, **answers)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(done, "success")
    return redirect(managing(subscription))
