"""Files of the ticked applications of a vacancy. Each is asked for by POST, because taking personal data out of the
house is written down."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import selectinload

from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.policies import can_handle
from teachpb.applications.queries import received_of
from teachpb.db import db, transaction
from teachpb.hiring import operations, records
from teachpb.hiring.operations.exporting import ExportKind
from teachpb.hiring.views.blueprint import VACANCY, bp, load_vacancy
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import allow, signed_in_user
from teachpb.web.csvfile import attachment_name, csv_response

EXPORTS = f"{VACANCY}/exports"
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


def _ticked(vacancy: Vacancy) -> list[Application]:
    ids = [int(value) for value in request.form.getlist("application") if value.isdecimal() and len(value) < 10]
    question = received_of(signed_in_user(), vacancy, SENT).where(Application.id.in_(ids[:MOST]))
    return list(db.session.scalars(question.options(selectinload(Application.referees)))) if ids else []


def _nothing(vacancy: Vacancy) -> ResponseReturnValue:
    flash("Tick at least one application.", "error")
    return redirect(url_for("applications.list_applicants", vacancy_id=vacancy.id, tab=request.args.get("tab")))


def _note(subject: Vacancy, kind: ExportKind, applications: list[Application]) -> None:
    with transaction():
        operations.note_export(actor=signed_in_user(), subject=subject, kind=kind, number=len(applications))
