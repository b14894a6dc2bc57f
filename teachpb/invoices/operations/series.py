"""The lock that all writing to a provider's documents goes through, and the next number.

The row of the series is locked first (``SELECT … FOR UPDATE`` at READ COMMITTED; on SQLite ``BEGIN IMMEDIATE`` has
locked already), documents are read afterwards. A number belongs to the transaction of its document: rolled back or
killed, both are gone, and the next one gets the number.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from teachpb.db import db, in_transaction
from teachpb.invoices.models import Invoice, InvoiceSeries


def locked_series(provider_id: int) -> InvoiceSeries:
    """The provider's series, locked until the transaction ends; made when there is none yet. Raises RuntimeError
    outside a transaction."""
    if not in_transaction():
        raise RuntimeError("a series is locked inside transaction()")
    return lock_row(provider_id) or _begin(provider_id)


def lock_row(provider_id: int) -> InvoiceSeries | None:
    return db.session.scalar(
        select(InvoiceSeries)
        .where(InvoiceSeries.provider_id == provider_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def next_number(series: InvoiceSeries) -> tuple[int, str]:
    """The next serial and the number made of it. Only under the lock."""
    series.last_serial += 1
    db.session.flush()
    return series.last_serial, series.number_of(series.last_serial)


def locked_document(invoice_id: int) -> tuple[InvoiceSeries, Invoice]:
    """The document as it is once its provider's series is locked, whatever was read before. Raises LookupError."""
    provider_id = db.session.scalar(select(Invoice.provider_id).where(Invoice.id == invoice_id))
    if provider_id is None:
        raise LookupError(f"no invoice {invoice_id}")
    series = locked_series(provider_id)
    invoice = db.session.scalar(
        select(Invoice)
        .where(Invoice.id == invoice_id)
        .options(selectinload(Invoice.lines))
        .execution_options(populate_existing=True)
    )
    if invoice is None:
        raise LookupError(f"no invoice {invoice_id}")
    return series, invoice


def _begin(provider_id: int) -> InvoiceSeries:
    try:
        with db.session.begin_nested():
            db.session.add(InvoiceSeries(provider_id=provider_id, prefix=f"P{provider_id}"))
    except IntegrityError:
        pass  # somebody else has just begun it
    series = lock_row(provider_id)
    if series is None:
        raise LookupError(f"no series for provider {provider_id}")
    return series
