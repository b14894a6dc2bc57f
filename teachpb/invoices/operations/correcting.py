"""Taking back what should not have been invoiced, or should have been invoiced otherwise."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.invoices.errors import NothingToCredit, NotIssued
from teachpb.invoices.models import Invoice, InvoiceLine
from teachpb.invoices.operations.crediting import credit_lines
from teachpb.invoices.operations.series import locked_document
from teachpb.invoices.operations.settling import Settled, settle_with


def credit(
    *, actor: User, invoice_id: int, line_ids: Collection[int], reason: str, invoices_again: bool = False
) -> Invoice:
    """Take back some lines, or all. With ``invoices_again`` what is still owed is drafted anew (a wrong order number, a
    wrong address); without it, it is waived.

    Raises NotIssued, and NothingToCredit when each of them was credited before.
    """
    series, invoice = locked_document(invoice_id)
    if invoice.is_draft or invoice.is_credit:
        raise NotIssued
    open_lines = [line for line in _creditable(invoice) if line.id in line_ids]
    if not open_lines:
        raise NothingToCredit
    note = credit_lines(series, invoice, open_lines, reason=reason, actor=actor, waives=not invoices_again)
    if invoices_again:
        settle_with(series, invoice.booking_id, Settled(), actor=actor)
    return note


def _creditable(invoice: Invoice) -> list[InvoiceLine]:
    ids = [line.id for line in invoice.lines]
    taken = select(InvoiceLine.credits_line_id).where(InvoiceLine.credits_line_id.in_(ids))
    taken_back = set(db.session.scalars(taken))
    return [line for line in invoice.lines if line.id not in taken_back]
