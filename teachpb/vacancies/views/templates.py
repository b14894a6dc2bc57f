"""Templates: the list, making one, changing it page by page, using it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.db import DomainError, transaction
from teachpb.vacancies import operations, queries
from teachpb.vacancies.forms import TemplateNameForm
from teachpb.vacancies.models import Vacancy, VacancyTemplate
from teachpb.vacancies.policies import can_manage, can_manage_template, can_see_hiring
from teachpb.vacancies.queries import TemplateSort
from teachpb.vacancies.template_wizard import TEMPLATE_WIZARD, record_of
from teachpb.vacancies.views.blueprint import BASE, bp, hiring_organisation, load_managed
from teachpb.vacancies.views.dashboard import asked_narrowing, tab_links
from teachpb.vacancies.wizard import WIZARD
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate
from teachpb.web.wizard import Step, handle_step

ONE = "/hiring/vacancies/templates/<int:template_id>"


def load_template(user: User | None, template_id: int) -> VacancyTemplate | None:
    """A template of theirs. One that was deleted meanwhile leads to the list with a word about it."""
    template = queries.get_template(user, template_id)
    if template is None and queries.was_deleted(user, template_id):
        flash("This template has been deleted.")
        abort(redirect(url_for("vacancies.list_templates")))
    return template


@bp.get("/hiring/vacancies/templates")
@allow(can_see_hiring)
def list_templates() -> ResponseReturnValue:
    organisation = hiring_organisation() or abort(404)
    reach = queries.reach_of(organisation)
    asked = request.args.get("sort", "")
    sort = next((each for each in TemplateSort if each == asked), TemplateSort.by_name)
    page = paginate(queries.select_templates(reach, sort))
    counts = queries.tab_counts(reach, asked_narrowing(reach))
    return render_template(
        "vacancies/list_templates.html",
        organisation=organisation,
        tabs=tab_links(counts, queries.template_count(reach), "templates"),
        page=page,
        sort=sort,
        sorts=list(TemplateSort),
        used=queries.times_used([template.id for template in page]),
    )


@bp.route("/hiring/vacancies/templates/new", methods=["GET", "POST"])
@allow(can_see_hiring)
def create_template() -> ResponseReturnValue:
    organisation = hiring_organisation() or abort(404)
    form = TemplateNameForm()
    if form.validate_on_submit():
        try:
            with transaction():
                template = operations.create_template(
                    actor=signed_in_user(), organisation=organisation, **form.answers()
                )
        except DomainError as error:
            form.add_error(error)
        else:
            record = record_of(template)
            return redirect(TEMPLATE_WIZARD.step_url(record, TEMPLATE_WIZARD.visible_steps(record)[0]))
    return render_template("vacancies/name_template.html", form=form, organisation=organisation, vacancy=None)


@bp.route(f"{BASE}/save-as-template", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def save_as_template(vacancy: Vacancy) -> ResponseReturnValue:
    form = TemplateNameForm(data={"name": vacancy.title})
    if form.validate_on_submit():
        try:
            with transaction():
                template = operations.create_template(
                    actor=signed_in_user(), organisation=vacancy.organisation, vacancy=vacancy, **form.answers()
                )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The template is saved. You can change what it holds.", "success")
            return redirect(url_for(".show_template", template_id=template.id))
    return render_template(
        "vacancies/name_template.html", form=form, organisation=vacancy.organisation, vacancy=vacancy
    )


@bp.get(ONE)
@allow(can_manage_template, loader=load_template)
def show_template(template: VacancyTemplate) -> ResponseReturnValue:
    """What it holds, with the way to change each answer. What is missing is asked when it is used."""
    return render_template(
        "vacancies/show_template.html",
        template=template,
        progress=TEMPLATE_WIZARD.progress(record_of(template)),
        used=queries.times_used([template.id]).get(template.id, 0),
    )


@bp.route(f"{ONE}/edit/<slug:step>", methods=["GET", "POST"])
@allow(can_manage_template, loader=load_template)
def edit_template_step(template: VacancyTemplate, step: str) -> ResponseReturnValue:
    def save(_step: Step, values: dict[str, Any]) -> None:
        with transaction():
            operations.edit_template(actor=signed_in_user(), template=template, values=values)

    record = record_of(template)
    return handle_step(TEMPLATE_WIZARD, record, step, save=save, context={"vacancy": record})


@bp.route(f"{ONE}/rename", methods=["GET", "POST"])
@allow(can_manage_template, loader=load_template)
def rename_template(template: VacancyTemplate) -> ResponseReturnValue:
    form = TemplateNameForm(data={"name": template.name})
    if form.validate_on_submit():
        try:
            with transaction():
                operations.rename_template(actor=signed_in_user(), template=template, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The template has its new name.", "success")
            return redirect(url_for(".show_template", template_id=template.id))
    return render_template("vacancies/rename_template.html", form=form, template=template)


@bp.get(f"{ONE}/delete")
@allow(can_manage_template, loader=load_template)
def confirm_template_deletion(template: VacancyTemplate) -> ResponseReturnValue:
    return render_template("vacancies/delete_template.html", template=template)


@bp.post(f"{ONE}/delete")
@allow(can_manage_template, loader=load_template)
def delete_template(template: VacancyTemplate) -> ResponseReturnValue:
    name = template.name
    with transaction():
        operations.delete_template(actor=signed_in_user(), template=template)
    flash(f"The template “{name}” has been deleted.", "success")
    return redirect(url_for(".list_templates"))


@bp.post(f"{ONE}/use")
@allow(can_manage_template, loader=load_template)
def use_template(template: VacancyTemplate) -> ResponseReturnValue:
    """A new draft, opened at the first thing it lacks."""
    with transaction():
        vacancy = operations.use_template(actor=signed_in_user(), template=template)
    flash(f"This is a new draft that begins with “{template.name}”. Fill in what is missing.", "success")
    step = WIZARD.first_incomplete(vacancy)
    return redirect(WIZARD.step_url(vacancy, step) if step else WIZARD.check_url(vacancy))
