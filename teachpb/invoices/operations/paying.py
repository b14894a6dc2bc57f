"""Noting that money came, or went back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.invoices.errors import NotPayable, PaidBefore, TooMuch
from teachpb.invoices.models import Invoice, Payment
from teachpb.invoices.operations.series import locked_document
from teachpb.invoices.standing import state_after
from teachpb.invoices.states import move


def record_payment(*, actor: User, invoice_id: int, pence: int, paid_on: date, reference: str, entry: str) -> Payment:
    """Note ``pence`` that came on ``paid_on``; negative for money that was paid back. The same ``entry`` (the random
    key of a page) with the same figures is the same payment.

    Raises NotPayable, TooMuch, PaidBefore.
    """
    _, invoice = locked_document(invoice_id)
    earlier = db.session.scalar(select(Payment).where(Payment.invoice_id == invoice.id, Payment.entry == entry))
    if earlier is not None:
        if (earlier.pence, earlier.paid_on) != (pence, paid_on):
            raise PaidBefore
        return earlier
    _require_open(invoice, pence)
    payment = Payment(
        invoice=invoice, pence=pence, paid_on=paid_on, reference=reference, entry=entry, recorded_by_id=actor.id
    )
    db.session.add(payment)
    before, paid = invoice.paid_pence, invoice.paid_pence + pence
    target = state_after(gross_pence=invoice.gross_pence, paid_pence=paid, credited_pence=invoice.credited_pence)
    move(invoice, target, paid_pence=paid)
    record(
        actor=actor,
        verb="payment_recorded",
        subject=invoice,
        organisation_id=invoice.provider_id,
        changes={"paid_pence": (before, paid)},
    )
    return payment


def _require_open(invoice: Invoice, pence: int) -> None:
    if invoice.is_draft or invoice.is_credit or not pence:
        raise NotPayable
    if pence > 0 and pence > invoice.balance_pence:
        raise TooMuch(max(0, invoice.balance_pence))
    if pence < 0 and -pence > invoice.paid_pence:
        raise TooMuch(invoice.paid_pence)
