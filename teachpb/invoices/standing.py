"""Where a document stands after money came, went back, or was credited."""

from __future__ import annotations

from teachpb.invoices.models import InvoiceState


def state_after(*, gross_pence: int, paid_pence: int, credited_pence: int) -> InvoiceState:
    """``credited`` once nothing is left of it, ``paid`` once nothing is left to pay, else by what was paid."""
    if credited_pence >= gross_pence:
        return InvoiceState.credited
    if paid_pence + credited_pence >= gross_pence:
        return InvoiceState.paid
    return InvoiceState.part_paid if paid_pence else InvoiceState.issued
