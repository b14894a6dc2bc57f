"""What a letter leads to: stopping its alerts with one click, saying why, and saying whether its jobs were right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.alerts import operations, queries
from teachpb.alerts.forms import ButtonForm, EndingForm, OpinionForm
from teachpb.alerts.links import Purpose, read_token, token_for
from teachpb.alerts.models import AlertState, Letter, Subscription
from teachpb.alerts.presenting import summaries
from teachpb.alerts.views.blueprint import bp
from teachpb.db import transaction
from teachpb.extensions import csrf, limiter
from teachpb.web.access import public

STOPPED = "Stopped. We will not write about this search again."


@dataclass(frozen=True)
class Stoppable:
    """The alerts a link may stop. None are left when they were stopped long ago and forgotten: that is no error."""

    alerts: list[Subscription]

    @property
    def running(self) -> list[Subscription]:
        return [alert for alert in self.alerts if alert.state is not AlertState.ended]


def load_stoppable(_user: Any, token: str) -> Stoppable | None:
    if read_token(token, Purpose.stop) is None:
        return None
    alert = queries.by_token(token, Purpose.stop)
    return Stoppable([alert] if alert else [])


def load_stoppable_letter(_user: Any, token: str) -> Stoppable | None:
    if read_token(token, Purpose.letter) is None:
        return None
    letter = queries.letter_by_token(token)
    return Stoppable(queries.alerts_in(letter) if letter else [])


def load_stopped(_user: Any, token: str) -> Subscription | None:
    alert = queries.by_token(token, Purpose.stop)
    return alert if alert is not None and alert.state is AlertState.ended else None


def load_letter(_user: Any, token: str) -> Letter | None:
    return queries.letter_by_token(token)


@bp.route("/alerts/stop/<token:token>", methods=["GET", "POST"])
@public(loader=load_stoppable)
def stop_alert(stoppable: Stoppable) -> ResponseReturnValue:
    return _stop(stoppable)


@bp.route("/alerts/letters/<token:token>/stop", methods=["GET", "POST"])
@public(loader=load_stoppable_letter)
def stop_letter(stoppable: Stoppable) -> ResponseReturnValue:
    return _stop(stoppable)


def _stop(stoppable: Stoppable) -> ResponseReturnValue:
    """One click (RFC 8058): mail programs POST here without a session, and are not redirected. People get a page with a
    button first, because looking changes nothing. The signed link is the permission."""
    if request.method == "POST":
        with transaction():
            operations.end_alerts(subscriptions=stoppable.running)
        if request.form.get("List-Unsubscribe") == "One-Click":
            return make_response(f"{STOPPED}\n", 200, {"Content-Type": "text/plain"})
        return redirect(request.path, 303)
    alerts = stoppable.running or stoppable.alerts
    is_ended = not stoppable.running
    return render_template(
        "alerts/stop_alert.html",
        form=EndingForm() if is_ended else ButtonForm(),
        is_ended=is_ended,
        searches=summaries(alerts),
        why_token=token_for(alerts[0], Purpose.stop) if is_ended and alerts else None,
    )


csrf.exempt(stop_alert)
csrf.exempt(stop_letter)


@bp.route("/alerts/stop/<token:token>/why", methods=["GET", "POST"])
@public(loader=load_stopped)
@limiter.limit("30/hour", methods=["POST"])
def say_why(subscription: Subscription) -> ResponseReturnValue:
    """Why it was stopped, for whoever likes to say."""
    form = EndingForm()
    if form.validate_on_submit():
        with transaction():
            operations.say_why(subscription=subscription, **form.answers())
        flash("Thank you for telling us.", "success")
        return redirect(url_for("vacancies.list_vacancies"))
    return render_template("alerts/say_why.html", form=form)


@bp.route("/alerts/letters/<token:token>/opinion", methods=["GET", "POST"])
@public(loader=load_letter)
@limiter.limit("30/hour", methods=["POST"])
def give_opinion(letter: Letter) -> ResponseReturnValue:
    """Were the jobs right? The links in the letter fill in the answer; only the button gives it."""
    answers = {"yes": True, "no": False}
    form = OpinionForm(data={"is_relevant": answers.get(request.args.get("answer", ""))})
    if form.validate_on_submit():
        with transaction():
            operations.give_opinion(letter=letter, **form.answers())
        flash("Thank you. This helps us to send the right jobs.", "success")
        return redirect(url_for("vacancies.list_vacancies"))
    alerts = queries.alerts_in(letter)
    return render_template("alerts/give_opinion.html", form=form, searches=summaries(alerts))
