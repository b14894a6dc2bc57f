"""Beginning an advert: what it takes, in whose name, and with which template."""

from __future__ import annotations

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue

from teachpb.db import transaction
from teachpb.schools.models import Organisation
from teachpb.schools.queries import choices_for_posting
from teachpb.vacancies import operations, queries
from teachpb.vacancies.forms import BeginForm
from teachpb.vacancies.policies import can_see_hiring
from teachpb.vacancies.views.blueprint import bp, hiring_organisation
from teachpb.vacancies.wizard import WIZARD
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate

#: More templates than these are on their own page.
TEMPLATES_SHOWN = 5


@bp.get("/hiring/vacancies/new")
@allow(can_see_hiring)
def show_start() -> ResponseReturnValue:
    """What it takes to post a vacancy, before anything is written."""
    organisation, _, form = _start_form()
    return _page(organisation, form)


@bp.post("/hiring/vacancies/new")
@allow(can_see_hiring)
def start_draft() -> ResponseReturnValue:
    """Only ever in the name of an organisation the person may post for."""
    organisation, offered, form = _start_form()
    if not form.validate():
        return _page(organisation, form)
    wanted = form.answers().get("organisation")
    chosen = next((each for each in offered if each.slug == wanted), organisation)
    with transaction():
        vacancy = operations.create_draft(actor=signed_in_user(), organisation=chosen)
    return redirect(WIZARD.step_url(vacancy, WIZARD.visible_steps(vacancy)[0]))


def _start_form() -> tuple[Organisation, list[Organisation], BeginForm]:
    organisation = hiring_organisation() or abort(404)
    offered = choices_for_posting(signed_in_user(), organisation)
    form = BeginForm(data={"organisation": organisation.slug})
    form.offer(offered)
    return organisation, offered, form


def _page(organisation: Organisation, form: BeginForm) -> ResponseReturnValue:
    reach = queries.reach_of(organisation)
    templates = paginate(queries.select_templates(reach), 1, TEMPLATES_SHOWN)
    return render_template("vacancies/start.html", organisation=organisation, form=form, templates=templates)
