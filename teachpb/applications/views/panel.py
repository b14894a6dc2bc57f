"""Who reads the applications of a vacancy."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.applications import operations, queries
from teachpb.applications.forms import PanelForm
from teachpb.applications.policies import can_handle
from teachpb.applications.views.blueprint import bp, load_known_vacancy
from teachpb.db import DomainError, transaction
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import allow, signed_in_user

PANEL = "/hiring/vacancies/<int:vacancy_id>/panel"


@bp.route(PANEL, methods=["GET", "POST"])
@allow(can_handle, loader=load_known_vacancy)
def edit_panel(vacancy: Vacancy) -> ResponseReturnValue:
    people = queries.panel_candidates(vacancy)
    form = PanelForm.offering(people)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.add_to_panel(actor=signed_in_user(), vacancy=vacancy, user_id=form.user_id.data)
        except DomainError as error:
            form.add_error(error)
        else:
            flash("They can read the applications for this job now.", "success")
            return redirect(url_for(".edit_panel", vacancy_id=vacancy.id))
    return render_template(
        "applications/edit_panel.html", vacancy=vacancy, form=form, people=people, panel=queries.panel_of(vacancy)
    )


@bp.post(f"{PANEL}/<int:user_id>/remove")
@allow(can_handle, loader=load_known_vacancy)
def remove_from_panel(vacancy: Vacancy, user_id: int) -> ResponseReturnValue:
    with transaction():
        operations.remove_from_panel(actor=signed_in_user(), vacancy=vacancy, user_id=user_id)
    flash("They cannot read the applications for this job any more.", "success")
    return redirect(url_for(".edit_panel", vacancy_id=vacancy.id))
