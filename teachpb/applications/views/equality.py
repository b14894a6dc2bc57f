"""Equal opportunities: the candidate's page, and the counts that may be told."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.applications import operations, queries
from teachpb.applications.errors import AlreadySent
from teachpb.applications.forms import EqualityForm
from teachpb.applications.models import Application
from teachpb.applications.operations.equality import year_of
from teachpb.applications.policies import can_handle, can_see_equality, is_own
from teachpb.applications.suppression import LEAST
from teachpb.applications.views import keeping
from teachpb.applications.views.blueprint import OWN, bp, load_known_vacancy, load_own
from teachpb.applications.views.writing import where_it_stands
from teachpb.applications.wizard import WIZARD
from teachpb.db import transaction
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import allow, signed_in_user
from teachpb.web.csvfile import csv_response

OF_VACANCY = "/hiring/vacancies/<int:vacancy_id>/equal-opportunities"
OFFICE = "/office/equal-opportunities"


@bp.route(f"{OWN}/equal-opportunities", methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def edit_equality(application: Application) -> ResponseReturnValue:
    if not application.is_draft:
        return keeping.sent_already(application)
    form = EqualityForm(data=queries.own_answers(application))
    if form.is_submitted() and form.validate():
        answers = {} if "skip" in request.form else form.answers()
        try:
            with transaction():
                operations.answer_equality(actor=signed_in_user(), application=application, answers=answers)
        except AlreadySent:
            return keeping.sent_already(application)
        if keeping.is_by_itself():
            return keeping.saved()
        step = WIZARD.find("equal-opportunities") or abort(404)
        later = "save_draft" in request.form
        return redirect(WIZARD.tasks_url(application) if later else WIZARD.after_url(application, step))
    return render_template("applications/edit_equality.html", form=form, least=LEAST, **where_it_stands(application))


@bp.get(OF_VACANCY)
@allow(can_handle, loader=load_known_vacancy)
def show_equality(vacancy: Vacancy) -> ResponseReturnValue:
    return render_template("applications/show_equality.html", vacancy=vacancy, least=LEAST, **_report(vacancy))


@bp.get(f"{OF_VACANCY}.csv")
@allow(can_handle, loader=load_known_vacancy)
def download_equality(vacancy: Vacancy) -> ResponseReturnValue:
    report = _report(vacancy)
    rows = [
        [table.question.label, label, _told(table.parts.get(vacancy.id), place), _told(table.whole, place)]
        for table in report["tables"]
        for place, label in enumerate(table.labels)
    ]
    return csv_response("equal-opportunities", ["Question", "Answer", "This job", report["year_label"]], rows)


@bp.get(OFFICE)
@allow(can_see_equality)
def list_equality() -> ResponseReturnValue:
    return render_template("applications/list_equality.html", reports=_reports(signed_in_user()), least=LEAST)


@bp.get(f"{OFFICE}.csv")
@allow(can_see_equality)
def download_all_equality() -> ResponseReturnValue:
    rows = [
        [report["organisation"].name, report["year_label"], table.question.label, label, _told(table.whole, place)]
        for report in _reports(signed_in_user())
        for table in report["tables"]
        for place, label in enumerate(table.labels)
    ]
    header = ["School or trust", "Academic year", "Question", "Answer", "People"]
    return csv_response("equal-opportunities", header, rows)


def _report(vacancy: Vacancy) -> dict[str, Any]:
    year = year_of(vacancy.closes_at)
    return {"tables": queries.equality_tables(vacancy.organisation_id, year), "year_label": year_label(year)}


def _reports(user: User) -> list[dict[str, Any]]:
    """What an officer sees: every organisation and year that has anything to tell."""
    organisations = {each.id: each for each in queries.organisations_counted(user)}
    return [
        {
            "organisation": organisations[organisation_id],
            "year_label": year_label(year),
            "tables": queries.equality_tables(organisation_id, year),
        }
        for organisation_id, year in queries.equality_years(set(organisations))
    ]


def year_label(year: int) -> str:
    return f"{year} to {year + 1}"


def _told(line: Any, place: int) -> Any:
    number = line[place] if line is not None else None
    return f"fewer than {LEAST} or not told" if number is None else number
