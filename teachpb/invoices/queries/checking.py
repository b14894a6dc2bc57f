"""Are the books in order? What ``flask invoices verify`` looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from teachpb.db import db
from teachpb.invoices.amounts import sums_of
from teachpb.invoices.fingerprint import fingerprint
from teachpb.invoices.models import Invoice, InvoiceSeries, InvoiceState, Payment


def problems() -> Iterator[str]:
    """A sentence for every number that is missing or twice, and every document that is not what was issued."""
    for series in db.session.scalars(select(InvoiceSeries).order_by(InvoiceSeries.id)):
        yield from _gaps(series)
    documents = (
        select(Invoice)
        .where(Invoice.state != InvoiceState.draft)
        .options(selectinload(Invoice.lines))
        .order_by(Invoice.id)
        .execution_options(yield_per=500)
    )
    for invoice in db.session.scalars(documents):
        yield from _changes(invoice)
    paid = select(Invoice.number).where(
        Invoice.paid_pence
        != select(func.coalesce(func.sum(Payment.pence), 0)).where(Payment.invoice_id == Invoice.id).scalar_subquery()
    )
    for number in db.session.scalars(paid):
        yield f"{number}: what is noted as paid is not the sum of its payments"


def _gaps(series: InvoiceSeries) -> Iterator[str]:
    statement = select(Invoice.serial).where(Invoice.provider_id == series.provider_id, Invoice.serial.is_not(None))
    given = Counter(serial for serial in db.session.scalars(statement) if serial is not None)
    wanted = range(1, series.last_serial + 1)
    for serial in sorted({*given, *wanted}):
        if serial not in given:
            yield f"{series.number_of(serial)} is missing"
        elif given[serial] > 1:
            yield f"{series.number_of(serial)} was given out {given[serial]} times"
        elif serial not in wanted:
            yield f"{series.number_of(serial)} was never given out"


def _changes(invoice: Invoice) -> Iterator[str]:
    sums = sums_of(invoice.lines)
    if (sums.net_pence, sums.vat_pence) != (invoice.net_pence, invoice.vat_pence):
        yield f"{invoice.number}: the lines do not add up to the document"
    if invoice.digest != fingerprint(invoice):
        yield f"{invoice.number}: it is not what was issued"
