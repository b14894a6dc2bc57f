"""Mailing a document to whoever pays it. The PDF is laid out before the transaction, which is short."""

from __future__ import annotations

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.invoices import emails
from teachpb.invoices.models import Invoice
from teachpb.invoices.operations.series import locked_document
from teachpb.invoices.states import move
from teachpb.notifications.operations import queue_mail


def send(*, invoice_id: int, content: bytes) -> Invoice:
    """Mail it for the first time, and never again."""
    _, invoice = locked_document(invoice_id)
    if invoice.sent_at is None and not invoice.is_draft:
        queue_mail(emails.document(invoice, content, dedupe_key=f"invoice-{invoice.id}"))
        move(invoice, invoice.state, sent_at=clock.now())
    return invoice


def send_again(*, actor: User, invoice_id: int, content: bytes) -> Invoice:
    """Mail the very same document once more."""
    _, invoice = locked_document(invoice_id)
    queue_mail(emails.document(invoice, content))
    record(actor=actor, verb="invoice_sent_again", subject=invoice, organisation_id=invoice.provider_id)
    return invoice
