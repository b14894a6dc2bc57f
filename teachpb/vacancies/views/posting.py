"""Writing an advert: the wizard, its preview, and publication."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import transaction
from teachpb.vacancies import operations, presenting, registry
from teachpb.vacancies.errors import FilesNotReady, Incomplete
from teachpb.vacancies.forms.base import FIXED
from teachpb.vacancies.models import FILE_STATES, Vacancy, VacancyState
from teachpb.vacancies.policies import can_manage
from teachpb.vacancies.views.advert import advert_context
from teachpb.vacancies.views.blueprint import BASE, bp, load_managed
from teachpb.vacancies.wizard import WIZARD
from teachpb.web.access import allow, signed_in_user
from teachpb.web.wizard import Step, handle_step, show_answers
from teachpb.web.wizard import show_tasks as render_tasks

EXTENDED = "People have seen these dates. To move the closing date, extend it."
SETTLED = "This vacancy has closed and cannot be changed. List it again instead."


@bp.get(f"{BASE}/tasks")
@allow(can_manage, loader=load_managed)
def show_tasks(vacancy: Vacancy) -> ResponseReturnValue:
    if vacancy.state_at(clock.now()) is not VacancyState.draft:
        return redirect(url_for(".show_posted", vacancy_id=vacancy.id))
    return render_tasks(WIZARD, vacancy, template="vacancies/tasks.html", vacancy=vacancy)


@bp.route(f"{BASE}/edit/<slug:step>", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def edit_step(vacancy: Vacancy, step: str) -> ResponseReturnValue:
    """One page of the wizard, for a draft and for what may still change of a published advert."""
    was_draft = vacancy.state is VacancyState.draft

    def save(saved: Step, values: dict[str, Any]) -> ResponseReturnValue | None:
        with transaction():
            save_step(saved.name, vacancy, values)
        if "add_another" in request.form:
            return redirect(WIZARD.step_url(vacancy, saved))
        if was_draft:
            return None
        flash("The change is saved.", "success")
        return redirect(url_for(".show_posted", vacancy_id=vacancy.id))

    found = WIZARD.find(step)
    if found is not None and not found.editable(vacancy):
        return _frozen(vacancy, step)
    return handle_step(WIZARD, vacancy, step, save=save, context=step_context(vacancy, step))


def save_step(name: str, vacancy: Vacancy, values: dict[str, Any]) -> None:
    """Keep the answers of one page. Files have operations of their own."""
    actor = signed_in_user()
    if name == "application-form":
        if values["upload"]:
            operations.set_application_form(actor=actor, vacancy=vacancy, upload=values["upload"])
        return
    uploads = values.pop("uploads", [])
    if uploads:
        operations.add_documents(actor=actor, vacancy=vacancy, uploads=uploads)
    operations.edit(actor=actor, vacancy=vacancy, values=values)


def step_context(vacancy: Vacancy, step: str) -> dict[str, Any]:
    """What a page shows besides its questions."""
    more: dict[str, Any] = {"vacancy": vacancy, "presenting": presenting}
    if step == "confirm-contact":
        more["invited_as"] = operations.invitation_role(actor=signed_in_user(), vacancy=vacancy)
    if step == "applying":
        more["samples"] = registry.sample_forms()
    return more


def _frozen(vacancy: Vacancy, step: str) -> ResponseReturnValue:
    """Somebody asks to change what is settled: an old page, or an address by hand."""
    if vacancy.state_at(clock.now()) not in FILE_STATES:
        words = SETTLED
    else:
        words = EXTENDED if step == "dates" else f"{FIXED}."
    flash(words, "error")
    return redirect(url_for(".show_posted", vacancy_id=vacancy.id))


@bp.get(f"{BASE}/check")
@allow(can_manage, loader=load_managed)
def check_answers(vacancy: Vacancy) -> ResponseReturnValue:
    if vacancy.state_at(clock.now()) is not VacancyState.draft:
        return redirect(url_for(".show_posted", vacancy_id=vacancy.id))
    problem = operations.file_problem(vacancy=vacancy)
    is_later = vacancy.publish_on is not None and vacancy.publish_on > clock.today()
    context = {"vacancy": vacancy, "is_later": is_later, "problem": problem}
    return show_answers(WIZARD, vacancy, template="vacancies/check.html", **context)


@bp.get(f"{BASE}/preview")
@allow(can_manage, loader=load_managed)
def show_preview(vacancy: Vacancy) -> ResponseReturnValue:
    """As the public will see it. What cannot be done yet cannot be clicked."""
    return render_template("vacancies/show_vacancy.html", **advert_context(vacancy, is_preview=True))


@bp.post(f"{BASE}/publish")
@allow(can_manage, loader=load_managed)
def publish(vacancy: Vacancy) -> ResponseReturnValue:
    try:
        with transaction():
            operations.publish(actor=signed_in_user(), vacancy=vacancy)
    except Incomplete as error:
        flash(error.message, "error")
        step = WIZARD.find(error.step)
        return redirect(WIZARD.step_url(vacancy, step) if step else WIZARD.tasks_url(vacancy))
    except FilesNotReady as error:
        flash(error.message, "error")
        return redirect(WIZARD.check_url(vacancy))
    return redirect(url_for(".show_published", vacancy_id=vacancy.id))


@bp.get(f"{BASE}/published")
@allow(can_manage, loader=load_managed)
def show_published(vacancy: Vacancy) -> ResponseReturnValue:
    state = vacancy.state_at(clock.now())
    if state not in {VacancyState.live, VacancyState.scheduled}:
        return redirect(url_for(".show_posted", vacancy_id=vacancy.id))
    return render_template(
        "vacancies/published.html",
        vacancy=vacancy,
        is_live=state is VacancyState.live,
        presenting=presenting,
    )
