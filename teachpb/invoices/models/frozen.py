"""What was issued stays as it was issued: refused here, whoever asks.

Drafts may change and go. Of an issued document only its state, what was paid and credited, and when it was sent may
change; of its lines only the delegate's name, and only to nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, ORMExecuteState, Session

from teachpb.invoices.models.enums import InvoiceState
from teachpb.invoices.models.invoice import Invoice, InvoiceLine, Payment


class Issued(RuntimeError):
    """Somebody wanted to change a document that was issued. Only a credit note can take it back."""


#: What may change on an issued document.
MOVING = frozenset({"state", "state_entered_at", "paid_pence", "credited_pence", "sent_at", "updated_at"})


def _is_issued(connection: Connection, invoice_id: int) -> bool:
    state = connection.scalar(select(Invoice.state).where(Invoice.id == invoice_id))
    return state is not None and state is not InvoiceState.draft


def _changed(target: Any) -> set[str]:
    state = inspect(target)
    return {column.key for column in state.mapper.column_attrs if state.attrs[column.key].history.has_changes()}


def _keep_invoice(_mapper: Mapper[Any], connection: Connection, invoice: Invoice) -> None:
    if _is_issued(connection, invoice.id) and (wrong := _changed(invoice) - MOVING):
        raise Issued(f"invoice {invoice.id} was issued: {sorted(wrong)} cannot change")


def _keep_line(_mapper: Mapper[Any], connection: Connection, line: InvoiceLine) -> None:
    only_blanked = _changed(line) == {"delegate"} and line.delegate == ""
    if not only_blanked and _is_issued(connection, line.invoice_id):
        raise Issued(f"line {line.id} stands on an issued document")


def _keep_row(_mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    number = row.id if isinstance(row, Invoice) else row.invoice_id
    if _is_issued(connection, number):
        raise Issued(f"{row!r} belongs to an issued document and cannot be deleted")


def _add_line(_mapper: Mapper[Any], connection: Connection, line: InvoiceLine) -> None:
    if line.credits_line_id is None and _is_issued(connection, line.invoice_id):
        raise Issued("a line cannot be added to an issued document")


def _refuse_in_bulk(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper is not None and mapper.class_ in (Invoice, InvoiceLine, Payment):
        raise Issued("documents are changed one at a time, never in bulk")


event.listen(Invoice, "before_update", _keep_invoice)
event.listen(Invoice, "before_delete", _keep_row)
event.listen(InvoiceLine, "before_insert", _add_line)
event.listen(InvoiceLine, "before_update", _keep_line)
event.listen(InvoiceLine, "before_delete", _keep_row)
event.listen(Payment, "before_update", _keep_row)
event.listen(Payment, "before_delete", _keep_row)
event.listen(Session, "do_orm_execute", _refuse_in_bulk)
