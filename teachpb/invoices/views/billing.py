"""The provider's desk: issue, send again, note payments, credit."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.invoices import operations, policies, queries
from teachpb.invoices.forms import CAME, CreditForm, IssueForm, PaymentForm
from teachpb.invoices.models import Invoice
from teachpb.invoices.paper import document_pdf, money
from teachpb.invoices.queries import Shelf
from teachpb.invoices.views.documents import load_document
from teachpb.invoices.views.whose import own_provider
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate

bp = Blueprint("billing", __name__, url_prefix="/training/billing")


@bp.get("")
@allow(policies.keeps_accounts)
def list_documents() -> ResponseReturnValue:
    asked = request.args.get("shelf", "")
    return _list_page(next((each for each in Shelf if each.value == asked), Shelf.all))


@bp.post("/issue")
@allow(policies.keeps_accounts)
def issue_chosen() -> ResponseReturnValue:
    """Each in a transaction of its own: one that cannot be issued does not hold up the others."""
    form, drafts = IssueForm(), queries.drafts_of(own_provider())
    form.offer(drafts)
    if not drafts:
        flash("There is no draft to issue.")
        return redirect(url_for(".list_documents"))
    if not form.validate_on_submit():
        return _list_page(Shelf.drafts, form)
    problems = [found for each in form.drafts.data if (found := _issue(each))]
    for problem in dict.fromkeys(problems):
        flash(problem, "error")
    if done := len(form.drafts.data) - len(problems):
        flash(f"{done} {'document is' if done == 1 else 'documents are'} issued and on the way by email.", "success")
    return redirect(url_for(".list_documents", shelf=None if done else Shelf.drafts.value))


@bp.post("/<int:invoice_id>/issue")
@allow(policies.can_manage, loader=load_document)
def issue(invoice: Invoice) -> ResponseReturnValue:
    invoice_id = invoice.id
    if problem := _issue(invoice_id):
        flash(problem, "error")
    else:
        flash("It is issued and on the way by email.", "success")
    return _back_to(invoice_id)


@bp.post("/<int:invoice_id>/send")
@allow(policies.can_manage, loader=load_document)
def send_again(invoice: Invoice) -> ResponseReturnValue:
    user, invoice_id = signed_in_user(), invoice.id
    if invoice.is_draft:
        flash("This is still a draft: issue it first", "error")
        return _back_to(invoice_id)
    content, address = document_pdf(invoice), invoice.payer_email
    with transaction():
        operations.send_again(actor=user, invoice_id=invoice_id, content=content)
    flash(f"Sent once more to {address}.", "success")
    return _back_to(invoice_id)


@bp.route("/<int:invoice_id>/payment", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_document)
def record_payment(invoice: Invoice) -> ResponseReturnValue:
    invoice_id, form = invoice.id, PaymentForm(data=_usual_payment(invoice))
    if form.validate_on_submit():
        noted = {**form.noted(), "actor": signed_in_user(), "invoice_id": invoice_id}
        try:
            with transaction():
                operations.record_payment(**noted)
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Noted.", "success")
            return _back_to(invoice_id)
    return render_template("invoices/payment.html", form=form, invoice=invoice, money=money)


@bp.route("/<int:invoice_id>/credit", methods=["GET", "POST"])
@allow(policies.can_manage, loader=load_document)
def credit(invoice: Invoice) -> ResponseReturnValue:
    user, invoice_id, form = signed_in_user(), invoice.id, CreditForm()
    taken_back = {line.credits_line_id for note in invoice.credit_notes for line in note.lines}
    form.offer([line for line in invoice.lines if line.id not in taken_back])
    if form.validate_on_submit():
        wanted = {"line_ids": list(form.lines.data), "reason": form.reason.data, "invoices_again": form.again.data}
        try:
            with transaction():
                note_id = operations.credit(actor=user, invoice_id=invoice_id, **wanted).id
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The credit note is issued and on the way by email.", "success")
            return _back_to(note_id)
    return render_template("invoices/credit.html", form=form, invoice=invoice)


def _issue(invoice_id: int) -> str:
    """Issue one; the sentence that says why not, where it cannot be."""
    user = signed_in_user()
    try:
        with transaction():
            operations.issue(actor=user, invoice_id=invoice_id)
    except DomainError as error:
        return error.message
    return ""


def _usual_payment(invoice: Invoice) -> dict[str, Any]:
    open_pence = max(0, invoice.balance_pence)
    entry = secrets.token_urlsafe(16)
    return {"direction": CAME, "pence": open_pence or None, "paid_on": clock.today(), "entry": entry}


def _back_to(invoice_id: int) -> ResponseReturnValue:
    return redirect(url_for("invoices.show_document", invoice_id=invoice_id))


def _list_page(shelf: Shelf, form: IssueForm | None = None) -> ResponseReturnValue:
    provider = own_provider()
    page = paginate(queries.documents_of_provider(provider, shelf))
    if form is None:
        form = IssueForm(formdata=None)
        form.offer([each for each in page.items if each.is_draft])
    finance = queries.provider_finance(provider.id)
    return render_template(
        "invoices/list_documents.html",
        page=page,
        shelf=shelf,
        counts=queries.counts_of(provider),
        form=form,
        today=clock.today(),
        is_ready=finance is not None and finance.is_complete,
        money=money,
    )
