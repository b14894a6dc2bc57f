"""All references and self-disclosures of a vacancy: how they stand, who may read them, and asking for several."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.applications.models import Application
from teachpb.applications.queries import visible_to
from teachpb.db import db, transaction
from teachpb.references import operations, queries
from teachpb.references.forms import AskDisclosureForm, PanelReadsForm
from teachpb.references.policies import can_handle
from teachpb.references.views.blueprint import bp, load_vacancy
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import allow, signed_in_user

PAPERS = "/hiring/vacancies/<int:vacancy_id>/references"


@bp.route(PAPERS, methods=["GET", "POST"])
@allow(can_handle, loader=load_vacancy)
def show_papers(vacancy: Vacancy) -> ResponseReturnValue:
    form = PanelReadsForm(data={"panel_reads": queries.panel_reads(vacancy.id)})
    if form.validate_on_submit():
        with transaction():
            operations.set_panel_reads(actor=signed_in_user(), vacancy=vacancy, panel_reads=form.panel_reads.data)
        flash("Saved.", "success")
        return redirect(url_for(".show_papers", vacancy_id=vacancy.id))
    applications = queries.papers_of_vacancy(signed_in_user(), vacancy)
    ids = [each.id for each in applications]
    return render_template(
        "references/show_papers.html",
        vacancy=vacancy,
        applications=applications,
        references=queries.references_of_several(ids),
        disclosures=queries.disclosures_of_several(ids),
        form=form,
    )


@bp.post(f"{PAPERS}/ask")
@allow(can_handle, loader=load_vacancy)
def ask_several(vacancy: Vacancy) -> ResponseReturnValue:
    """First a page that says who will be written to; with ``confirmed``, it is done."""
    chosen = _ticked(vacancy)
    if not chosen or "confirmed" not in request.form:
        return _confirm(vacancy, chosen, "references")
    with transaction():
        asked, left = operations.ask_several(actor=signed_in_user(), applications=chosen)
    flash(f"{asked} {'referee is' if asked == 1 else 'referees are'} asked.", "success")
    if left:
        flash(f"{left} of the ticked have nobody left to ask, or are not on the shortlist.", "notice")
    return redirect(url_for(".show_papers", vacancy_id=vacancy.id))


@bp.post(f"{PAPERS}/ask-disclosures")
@allow(can_handle, loader=load_vacancy)
def ask_disclosures(vacancy: Vacancy) -> ResponseReturnValue:
    chosen = _ticked(vacancy)
    if not chosen or "confirmed" not in request.form:
        return _confirm(vacancy, chosen, "disclosures")
    with transaction():
        asked, left = operations.ask_disclosures(actor=signed_in_user(), applications=chosen)
    flash(f"{asked} {'candidate is' if asked == 1 else 'candidates are'} asked for a self-disclosure.", "success")
    if left:
        flash(f"{left} of the ticked have been asked before, or are not on the shortlist.", "notice")
    return redirect(url_for(".show_papers", vacancy_id=vacancy.id))


def _ticked(vacancy: Vacancy) -> list[Application]:
    """Of the ticked, those this person may touch."""
    ids = [int(value) for value in request.form.getlist("application") if value.isdecimal() and len(value) < 10]
    question = visible_to(signed_in_user()).where(Application.vacancy_id == vacancy.id, Application.id.in_(ids))
    return list(db.session.scalars(question)) if ids else []


def _confirm(vacancy: Vacancy, chosen: list[Application], kind: str) -> ResponseReturnValue:
    if not chosen:
        flash("Tick at least one candidate.", "error")
        return redirect(url_for("applications.list_applicants", vacancy_id=vacancy.id, tab="shortlisted"))
    endpoint = ".ask_several" if kind == "references" else ".ask_disclosures"
    return render_template(
        "references/confirm_asking.html",
        vacancy=vacancy,
        chosen=chosen,
        kind=kind,
        form=AskDisclosureForm(formdata=None),
        action=url_for(endpoint, vacancy_id=vacancy.id),
    )
