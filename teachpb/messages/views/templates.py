"""The words a school keeps for next time."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.db import DomainError, transaction
from teachpb.messages import operations, queries
from teachpb.messages.forms import TemplateForm
from teachpb.messages.models import MessageTemplate
from teachpb.messages.policies import can_change_template, can_see_inbox
from teachpb.messages.views.blueprint import bp, load_template
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import Organisation, OrganisationKind
from teachpb.vacancies.policies import can_post
from teachpb.web.access import allow, signed_in_user

TEMPLATES = "/hiring/message-templates"


def _ours() -> Organisation:
    """Whom the person acts for: a school or trust in whose name they may write."""
    organisation = acting_organisation(OrganisationKind.school, OrganisationKind.trust)
    if organisation is None or not can_post(signed_in_user(), organisation):
        abort(404)
    return organisation


@bp.get(TEMPLATES)
@allow(can_see_inbox)
def list_templates() -> ResponseReturnValue:
    organisation = _ours()
    trust_id = organisation.trust_id_or_none
    return render_template(
        "messages/list_templates.html",
        organisation=organisation,
        templates=queries.templates_of([organisation.id]),
        of_trust=queries.templates_of([trust_id]) if trust_id else [],
    )


@bp.route(f"{TEMPLATES}/new", methods=["GET", "POST"])
@allow(can_see_inbox)
def add_template() -> ResponseReturnValue:
    return _edit(_ours(), None)


@bp.route(f"{TEMPLATES}/<int:template_id>", methods=["GET", "POST"])
@allow(can_change_template, loader=load_template)
def edit_template(template: MessageTemplate) -> ResponseReturnValue:
    return _edit(template.organisation, template)


@bp.post(f"{TEMPLATES}/<int:template_id>/delete")
@allow(can_change_template, loader=load_template)
def delete_template(template: MessageTemplate) -> ResponseReturnValue:
    with transaction():
        operations.delete_template(actor=signed_in_user(), template=template)
    flash("The saved message is deleted. What was sent with it stays.", "success")
    return redirect(url_for(".list_templates"))


def _edit(organisation: Organisation, template: MessageTemplate | None) -> ResponseReturnValue:
    form = TemplateForm.from_record(template) if template else TemplateForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.save_template(
                    actor=signed_in_user(), organisation=organisation, template=template, values=form.answers()
                )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The message is saved.", "success")
            return redirect(url_for(".list_templates"))
    return render_template("messages/edit_template.html", form=form, template=template, organisation=organisation)
