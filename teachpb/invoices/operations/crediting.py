"""Taking back what was issued: a credit note with a number of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, update

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.invoices.amounts import sums_of
from teachpb.invoices.fingerprint import fingerprint
from teachpb.invoices.models import DocumentKind, Invoice, InvoiceLine, InvoiceSeries, InvoiceState
from teachpb.invoices.operations.series import next_number
from teachpb.invoices.standing import state_after
from teachpb.invoices.states import move
from teachpb.work import wake

SEND = "invoices.send"
_SAME_ON_BOTH = [
    "provider_id",
    "booking_id",
    "payer_id",
    "user_id",
    "seller_name",
    "seller_address",
    "seller_vat_number",
    "seller_email",
    "pay_to",
    "footer",
    "payer_name",
    "payer_address",
    "payer_email",
    "purchase_order",
    "cost_centre",
    "reference",
]
_SAME_ON_LINE = [
    "place_id",
    "kind",
    "delegate",
    "course_title",
    "course_on",
    "price_band",
    "list_pence",
    "discount_pence",
    "net_pence",
    "vat_code",
    "vat_rate",
    "vat_pence",
    "gross_pence",
]


def credit_lines(
    series: InvoiceSeries,
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    *,
    reason: str,
    actor: User | None,
    waives: bool = False,
) -> Invoice:
    """Under the lock: a credit note for these lines, issued at once."""
    note = _note_for(series, invoice, lines, reason=reason, actor=actor)
    db.session.add(note)
    db.session.flush()
    for line in lines:
        copied = {name: getattr(line, name) for name in _SAME_ON_LINE}
        db.session.add(InvoiceLine(invoice=note, credits_line_id=line.id, waives=waives, **copied))
    db.session.flush()
    _seal(note)
    _take_off(invoice, note.gross_pence)
    record(
        actor=actor,
        verb="credit_note_issued",
        subject=note,
        organisation_id=invoice.provider_id,
        changes={"number": (None, note.number), "gross_pence": (None, note.gross_pence)},
    )
    wake(SEND)
    return note


def _note_for(
    series: InvoiceSeries, invoice: Invoice, lines: Sequence[InvoiceLine], *, reason: str, actor: User | None
) -> Invoice:
    serial, number = next_number(series)
    now, sums = clock.now(), sums_of(lines)
    return Invoice(
        kind=DocumentKind.credit_note,
        state=InvoiceState.issued,
        state_entered_at=now,
        credits_id=invoice.id,
        serial=serial,
        number=number,
        issued_at=now,
        issued_on=clock.london_day(now),
        issued_by_id=actor.id if actor else None,
        reason=reason,
        net_pence=sums.net_pence,
        vat_pence=sums.vat_pence,
        gross_pence=sums.gross_pence,
        **{name: getattr(invoice, name) for name in _SAME_ON_BOTH},
    )


def _seal(note: Invoice) -> None:
    """Put the fingerprint on it, which needs the numbers of its lines."""
    table = cast(Table, Invoice.__table__)
    db.session.execute(update(table).where(table.c.id == note.id).values(digest=fingerprint(note)))
    db.session.refresh(note, ["digest"])


def _take_off(invoice: Invoice, pence: int) -> None:
    credited = invoice.credited_pence + pence
    target = state_after(gross_pence=invoice.gross_pence, paid_pence=invoice.paid_pence, credited_pence=credited)
    move(invoice, target, credited_pence=credited)
