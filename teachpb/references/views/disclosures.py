"""The school asks for a self-disclosure, and reads it. Owners and recruiters only."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications.desk import staff_desk
from teachpb.applications.models import Application
from teachpb.db import DomainError, transaction
from teachpb.references import operations, queries
from teachpb.references.forms import AskDisclosureForm, ElsewhereForm
from teachpb.references.models import Disclosure, DisclosureState
from teachpb.references.operations.disclosing import may_remind_candidate
from teachpb.references.policies import can_handle_disclosure, can_handle_papers, may_be_asked
from teachpb.references.views.blueprint import STAFF, bp, load_disclosure, load_handled
from teachpb.references.wizards import disclosure_answers
from teachpb.web.access import allow, signed_in_user

PAGE = f"{STAFF}/self-disclosure"


@bp.get(PAGE)
@allow(can_handle_papers, loader=load_handled)
def show_disclosure(application: Application) -> ResponseReturnValue:
    disclosure = queries.live_disclosure(application)
    is_open = disclosure is not None and queries.is_reading(signed_in_user(), disclosure)
    shows = disclosure is not None and is_open and disclosure.state is DisclosureState.received
    page = render_template(
        "references/show_disclosure.html",
        **staff_desk(application, "Self-disclosure"),
        disclosure=disclosure,
        history=queries.history_of_disclosure(disclosure) if disclosure else [],
        is_open=is_open,
        pages=disclosure_answers(disclosure) if disclosure is not None and shows else [],
        may_ask=may_be_asked(application),
        may_remind=disclosure is not None and may_remind_candidate(disclosure, clock.now()),
        form=AskDisclosureForm(),
    )
    return page, 200, {"Cache-Control": "no-store"}


@bp.post(PAGE)
@allow(can_handle_papers, loader=load_handled)
def ask_disclosure(application: Application) -> ResponseReturnValue:
    try:
        with transaction():
            operations.ask_disclosure(actor=signed_in_user(), application=application)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("The candidate is asked. We have emailed them.", "success")
    return _back(application.id)


@bp.post(f"{PAGE}/recall")
@allow(can_handle_disclosure, loader=load_disclosure)
def recall_disclosure(disclosure: Disclosure) -> ResponseReturnValue:
    try:
        with transaction():
            operations.recall_disclosure(actor=signed_in_user(), disclosure=disclosure)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("The request is taken back.", "success")
    return _back(disclosure.application_id)


@bp.post(f"{PAGE}/remind")
@allow(can_handle_disclosure, loader=load_disclosure)
def remind_candidate(disclosure: Disclosure) -> ResponseReturnValue:
    try:
        with transaction():
            operations.remind_candidate(actor=signed_in_user(), disclosure=disclosure)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("The candidate is reminded.", "success")
    return _back(disclosure.application_id)


@bp.post(f"{PAGE}/open")
@allow(can_handle_disclosure, loader=load_disclosure)
def open_disclosure(disclosure: Disclosure) -> ResponseReturnValue:
    """Write down that this person reads it, then show it."""
    if disclosure.state in (DisclosureState.received, DisclosureState.received_elsewhere):
        with transaction():
            operations.note_reading(actor=signed_in_user(), paper=disclosure)
    return _back(disclosure.application_id)


@bp.route(f"{PAGE}/received", methods=["GET", "POST"])
@allow(can_handle_disclosure, loader=load_disclosure)
def record_disclosure(disclosure: Disclosure) -> ResponseReturnValue:
    form = ElsewhereForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.record_disclosure(actor=signed_in_user(), disclosure=disclosure, words=form.note.data)
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The self-disclosure is noted as received.", "success")
            return _back(disclosure.application_id)
    return render_template(
        "references/staff_form.html",
        title="Note a self-disclosure that came on paper",
        button="Save",
        form=form,
        application=disclosure.application,
        asked=None,
        back=url_for(".show_disclosure", application_id=disclosure.application_id),
    )


def _back(application_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_disclosure", application_id=application_id))
