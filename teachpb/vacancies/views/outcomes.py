"""Behind the link in the mail that asks what came of an advert. Works signed out; looking changes nothing."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.extensions import csrf, limiter
from teachpb.vacancies import asking, operations, queries
from teachpb.vacancies.forms import OutcomeForm
from teachpb.vacancies.links import Purpose
from teachpb.vacancies.models import OutcomePrompt, PromptState
from teachpb.vacancies.views.blueprint import bp
from teachpb.web.access import public
from teachpb.web.forms import BaseForm


def load_asked(_user: Any, token: str) -> OutcomePrompt | None:
    return queries.prompt_by_token(token, Purpose.answer)


def load_stopped(_user: Any, token: str) -> OutcomePrompt | None:
    return queries.prompt_by_token(token, Purpose.stop)


@bp.after_request
def keep_links_secret(response: Response) -> Response:
    """Pages behind a link in mail are kept from caches, robots and other sites."""
    if "token" in (request.view_args or {}):
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.route("/vacancy-outcomes/<token:token>", methods=["GET", "POST"])
@public(loader=load_asked)
@limiter.limit("30/hour", methods=["POST"])
def answer_outcome(prompt: OutcomePrompt) -> ResponseReturnValue:
    """Both questions; once they are answered, or it is too late, a word about that instead."""
    form = OutcomeForm()
    if request.method == "POST" and form.validate():
        try:
            with transaction():
                operations.answer_by_link(prompt=prompt, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            return redirect(url_for(".answer_outcome", **(request.view_args or {})))
    state = asking.state_of(prompt, clock.now())
    if state is not PromptState.open:
        page = render_template("vacancies/outcome_closed.html", vacancy=prompt.vacancy, state=state)
        return page, 200 if state is PromptState.answered else 410
    return render_template("vacancies/answer_outcome.html", vacancy=prompt.vacancy, form=form)


@bp.route("/vacancy-outcomes/<token:token>/stop", methods=["GET", "POST"])
@public(loader=load_stopped)
def stop_outcome_prompts(prompt: OutcomePrompt) -> ResponseReturnValue:
    """One click (RFC 8058): mail programs POST here without a session, and are not redirected. People get a page with a
    button first, and afterwards one to take it back. The signed link is the permission."""
    if request.method == "POST":
        change = operations.ask_again if request.form.get("again") == "yes" else operations.stop_asking
        with transaction():
            change(prompt=prompt)
        if request.form.get("List-Unsubscribe") == "One-Click":
            return make_response("We will not ask you again.\n", 200, {"Content-Type": "text/plain"})
        return redirect(url_for(".stop_outcome_prompts", **(request.view_args or {})), 303)
    return render_template("vacancies/stop_prompts.html", form=BaseForm(), is_stopped=queries.is_opted_out(prompt))


csrf.exempt(stop_outcome_prompts)
