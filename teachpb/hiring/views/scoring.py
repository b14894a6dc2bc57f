"""Marking one candidate, seeing everybody's marks once they are open, and agreeing."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications.desk import staff_desk
from teachpb.applications.models import Application, ApplicationState
from teachpb.db import DomainError, transaction
from teachpb.hiring import marking, operations, queries
from teachpb.hiring.forms import AgreeForm, OpenScoresForm, ScoreForm, agree_form, score_form
from teachpb.hiring.models import LOWEST, Stage
from teachpb.hiring.policies import can_agree, can_open_scores, can_open_scores_of, can_score
from teachpb.hiring.queries.markings import Marking
from teachpb.hiring.views.blueprint import APPLICATION, bp, load_received
from teachpb.web.access import allow, signed_in_user

SCORES = f"{APPLICATION}/scores"


@bp.get(SCORES)
@allow(can_score, loader=load_received)
def show_scores(application: Application) -> ResponseReturnValue:
    found = queries.marking_of(application, _stage(application))
    return _page(found, score_form(found.criteria, found.sheet_of(signed_in_user())))


@bp.post(SCORES)
@allow(can_score, loader=load_received)
def save_scores(application: Application) -> ResponseReturnValue:
    """Save as a draft, or give the marks. Whatever is wrong, what was typed stays on the page."""
    found = queries.marking_of(application, _stage(application))
    form = score_form(found.criteria, found.sheet_of(signed_in_user()))
    submit = "save_draft" not in request.form
    if form.validate(partial=not submit):
        try:
            _save(found, form, submit)
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Your marks are given." if submit else "Your marks are saved as a draft.", "success")
            return redirect(_here(found))
    return _page(queries.marking_of(application, found.stage), form)


@bp.post(f"{SCORES}/draft")
@allow(can_score, loader=load_received)
def keep_draft(application: Application) -> ResponseReturnValue:
    """What the page sends by itself while somebody writes; the answer replaces the line that says when."""
    found = queries.marking_of(application, _stage(application))
    form = score_form(found.criteria, None)
    revision, problem = _seen(), ""
    if form.validate(partial=True):
        try:
            revision = _save(found, form, submit=False)
        except DomainError as error:
            problem = error.message
    else:
        problem = form.error_summary()[0]["text"]
    page = render_template("hiring/_saved.html", revision=revision, problem=problem, moment=clock.now())
    return make_response(page)


@bp.route(f"{SCORES}/open", methods=["GET", "POST"])
@allow(can_open_scores_of, loader=load_received)
def open_scores(application: Application) -> ResponseReturnValue:
    found = queries.marking_of(application, _stage(application))
    form = OpenScoresForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.open_scores(
                    actor=signed_in_user(), application=application, stage=found.stage, reason=form.reason.data
                )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The marks are open.", "success")
            return redirect(_here(found))
    return render_template(
        "hiring/open_scores.html", **staff_desk(application, "Open the marks"), marking=found, form=form
    )


@bp.route(f"{SCORES}/agree", methods=["GET", "POST"])
@allow(can_agree, loader=load_received)
def agree_scores(application: Application) -> ResponseReturnValue:
    found = queries.marking_of(application, _stage(application))
    if not found.is_open:
        return redirect(_here(found))
    form = agree_form(found, found.criteria)
    if form.validate_on_submit() and _has_reasons(form):
        with transaction():
            for criterion, (points, reason) in form.agreed().items():
                operations.agree(
                    actor=signed_in_user(), application=application, criterion=criterion, points=points, reason=reason
                )
        flash("What you agreed is saved.", "success")
        return redirect(_here(found))
    return render_template(
        "hiring/agree_scores.html",
        **staff_desk(application, "Agree on marks"),
        marking=found,
        form=form,
    )


def _save(found: Marking, form: ScoreForm, submit: bool) -> int:
    with transaction():
        sheet = operations.save_sheet(
            actor=signed_in_user(),
            application=found.application,
            stage=found.stage,
            marks=form.marks(),
            submit=submit,
            seen=_seen(),
        )
        return sheet.revision


def _has_reasons(form: AgreeForm) -> bool:
    for criterion, (_points, reason) in form.agreed().items():
        if not reason:
            form.add_error(f"note_{criterion.id}", "Say why you agreed on this mark")
    return not form.has_errors


def _seen() -> int:
    value = request.form.get("revision", "")
    return int(value) if value.isdecimal() and len(value) < 9 else 0


def _stage(application: Application) -> Stage:
    """The one that is asked for, or the one that is on."""
    asked = request.values.get("stage", "")
    if asked in list(Stage):
        return Stage(asked)
    early = {ApplicationState.submitted, ApplicationState.shortlisted, ApplicationState.unsuccessful}
    return Stage.shortlisting if application.state in early else Stage.interview


def _here(found: Marking) -> str:
    return url_for(".show_scores", application_id=found.application.id, stage=found.stage.value)


def _page(found: Marking, form: ScoreForm) -> ResponseReturnValue:
    user = signed_in_user()
    sheet = found.sheet_of(user)
    return render_template(
        "hiring/show_scores.html",
        **staff_desk(found.application, "Scores"),
        marking=found,
        form=form if found.criteria and (found.takes_marks or form.has_errors) else None,
        sheet=sheet,
        revision=sheet.revision if sheet else 0,
        stages=list(Stage),
        shown=marking.shown,
        needed=LOWEST,
        may_open=can_open_scores(user, found.application.vacancy),
        may_agree=can_agree(user, found.application),
    )
