"""A provider's income, and its documents for a finance system."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.invoices import policies, queries
from teachpb.invoices.exporting import COLUMNS, rows_of
from teachpb.invoices.models import BudgetYear
from teachpb.invoices.queries import income
from teachpb.invoices.views.billing import bp
from teachpb.invoices.views.whose import own_provider
from teachpb.invoices.years import asked_year, year_label
from teachpb.web.access import allow
from teachpb.web.csvfile import csv_response
from teachpb.web.pagination import slice_page
from teachpb.web.spreadsheets import Sheet, xlsx_response


@bp.get("/income")
@allow(policies.keeps_accounts)
def show_income() -> ResponseReturnValue:
    """By course, price band and date, for one academic year."""
    starts_on = asked_year(request.args.get("year", ""), today=clock.today(), kind=BudgetYear.academic)
    rows = queries.income_of(own_provider(), starts_on)
    return render_template(
        "invoices/income.html",
        page=slice_page(rows),
        total=income.total_of(rows),
        courses=income.by_course(rows),
        bands=income.by_band(rows),
        starts_on=starts_on,
        year_label=year_label,
    )


@bp.get("/documents.csv")
@allow(policies.keeps_accounts)
def download_csv() -> ResponseReturnValue:
    return csv_response("invoices.csv", COLUMNS, rows_of(queries.documents_of_provider(own_provider())))


@bp.get("/documents.xlsx")
@allow(policies.keeps_accounts)
def download_xlsx() -> ResponseReturnValue:
    rows = rows_of(queries.documents_of_provider(own_provider()))
    return xlsx_response("invoices.xlsx", Sheet("Invoices", COLUMNS, rows))
