"""Documents as rows for a finance system. Nothing about what delegates need is anywhere near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from teachpb.accounts.exporting import plain_row
from teachpb.accounts.models import User
from teachpb.cpd.models import Place
from teachpb.db import db
from teachpb.invoices.models import Invoice, InvoiceLine

COLUMNS = (
    "Number",
    "Kind",
    "State",
    "Date",
    "Pay by",
    "From",
    "To",
    "Purchase order",
    "Cost centre",
    "Booking",
    "Credits",
    "Line",
    "Course",
    "Course date",
    "For",
    "Price band",
    "List price",
    "Discount",
    "Net",
    "VAT treatment",
    "VAT rate %",
    "VAT",
    "Gross",
    "Document total",
    "Document paid",
    "Document credited",
)


def rows_of(documents: Select[Invoice]) -> Iterator[tuple[Any, ...]]:
    """A row a line. Amounts in pounds; on a credit note they are negative."""
    statement = documents.options(
        selectinload(Invoice.lines), joinedload(Invoice.credits), joinedload(Invoice.provider)
    )
    for invoice in db.session.scalars(statement).unique():
        for line in invoice.lines:
            yield _row(invoice, line)


def pounds(pence: int) -> Decimal:
    return Decimal(pence) / 100


def _row(invoice: Invoice, line: InvoiceLine) -> tuple[Any, ...]:
    sign = -1 if invoice.is_credit else 1
    return (
        invoice.number,
        invoice.kind.label,
        invoice.state.label,
        invoice.issued_on,
        invoice.due_on,
        invoice.seller_name or invoice.provider.name,
        invoice.payer_name,
        invoice.purchase_order,
        invoice.cost_centre,
        invoice.reference,
        invoice.credits.number if invoice.credits else "",
        line.kind.label,
        line.course_title,
        line.course_on,
        line.delegate,
        line.price_band.label,
        *(pounds(sign * pence) for pence in (line.list_pence, line.discount_pence, line.net_pence)),
        line.vat_code.label,
        pounds(line.vat_rate),
        *(pounds(sign * pence) for pence in (line.vat_pence, line.gross_pence)),
        *(pounds(sign * pence) for pence in (invoice.gross_pence, invoice.paid_pence, invoice.credited_pence)),
    )


def lines_about(user: User) -> list[dict[str, Any]]:
    """What stands on invoices about somebody’s places, for a copy of everything kept about them."""
    lines = db.session.scalars(
        select(InvoiceLine).join(InvoiceLine.place).where(Place.delegate_id == user.id).order_by(InvoiceLine.id)
    )
    columns = InvoiceLine.__table__.columns
    return [plain_row(columns, {column.name: getattr(line, column.name) for column in columns}) for line in lines]


def spending_rows(places: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """A row a place: who, what, when, and what it costs in pounds."""
    for each in places:
        place, spent = each.place, each.spent
        run = place.course_date
        yield (
            place.delegate_name,
            run.course.title,
            run.starts_at,
            ", ".join(theme.label for theme in run.course.themes),
            place.state.label,
            *(
                pounds(pence)
                for pence in (spent.committed_pence, spent.invoiced_pence, spent.paid_pence, spent.charges_pence)
            ),
        )


SPENDING_COLUMNS = ("Who", "Course", "When", "Themes", "State", "Committed", "Invoiced", "Paid", "Of that, charges")
