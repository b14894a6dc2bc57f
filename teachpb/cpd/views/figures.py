"""The provider's desk: how the year went, and dates from a spreadsheet."""

from __future__ import annotations

import json
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import ImportForm
from teachpb.cpd.importing import COLUMNS, BadSheet, Row, check_rows, read_sheet
from teachpb.cpd.views.desk import bp
from teachpb.cpd.visitor import acting_provider
from teachpb.db import DomainError, db, transaction
from teachpb.web.access import allow, signed_in_user
from teachpb.web.csvfile import csv_response
from teachpb.web.spreadsheets import Sheet, xlsx_response

FIGURES = (
    *("Course", "Starts", "State", "Places", "Taken", "Filled (%)", "Came", "Did not come", "Did not come (%)"),
    *("Cancelled", "Cancelled (%)", "Waiting"),
)
EXAMPLE = {
    "course": "Phonics that sticks",
    "day": "24/09/2026",
    "starts": "16:00",
    "ends": "18:00",
    "later": "01/10/2026; 08/10/2026",
    "capacity": "24",
    "minimum": "8",
    "decide_on": "03/09/2026",
}


@bp.get("/figures")
@allow(policies.runs_courses)
def show_figures() -> ResponseReturnValue:
    year, years = _year()
    rows = queries.figures_of(signed_in_user(), year)
    return render_template(
        "cpd/figures.html",
        year=year,
        years=years,
        rows=rows,
        total=queries.total_of(rows),
        courses=queries.by_course(rows),
    )


@bp.get("/figures.xlsx")
@allow(policies.runs_courses)
def download_figures() -> ResponseReturnValue:
    year, _ = _year()
    rows = [_row(row) for row in queries.figures_of(signed_in_user(), year)]
    return xlsx_response(f"courses-{year}-{year + 1}.xlsx", Sheet(f"{year} to {year + 1}", FIGURES, rows))


@bp.route("/import", methods=["GET", "POST"])
@allow(policies.runs_courses)
def import_dates() -> ResponseReturnValue:
    """Upload, look at every row, then make them: what the page showed, held against the courses anew."""
    form, rows = ImportForm(), None
    if form.rows.data and form.make.data and form.validate_csrf_only():
        return _make(form)
    if form.validate_on_submit():
        upload = form.sheet.data
        try:
            rows = _checked(read_sheet(upload.filename or "", upload.read()))
        except BadSheet as error:
            form.add_error(error)
    return _page(form, rows)


@bp.get("/import/template.csv")
@allow(policies.runs_courses)
def download_template() -> ResponseReturnValue:
    return csv_response("course-dates.csv", list(COLUMNS), [[EXAMPLE.get(key, "") for key in COLUMNS.values()]])


def _row(row: queries.DateFigures) -> tuple[Any, ...]:
    one = row.figures
    return (
        *(row.title, row.starts_at, row.state.label, one.capacity, one.taken, one.fill_percent, one.came),
        *(one.no_shows, one.no_show_percent, one.cancelled, one.cancelled_percent, one.waiting),
    )


def _page(form: ImportForm, rows: list[Row] | None) -> str:
    fresh = [row for row in rows or [] if not row.errors and not row.is_known]
    wrong = [row for row in rows or [] if row.errors]
    packed = json.dumps([row.cells for row in rows]) if rows and not wrong and fresh else ""
    return render_template(
        "cpd/import_dates.html", form=form, rows=rows, fresh=fresh, wrong=wrong, packed=packed, columns=list(COLUMNS)
    )


def _make(form: ImportForm) -> ResponseReturnValue:
    rows = _unpacked(str(form.rows.data))
    try:
        with transaction():
            made = operations.import_dates(actor=signed_in_user(), provider=acting_provider(), rows=rows)
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return _page(ImportForm(formdata=None), _checked(rows))
    flash(
        f"{made} {'draft is' if made == 1 else 'drafts are'} made. Look at each, then open it for booking.", "success"
    )
    return redirect(url_for("courses.list_own_courses"))


def _checked(rows: list[dict[str, str]]) -> list[Row]:
    provider = acting_provider()
    return check_rows(
        rows,
        courses=queries.courses_of(provider),
        venues=queries.venues_of(provider),
        known=queries.first_sessions_of(provider),
    )


def _unpacked(packed: str) -> list[dict[str, str]]:
    """The rows as the page carried them. Whatever else comes is no row."""
    try:
        found: Any = json.loads(packed)
    except ValueError:
        return []
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    return [{str(key): str(value) for key, value in row.items()} for row in rows[:300]]


def _year() -> tuple[int, list[int]]:
    """The academic year that is asked for, and those there are to choose from."""
    now = queries.academic_year(clock.today())
    years = [now + 1, now, now - 1, now - 2]
    asked = request.args.get("year", "")
    return (int(asked) if asked.isdecimal() and int(asked) in years else now), years
