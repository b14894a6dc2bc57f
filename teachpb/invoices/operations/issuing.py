"""Issuing: the moment a draft becomes a document with a number."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.invoices import queries
from teachpb.invoices.errors import NothingToIssue, NotReady
from teachpb.invoices.fingerprint import fingerprint
from teachpb.invoices.models import DocumentKind, Invoice, InvoiceState, ProviderFinance, may_become
from teachpb.invoices.operations.crediting import SEND
from teachpb.invoices.operations.series import locked_document, next_number
from teachpb.invoices.operations.settling import Settled, settle_with
from teachpb.work import wake


def issue(*, actor: User | None, invoice_id: int) -> Invoice:
    """Give the draft its number, as its booking stands at this moment. Issuing twice is issuing once.

    Raises NotReady where the provider has not said who sends it, and NothingToIssue when nothing is owed any more.
    """
    series, invoice = locked_document(invoice_id)
    if not may_become(invoice.state, InvoiceState.issued) or not invoice.is_draft:
        return invoice
    draft = settle_with(series, invoice.booking_id, Settled(), actor=actor)
    if draft is None:
        raise NothingToIssue
    finance = _require_complete(draft)
    serial, number = next_number(series)
    with db.session.no_autoflush:  # a number without the state it belongs to is nothing the database takes
        _sign(draft, finance)
        _date(draft, finance)
        draft.serial, draft.number, draft.issued_by_id = serial, number, actor.id if actor else None
        draft.digest = fingerprint(draft)
    db.session.flush()
    record(
        actor=actor,
        verb="invoice_issued",
        subject=draft,
        organisation_id=draft.provider_id,
        changes={"number": (None, number), "gross_pence": (None, draft.gross_pence)},
    )
    wake(SEND)
    return draft


def _sign(draft: Invoice, finance: ProviderFinance) -> None:
    """Who sends it and where the money goes, as it stands today."""
    draft.seller_name, draft.seller_address = finance.legal_name, finance.address
    draft.seller_vat_number, draft.footer = finance.vat_number, finance.footer
    draft.seller_email = finance.email or draft.provider.email
    draft.pay_to = finance.pay_to if draft.kind is DocumentKind.invoice else ""


def _date(draft: Invoice, finance: ProviderFinance) -> None:
    now = clock.now()
    today = clock.london_day(now)
    draft.issued_at, draft.issued_on = now, today
    draft.due_on = today + timedelta(days=finance.terms_days)
    draft.state, draft.state_entered_at = InvoiceState.issued, now


def _require_complete(draft: Invoice) -> ProviderFinance:
    finance = queries.provider_finance(draft.provider_id)
    if finance is None or not finance.is_complete:
        raise NotReady("your name and address")
    if draft.vat_pence and not finance.vat_number:
        raise NotReady("your VAT number")
    if draft.kind is DocumentKind.invoice and not finance.pay_to:
        raise NotReady("your bank details")
    return finance
