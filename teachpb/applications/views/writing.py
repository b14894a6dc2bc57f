"""Writing an application: its task list, its pages, its referees, checking and sending."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications import operations, queries
from teachpb.applications.errors import AlreadySent, Incomplete
from teachpb.applications.forms import RefereeForm
from teachpb.applications.models import Application
from teachpb.applications.operations.writing import MOST_REFEREES
from teachpb.applications.policies import is_own
from teachpb.applications.rules import problems_of
from teachpb.applications.views.blueprint import OWN, bp, load_own
from teachpb.applications.wizard import WIZARD, has_referees
from teachpb.db import DomainError, transaction
from teachpb.web.access import allow, signed_in_user
from teachpb.web.wizard import Step, handle_step, show_answers
from teachpb.web.wizard import show_tasks as render_tasks

OVERTAKEN = (
    "You had saved this page in another tab or window in the meantime. What you sent last is kept: look it through."
)


def where_it_stands(application: Application) -> dict[str, Any]:
    """What every page of the form shows beside the questions."""
    return {
        "application": application,
        "vacancy": application.vacancy,
        "is_open": application.vacancy.is_open(clock.now()),
    }


@bp.get(f"{OWN}/form")
@allow(is_own, loader=load_own)
def show_tasks(application: Application) -> ResponseReturnValue:
    if not application.is_draft:
        return redirect(url_for(".show_mine", application_id=application.id))
    return render_tasks(WIZARD, application, template="applications/tasks.html", **where_it_stands(application))


@bp.route(f"{OWN}/form/<slug:step>", methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def edit_step(application: Application, step: str) -> ResponseReturnValue:
    if not application.is_draft:
        return _sent(application)
    number = application.revisions.get(step, 0)

    def save(page: Step, values: dict[str, Any]) -> ResponseReturnValue | None:
        try:
            with transaction():
                overtaken = operations.save_section(
                    actor=signed_in_user(), application=application, section=page.name, values=values, seen=_seen()
                )
        except AlreadySent:
            return _sent(application)
        if overtaken:
            flash(OVERTAKEN, "notice")
        return None

    context = {**where_it_stands(application), "revision": number if _seen() is None else _seen()}
    return handle_step(WIZARD, application, step, save=save, context=context)


def _seen() -> int | None:
    """The revision of the page whose answers were posted."""
    posted = request.form.get("revision", "")
    return int(posted) if posted.isdecimal() and len(posted) < 9 else None


def _sent(application: Application) -> ResponseReturnValue:
    flash("This application has been sent already, so it cannot be changed. What you sent is below.", "notice")
    return redirect(url_for(".show_mine", application_id=application.id))


@bp.get(f"{OWN}/referees")
@allow(is_own, loader=load_own)
def list_referees(application: Application) -> ResponseReturnValue:
    if not application.is_draft:
        return _sent(application)
    step = WIZARD.find("referees") or abort(404)
    return render_template(
        "applications/list_referees.html",
        onward=WIZARD.after_url(application, step),
        is_done=has_referees(application),
        problems_of=problems_of,
        most=MOST_REFEREES,
        **where_it_stands(application),
    )


@bp.route(f"{OWN}/referees/new", methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def add_referee(application: Application) -> ResponseReturnValue:
    return _referee_page(application, RefereeForm(), None)


@bp.route(f"{OWN}/referees/<int:referee_id>", methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def edit_referee(application: Application, referee_id: int) -> ResponseReturnValue:
    referee = queries.own_referee(application, referee_id) or abort(404)
    return _referee_page(application, RefereeForm.from_record(referee), referee_id)


def _referee_page(application: Application, form: RefereeForm, referee_id: int | None) -> ResponseReturnValue:
    if not application.is_draft:
        return _sent(application)
    if form.is_submitted() and form.validate(partial="save_draft" in request.form):
        try:
            with transaction():
                operations.edit_referee(
                    actor=signed_in_user(), application=application, referee_id=referee_id, values=form.answers()
                )
        except DomainError as error:
            form.add_error(error)
        else:
            return redirect(url_for(".list_referees", application_id=application.id))
    return render_template(
        "applications/edit_referee.html", form=form, is_new=referee_id is None, **where_it_stands(application)
    )


@bp.post(f"{OWN}/referees/<int:referee_id>/remove")
@allow(is_own, loader=load_own)
def remove_referee(application: Application, referee_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            operations.remove_referee(actor=signed_in_user(), application=application, referee_id=referee_id)
    except AlreadySent:
        return _sent(application)
    flash("The referee is removed.", "success")
    return redirect(url_for(".list_referees", application_id=application.id))


@bp.get(f"{OWN}/check")
@allow(is_own, loader=load_own)
def check_answers(application: Application) -> ResponseReturnValue:
    if not application.is_draft:
        return redirect(url_for(".show_mine", application_id=application.id))
    return show_answers(WIZARD, application, template="applications/check.html", **where_it_stands(application))


@bp.post(f"{OWN}/check")
@allow(is_own, loader=load_own)
def submit_application(application: Application) -> ResponseReturnValue:
    try:
        with transaction():
            operations.submit(actor=signed_in_user(), application=application)
    except Incomplete as error:
        flash(error.message, "error")
        step = WIZARD.find(error.section)
        return redirect(WIZARD.step_url(application, step) if step else WIZARD.tasks_url(application))
    except DomainError as error:
        flash(error.message, "error")
        return redirect(url_for(".show_tasks", application_id=application.id))
    return redirect(url_for(".show_mine", application_id=application.id, sent="yes"))


@bp.route(f"{OWN}/delete", methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def delete_draft(application: Application) -> ResponseReturnValue:
    if not application.is_draft:
        return _sent(application)
    if request.method == "GET":
        return render_template("applications/delete_draft.html", **where_it_stands(application))
    try:
        with transaction():
            operations.delete_draft(actor=signed_in_user(), application=application)
    except AlreadySent:
        return _sent(application)
    flash("The draft is deleted.", "success")
    return redirect(url_for(".list_mine"))
