"""The single central record: read, taken as a spreadsheet (by POST, because that is written down), and kept up."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.applications.queries import get_received
from teachpb.db import DomainError, db, transaction
from teachpb.hiring import operations, queries, records
from teachpb.hiring.forms import LeavingForm, RemovalForm
from teachpb.hiring.models import RecordEntry
from teachpb.hiring.operations.exporting import ExportKind
from teachpb.hiring.retention import goes_on
from teachpb.hiring.views.blueprint import bp
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import Organisation, OrganisationKind
from teachpb.schools.policies import is_hiring_staff
from teachpb.vacancies.policies import can_post
from teachpb.vacancies.queries import reach_of
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import slice_page
from teachpb.web.spreadsheets import Sheet, xlsx_response

RECORD = "/hiring/central-record"
ENTRY = f"{RECORD}/<int:entry_id>"


def load_entry(user: User | None, entry_id: int) -> RecordEntry | None:
    return queries.get_entry(user, entry_id)


def keeps_record(user: User | None, entry: RecordEntry) -> bool:
    """The loader has found it among those of organisations the person hires for."""
    return is_hiring_staff(user)


@bp.get(RECORD)
@allow(is_hiring_staff)
def show_record() -> ResponseReturnValue:
    organisation, people = _people()
    return render_template("hiring/show_record.html", organisation=organisation, page=slice_page(people))


@bp.post(RECORD)
@allow(is_hiring_staff)
def download_record() -> ResponseReturnValue:
    organisation, people = _people()
    with transaction():
        operations.note_export(
            actor=signed_in_user(), subject=organisation, kind=ExportKind.central_record, number=len(people)
        )
    sheet = Sheet("Single central record", records.RECORD_HEADER, records.record_rows(people))
    return xlsx_response(f"{organisation.name} single central record.xlsx", sheet)


@bp.route(ENTRY, methods=["GET", "POST"])
@allow(keeps_record, loader=load_entry)
def edit_entry(entry: RecordEntry) -> ResponseReturnValue:
    form = LeavingForm(obj=entry)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.note_leaving(actor=signed_in_user(), entry=entry, left_on=form.left_on.data)
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The record is up to date.", "success")
            return redirect(url_for(".show_record"))
    return render_template(
        "hiring/edit_entry.html",
        entry=entry,
        form=form,
        lines=[{"key": kind.label, "value": text} for kind, text in records.lines_of(entry)],
        source=_application_page(entry),
        goes_on=goes_on(entry.left_on) if entry.left_on else None,
    )


def _application_page(entry: RecordEntry) -> str:
    """Where its checks are changed, while the application can be read."""
    known = entry.application_id and get_received(signed_in_user(), entry.application_id)
    return url_for(".list_checks", application_id=entry.application_id) if known else ""


@bp.route(f"{ENTRY}/remove", methods=["GET", "POST"])
@allow(keeps_record, loader=load_entry)
def remove_entry(entry: RecordEntry) -> ResponseReturnValue:
    form = RemovalForm()
    if form.validate_on_submit():
        with transaction():
            operations.remove_from_record(actor=signed_in_user(), entry=entry)
        flash("Taken off the record.", "success")
        return redirect(url_for(".show_record"))
    return render_template("hiring/remove_entry.html", entry=entry, form=form)


def _people() -> tuple[Organisation, list[RecordEntry]]:
    """Of the organisation the person acts for, if they hire there. Whoever was appointed and is not on the record yet
    is shown as they will stand there."""
    user = signed_in_user()
    organisation = acting_organisation(OrganisationKind.school, OrganisationKind.trust) or abort(404)
    if not can_post(user, organisation):
        abort(404)
    reach = reach_of(organisation)
    fresh = [RecordEntry(**records.entry_fields(*each)) for each in queries.appointed_of(user, reach)]
    entries = [*db.session.scalars(queries.record_of(reach)), *fresh]
    return organisation, sorted(entries, key=lambda each: (each.name.casefold(), each.id or 0))
