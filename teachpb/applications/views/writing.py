"""Writing an application: its task list, its pages, checking and sending. Its lists are in ``lists``."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications import operations, queries
from teachpb.applications.errors import AlreadySent, Incomplete
from teachpb.applications.models import Application
from teachpb.applications.policies import is_own
from teachpb.applications.views import keeping
from teachpb.applications.views.blueprint import OWN, bp, load_own
from teachpb.applications.wizard import WIZARD
from teachpb.db import DomainError, transaction
from teachpb.web.access import allow, signed_in_user
from teachpb.web.forms import BaseForm
from teachpb.web.wizard import Step, handle_step, show_answers
from teachpb.web.wizard import show_tasks as render_tasks


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
        return already_sent(application)
    page = WIZARD.find(step)
    if page is not None and page.form_class is not None and keeping.is_by_itself():
        return keeping.autosave_section(application, step, page.form_class.from_record(application))

    def save(page: Step, values: dict[str, Any]) -> ResponseReturnValue | None:
        try:
            with transaction():
                overtaken = operations.save_section(
                    actor=signed_in_user(),
                    application=application,
                    section=page.name,
                    values=values,
                    sent=keeping.where_from(),
                )
        except AlreadySent:
            return already_sent(application)
        if overtaken:
            flash(keeping.OVERTAKEN, "notice")
        return None

    context = {**where_it_stands(application), "marks": request.form.get("marks", ""), "notice": ""}

    def prepare(form: BaseForm) -> None:
        context.update(keeping.restore(application, queries.section_page(step), form))

    return handle_step(WIZARD, application, step, save=save, prepare=prepare, context=context)


def already_sent(application: Application) -> ResponseReturnValue:
    flash(keeping.SENT, "notice")
    return redirect(url_for(".show_mine", application_id=application.id))


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
        return already_sent(application)
    if request.method == "GET":
        return render_template("applications/delete_draft.html", **where_it_stands(application))
    try:
        with transaction():
            operations.delete_draft(actor=signed_in_user(), application=application)
    except AlreadySent:
        return already_sent(application)
    flash("The draft is deleted.", "success")
    return redirect(url_for(".list_mine"))
