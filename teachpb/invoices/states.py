"""The one way an issued document moves: compare and set, along the transition table."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, Table, update
from sqlalchemy.orm.attributes import set_committed_value

from teachpb import clock
from teachpb.db import InvalidTransition, db
from teachpb.invoices.models import Invoice, InvoiceState, may_become


def move(invoice: Invoice, target: InvoiceState, **values: Any) -> None:
    """Take the document from the state it was read in to ``target`` (or let it stay there), with ``values`` for other
    columns. Raises InvalidTransition when the table has no such step, or somebody else took one meanwhile."""
    if invoice.state is not target and not may_become(invoice.state, target):
        raise InvalidTransition(f"What is {invoice.state.label.lower()} cannot become {target.label.lower()}")
    stamps: dict[str, Any] = {"state": target, "updated_at": clock.now(), **values}
    if target is not invoice.state:
        stamps["state_entered_at"] = clock.now()
    table = cast(Table, Invoice.__table__)
    db.session.flush()
    done = cast(
        "CursorResult[Any]",
        db.session.execute(
            update(table).where(table.c.id == invoice.id, table.c.state == invoice.state).values(stamps)
        ),
    )
    if done.rowcount != 1:
        raise InvalidTransition("Somebody else has just changed this document: look at it again")
    for name, value in stamps.items():
        set_committed_value(invoice, name, value)
