"""Scheduled work: drafting what places owe, issuing what is due, mailing what was issued. Each is safe to run twice."""

from __future__ import annotations

from datetime import timedelta

import structlog

from teachpb.db import DomainError, db, transaction
from teachpb.invoices import operations, queries
from teachpb.invoices.models import Invoice
from teachpb.invoices.paper import document_pdf
from teachpb.work import job, stop_requested

log = structlog.get_logger(__name__)


@job("invoices.settle", every=timedelta(minutes=5))
def settle() -> int:
    """Draft and credit until what is invoiced is what is owed: one booking a transaction."""
    done = 0
    for booking_id in queries.bookings_to_settle():
        if stop_requested():
            break
        with transaction():
            operations.settle(booking_id=booking_id)
        done += 1
    return done


@job("invoices.issue_due", every=timedelta(hours=1))
def issue_due() -> int:
    """Issue the drafts of providers that want it done so many days before the course."""
    issued = 0
    for invoice_id in queries.drafts_due():
        if stop_requested():
            break
        try:
            with transaction():
                operations.issue(actor=None, invoice_id=invoice_id)
        except DomainError as error:
            log.info("invoice_not_issued", invoice_id=invoice_id, why=type(error).__name__)
            continue
        issued += 1
    return issued


@job("invoices.send", every=timedelta(minutes=5))
def send() -> int:
    """Mail what was issued. The PDF is laid out outside the transaction, so that nobody waits for it."""
    sent = 0
    for invoice_id in queries.unsent():
        if stop_requested():
            break
        content = document_pdf(db.session.get_one(Invoice, invoice_id))
        with transaction():
            operations.send(invoice_id=invoice_id, content=content)
        sent += 1
    return sent


@job("invoices.forget_names", every=timedelta(days=1))
def forget_names() -> int:
    """Names of delegates go six years after the invoice."""
    with transaction():
        return operations.forget_old_names()
