"""Files: the ticked applications of a vacancy, and the single central record. Each is asked for by POST, because taking
personal data out of the house is written down."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import selectinload

from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.policies import can_handle
from teachpb.applications.queries import received_of
from teachpb.db import db, transaction
from teachpb.hiring import operations, queries, records
from teachpb.hiring.operations.exporting import ExportKind
from teachpb.hiring.queries.offers import Appointed
from teachpb.hiring.views.blueprint import VACANCY, bp, load_vacancy
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import Organisation, OrganisationKind
from teachpb.schools.policies import is_hiring_staff
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import can_post
from teachpb.vacancies.queries import reach_of
from teachpb.web.access import allow, signed_in_user
from teachpb.web.csvfile import attachment_name, csv_response
from teachpb.web.spreadsheets import Sheet, xlsx_response

EXPORTS = f"{VACANCY}/exports"
RECORD = "/hiring/central-record"
SENT = tuple(state for state in ApplicationState if state is not ApplicationState.draft)
#: As many as stand on one page of the list.
MOST = 50


@bp.post(f"{EXPORTS}/spreadsheet")
@allow(can_handle, loader=load_vacancy)
def download_spreadsheet(vacancy: Vacancy) -> ResponseReturnValue:
    chosen = _ticked(vacancy)
    if not chosen:
        return _nothing(vacancy)
    _note(vacancy, ExportKind.spreadsheet, chosen)
    return csv_response(f"{vacancy.title} applications.csv", records.LIST_HEADER, records.list_rows(chosen))


@bp.post(f"{EXPORTS}/papers")
@allow(can_handle, loader=load_vacancy)
def download_papers(vacancy: Vacancy) -> ResponseReturnValue:
    chosen = _ticked(vacancy)
    if not chosen:
        return _nothing(vacancy)
    _note(vacancy, ExportKind.papers, chosen)
    response = Response(records.papers(chosen), mimetype="application/zip")
    name = attachment_name(f"{vacancy.title} applications.zip", ".zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get(RECORD)
@allow(is_hiring_staff)
def show_record() -> ResponseReturnValue:
    organisation, people = _appointed()
    return render_template("hiring/show_record.html", organisation=organisation, people=people)


@bp.post(RECORD)
@allow(is_hiring_staff)
def download_record() -> ResponseReturnValue:
    organisation, people = _appointed()
    _note(organisation, ExportKind.central_record, [person[0] for person in people])
    sheet = Sheet("Single central record", records.RECORD_HEADER, records.record_rows(people))
    return xlsx_response(f"{organisation.name} single central record.xlsx", sheet)


def _appointed() -> tuple[Organisation, list[Appointed]]:
    """Of the organisation the person acts for, if they hire there."""
    user = signed_in_user()
    organisation = acting_organisation(OrganisationKind.school, OrganisationKind.trust) or abort(404)
    if not can_post(user, organisation):
        abort(404)
    return organisation, queries.appointed_of(user, reach_of(organisation))


def _ticked(vacancy: Vacancy) -> list[Application]:
    ids = [int(value) for value in request.form.getlist("application") if value.isdecimal() and len(value) < 10]
    question = received_of(signed_in_user(), vacancy, SENT).where(Application.id.in_(ids[:MOST]))
    return list(db.session.scalars(question.options(selectinload(Application.referees)))) if ids else []


def _nothing(vacancy: Vacancy) -> ResponseReturnValue:
    flash("Tick at least one application.", "error")
    return redirect(url_for("applications.list_applicants", vacancy_id=vacancy.id, tab=request.args.get("tab")))


def _note(subject: Vacancy | Organisation, kind: ExportKind, applications: list[Application]) -> None:
    with transaction():
        operations.note_export(actor=signed_in_user(), subject=subject, kind=kind, applications=applications)
