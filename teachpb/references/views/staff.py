"""The school asks for references, and sees how they stand."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications.desk import staff_desk
from teachpb.applications.models import Application
from teachpb.applications.policies import can_read
from teachpb.db import DomainError, transaction
from teachpb.references import operations, queries
from teachpb.references.forms import AddressForm, AskReferencesForm, RefereeForm
from teachpb.references.models import ReferenceRequest, ReferenceState
from teachpb.references.operations.asking import must_wait
from teachpb.references.operations.reminding import may_remind
from teachpb.references.policies import can_handle_papers, can_handle_reference, may_be_asked
from teachpb.references.views.blueprint import ONE, STAFF, bp, load_handled, load_received, load_reference
from teachpb.web.access import allow, signed_in_user
from teachpb.web.forms import BaseForm


@bp.get(f"{STAFF}/references")
@allow(can_read, loader=load_received)
def list_references(application: Application) -> ResponseReturnValue:
    return _page(application, None)


@bp.post(f"{STAFF}/references")
@allow(can_handle_papers, loader=load_handled)
def ask_referees(application: Application) -> ResponseReturnValue:
    form = _ask_form(application, queries.references_of(application))
    if not form.validate():
        return _page(application, form)
    try:
        with transaction():
            asked = operations.ask_referees(
                actor=signed_in_user(), application=application, referee_ids=form.referees.data
            )
    except DomainError as error:
        form.add_error(error)
        return _page(application, form)
    people = "1 referee is" if len(asked) == 1 else f"{len(asked)} referees are"
    flash(f"{people} asked, and the candidate is told.", "success")
    return _back(application.id)


def _ask_form(application: Application, references: list[ReferenceRequest]) -> AskReferencesForm:
    asked = {each.referee_id for each in references if each.state is not ReferenceState.replaced}
    waiting = {each.id for each in must_wait(application)}
    left = [each for each in application.referees if each.email and each.id not in asked | waiting]
    return AskReferencesForm.offering([(each.id, f"{each.name}, {each.organisation}") for each in left])


def _page(application: Application, form: AskReferencesForm | None) -> ResponseReturnValue:
    user = signed_in_user()
    references = queries.references_of(application)
    handles = can_handle_papers(user, application)
    offered = form or (_ask_form(application, references) if handles and may_be_asked(application) else None)
    moment = clock.now()
    return render_template(
        "references/list_references.html",
        **staff_desk(application, "References"),
        references=references,
        history=queries.history_of(references) if handles else {},
        handles=handles,
        asking=handles and may_be_asked(application),
        form=offered if offered is not None and offered.referees.options() else None,
        remindable={each.id for each in references if may_remind(each, moment)},
        must_wait=must_wait(application) if handles else [],
    )


def _back(application_id: int) -> ResponseReturnValue:
    return redirect(url_for(".list_references", application_id=application_id))


@bp.post(f"{ONE}/remind")
@allow(can_handle_reference, loader=load_reference)
def remind_referee(asked: ReferenceRequest) -> ResponseReturnValue:
    try:
        with transaction():
            operations.remind(actor=signed_in_user(), request=asked)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("The referee is reminded.", "success")
    return _back(asked.application_id)


@bp.route(f"{ONE}/address", methods=["GET", "POST"])
@allow(can_handle_reference, loader=load_reference)
def change_address(asked: ReferenceRequest) -> ResponseReturnValue:
    form = AddressForm.of(asked)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.change_address(actor=signed_in_user(), request=asked, email=form.email.data)
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The address is changed. Links that went to the old one no longer work.", "success")
            return _back(asked.application_id)
    return _form_page("Change the referee’s email address", "Save and ask again", form, asked.application, asked)


@bp.route(f"{ONE}/replace", methods=["GET", "POST"])
@allow(can_handle_reference, loader=load_reference)
def replace_referee(asked: ReferenceRequest) -> ResponseReturnValue:
    form = RefereeForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.replace_referee(actor=signed_in_user(), request=asked, values=form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The other referee is asked, and the candidate is told.", "success")
            return _back(asked.application_id)
    return _form_page("Ask another referee instead", "Ask this referee", form, asked.application, asked)


@bp.route(f"{STAFF}/references/new", methods=["GET", "POST"])
@allow(can_handle_papers, loader=load_handled)
def add_referee(application: Application) -> ResponseReturnValue:
    form = RefereeForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.add_referee(actor=signed_in_user(), application=application, values=form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The referee is asked, and the candidate is told.", "success")
            return _back(application.id)
    return _form_page("Ask another referee", "Ask this referee", form, application, None)


def _form_page(
    title: str, button: str, form: BaseForm, application: Application, asked: ReferenceRequest | None
) -> ResponseReturnValue:
    return render_template(
        "references/staff_form.html", title=title, button=button, form=form, application=application, asked=asked
    )
