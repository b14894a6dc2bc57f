"""Documents, for whoever may read them: the school that pays, who pays for themselves, the provider, officers."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.invoices import policies, queries
from teachpb.invoices.amounts import percent, vat_summary
from teachpb.invoices.exporting import COLUMNS, rows_of
from teachpb.invoices.models import Invoice
from teachpb.invoices.paper import describe, document_pdf, file_name, money
from teachpb.invoices.views.whose import own_payer
from teachpb.web.access import allow, signed_in, signed_in_user
from teachpb.web.csvfile import csv_response
from teachpb.web.pagination import paginate

bp = Blueprint("invoices", __name__)


def load_document(user: Any, invoice_id: int) -> Invoice | None:
    return queries.document_visible_to(user, invoice_id)


@bp.get("/training/invoices")
@allow(policies.spends)
def list_school() -> ResponseReturnValue:
    payer = own_payer()
    page = paginate(queries.documents_of_school(payer))
    return render_template("invoices/list_school.html", page=page, payer=payer, today=clock.today(), money=money)


@bp.get("/training/invoices.csv")
@allow(policies.spends)
def download_school() -> ResponseReturnValue:
    return csv_response("invoices.csv", COLUMNS, rows_of(queries.documents_of_school(own_payer())))


@bp.get("/account/invoices")
@signed_in
def list_mine() -> ResponseReturnValue:
    page = paginate(queries.documents_of_user(signed_in_user()))
    return render_template("invoices/list_mine.html", page=page, today=clock.today(), money=money)


@bp.get("/office/course-invoices")
@allow(policies.oversees)
def list_issued() -> ResponseReturnValue:
    page = paginate(queries.issued_documents())
    return render_template("invoices/list_issued.html", page=page, today=clock.today(), money=money)


@bp.get("/training/invoices/<int:invoice_id>")
@allow(policies.can_read, loader=load_document)
def show_document(invoice: Invoice) -> ResponseReturnValue:
    return render_template(
        "invoices/show.html",
        invoice=invoice,
        manages=policies.can_manage(signed_in_user(), invoice),
        vat=[row for row in vat_summary(invoice.lines) if row.vat_rate],
        is_overdue=invoice.is_overdue(clock.today()),
        describe=describe,
        percent=percent,
        money=money,
    )


@bp.get("/training/invoices/<int:invoice_id>/document.pdf")
@allow(policies.can_read, loader=load_document)
def download_document(invoice: Invoice) -> ResponseReturnValue:
    content = io.BytesIO(document_pdf(invoice))
    response = send_file(content, mimetype="application/pdf", as_attachment=True, download_name=file_name(invoice))
    response.headers["Cache-Control"] = "private, no-store"
    return response
