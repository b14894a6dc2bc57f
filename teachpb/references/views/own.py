"""The candidate's pages: how the references stand, the open ones to read, and the self-disclosure."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.applications.desk import own_desk
from teachpb.applications.models import Application
from teachpb.applications.policies import is_own
from teachpb.applications.views.blueprint import OWN
from teachpb.db import DomainError, transaction
from teachpb.references import operations, queries
from teachpb.references.forms.answers import packed
from teachpb.references.models import Disclosure, DisclosureState, ReferenceState
from teachpb.references.policies import may_be_asked
from teachpb.references.views.blueprint import DISCLOSURE, bp, load_own, load_own_disclosure
from teachpb.references.wizards import DISCLOSURE_WIZARD, disclosure_answers, reference_answers
from teachpb.web.access import allow, signed_in_user
from teachpb.web.wizard import Step, handle_step, show_answers


def owns(user: Any, disclosure: Disclosure) -> bool:
    return is_own(user, disclosure.application)


@bp.get(f"{OWN}/references")
@allow(is_own, loader=load_own)
def list_own_references(application: Application) -> ResponseReturnValue:
    references = queries.references_of(application)
    if not references:
        abort(404)
    return render_template(
        "references/list_own_references.html", **own_desk(application, "References"), references=references
    )


@bp.get(f"{OWN}/references/<int:request_id>")
@allow(is_own, loader=load_own)
def read_own_reference(application: Application, request_id: int) -> ResponseReturnValue:
    """Only what the referee has left open."""
    asked = next((each for each in queries.references_of(application) if each.id == request_id), None)
    if asked is None or not asked.is_shared or asked.state is not ReferenceState.received:
        abort(404)
    return render_template(
        "references/read_own_reference.html",
        **own_desk(application, "Reference"),
        asked=asked,
        pages=reference_answers(asked),
    )


def _is_open(disclosure: Disclosure) -> bool:
    return disclosure.state is DisclosureState.requested and may_be_asked(disclosure.application)


@bp.get(DISCLOSURE)
@allow(owns, loader=load_own_disclosure)
def show_own_disclosure(disclosure: Disclosure) -> ResponseReturnValue:
    """The task list; what was sent, once it is sent."""
    is_open = _is_open(disclosure)
    return render_template(
        "references/show_own_disclosure.html",
        **own_desk(disclosure.application, "Self-disclosure"),
        disclosure=disclosure,
        is_open=is_open,
        wizard=DISCLOSURE_WIZARD,
        progress=DISCLOSURE_WIZARD.progress(disclosure) if is_open else None,
        pages=disclosure_answers(disclosure) if disclosure.state is DisclosureState.received else [],
    )


@bp.route(f"{DISCLOSURE}/form/<slug:step>", methods=["GET", "POST"])
@allow(owns, loader=load_own_disclosure)
def edit_disclosure_step(disclosure: Disclosure, step: str) -> ResponseReturnValue:
    if not _is_open(disclosure):
        return _sent(disclosure)

    def save(page: Step, values: dict[str, Any]) -> None:
        with transaction():
            operations.save_disclosure(actor=signed_in_user(), disclosure=disclosure, values=packed(values))

    return handle_step(DISCLOSURE_WIZARD, disclosure, step, save=save)


@bp.get(f"{DISCLOSURE}/check")
@allow(owns, loader=load_own_disclosure)
def check_disclosure(disclosure: Disclosure) -> ResponseReturnValue:
    if not _is_open(disclosure):
        return _sent(disclosure)
    return show_answers(
        DISCLOSURE_WIZARD, disclosure, template="references/check_disclosure.html", submit_text="Send to the school"
    )


@bp.post(f"{DISCLOSURE}/check")
@allow(owns, loader=load_own_disclosure)
def submit_disclosure(disclosure: Disclosure) -> ResponseReturnValue:
    if not DISCLOSURE_WIZARD.is_complete(disclosure) and _is_open(disclosure):
        return redirect(url_for(".check_disclosure", application_id=disclosure.application_id))
    try:
        with transaction():
            operations.submit_disclosure(actor=signed_in_user(), disclosure=disclosure)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("Your self-disclosure is sent. The school has been told.", "success")
    return redirect(url_for(".show_own_disclosure", application_id=disclosure.application_id))


def _sent(disclosure: Disclosure) -> ResponseReturnValue:
    flash("This has been sent, or is not wanted any more, so it cannot be changed.", "notice")
    return redirect(url_for(".show_own_disclosure", application_id=disclosure.application_id))
