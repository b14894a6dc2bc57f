"""The three pages of every wizard. Their views say who may and what is saved; all else is here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from teachpb.db import DomainError
from teachpb.web.forms import BaseForm
from teachpb.web.wizard.progress import StepStatus
from teachpb.web.wizard.steps import Step, Wizard

#: Receives the step and its answers (with those of invalidated steps blanked), in a view that opens the transaction.
Save = Callable[[Step, dict[str, Any]], Any]

SAVED = "Your answers are saved. You can come back to them at any time."


def handle_step(
    wizard: Wizard,
    record: Any,
    step_name: str,
    *,
    save: Save,
    prepare: Callable[[BaseForm], None] | None = None,
    context: dict[str, Any] | None = None,
) -> ResponseReturnValue:
    """Show a step, or take what was posted.

    "Save and continue" wants a complete page; "Save and come back later" (``save_draft``) keeps whatever can be read.
    A DomainError from ``save`` is shown on the form; a response it returns is used instead of the next page. A step
    that is not there is 404, one that may no longer be changed 403, one that cannot start yet leads to the task list.
    ``prepare`` may change the form before it is shown for the first time.
    """
    step = wizard.find(step_name) or abort(404)
    if step.form_class is None:
        return redirect(wizard.step_url(record, step))
    if not step.editable(record):
        abort(403)
    if not step.condition(record) or (step.needs and _is_blocked(wizard, record, step)):
        return redirect(wizard.home_url(record))
    form = step.form_class.from_record(record)
    if form.is_submitted():
        response = _take(wizard, record, step, form, save)
        if response is not None:
            return response
    elif prepare is not None:
        prepare(form)
    return render_template(step.template, **step_context(wizard, record, step, form), **(context or {}))


def _is_blocked(wizard: Wizard, record: Any, step: Step) -> bool:
    return wizard.progress(record).status_of(step) is StepStatus.cannot_start_yet


def _take(wizard: Wizard, record: Any, step: Step, form: BaseForm, save: Save) -> ResponseReturnValue | None:
    """Save what was posted; None when the page has to be shown again."""
    later = "save_draft" in request.form
    if not form.validate(partial=later):
        return None
    try:
        response = save(step, wizard.changes(record, step, form.answers()))
    except DomainError as error:
        form.add_error(error)
        return None
    if response is not None:
        return response  # type: ignore[no-any-return]
    if later:
        flash(SAVED, "success")
        return redirect(wizard.tasks_url(record) or wizard.home_url(record))
    if _came_to_check():
        return redirect(wizard.check_url(record))
    return redirect(wizard.after_url(record, step))


def _came_to_check() -> bool:
    return request.args.get("from") == "check"


def step_context(wizard: Wizard, record: Any, step: Step, form: BaseForm) -> dict[str, Any]:
    """What ``wizard/step.html`` and the templates that extend it need."""
    single = form.page_fields[0] if len(form.page_fields) == 1 and form.page_fields[0].can_be_heading else None
    return {
        "wizard": wizard,
        "layout": wizard.layout,
        "record": record,
        "step": step,
        "form": form,
        "single": single,
        "heading": single.look().label if single else step.title,
        "back_link": {"href": _back(wizard, record, step), "text": "Back"},
    }


def _back(wizard: Wizard, record: Any, step: Step) -> str:
    if _came_to_check():
        return wizard.check_url(record)
    if wizard.tasks_endpoint:
        return wizard.tasks_url(record)
    before = wizard.previous_step(record, step)
    return wizard.step_url(record, before) if before else wizard.home_url(record)


def show_tasks(
    wizard: Wizard, record: Any, *, template: str = "wizard/tasks.html", **context: Any
) -> ResponseReturnValue:
    """The task list."""
    return render_template(
        template, wizard=wizard, layout=wizard.layout, record=record, progress=wizard.progress(record), **context
    )


def show_answers(
    wizard: Wizard, record: Any, *, template: str = "wizard/check.html", **context: Any
) -> ResponseReturnValue:
    """Check your answers. ``submit_text`` draws a button that posts to this page; a template may draw its own."""
    return render_template(
        template,
        **{
            "wizard": wizard,
            "layout": wizard.layout,
            "record": record,
            "progress": wizard.progress(record),
            "submit_text": "",
            **context,
        },
    )
