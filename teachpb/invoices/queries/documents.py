"""Reading documents, always from a person or an organisation."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import CourseDate, Place
from teachpb.db import LabelledEnum, db
from teachpb.invoices.models import (
    DocumentKind,
    Invoice,
    InvoiceLine,
    InvoiceSeries,
    InvoiceState,
    IssueMode,
    PayerFinance,
    ProviderFinance,
)
from teachpb.invoices.models.invoice import UNPAID
from teachpb.schools.models import Organisation, Provider, Role
from teachpb.schools.policies import is_officer
from teachpb.schools.queries import organisation_ids_for

PAYING_ROLES = (Role.owner, Role.cpd_lead)


class Shelf(LabelledEnum):
    """How a provider's list is divided."""

    all = "all", "All"
    drafts = "drafts", "Drafts"
    unpaid = "unpaid", "Unpaid"
    overdue = "overdue", "Overdue"
    paid = "paid", "Paid"
    credited = "credited", "Credited"


_not_credit = Invoice.kind != DocumentKind.credit_note
_issued = Invoice.state != InvoiceState.draft


def on_shelf(shelf: Shelf) -> ColumnElement[bool]:
    unpaid = and_(Invoice.state.in_(sorted(UNPAID)), _not_credit)
    return {
        Shelf.all: Invoice.id.is_not(None),
        Shelf.drafts: Invoice.state == InvoiceState.draft,
        Shelf.unpaid: unpaid,
        Shelf.overdue: and_(unpaid, Invoice.due_on < clock.today()),
        Shelf.paid: Invoice.state == InvoiceState.paid,
        Shelf.credited: or_(Invoice.state == InvoiceState.credited, Invoice.kind == DocumentKind.credit_note),
    }[shelf]


def documents_of_provider(provider: Provider, shelf: Shelf = Shelf.all) -> Select[Invoice]:
    """Drafts first, then by number, the newest first; what is overdue by how long."""
    statement = select(Invoice).where(Invoice.provider_id == provider.id, on_shelf(shelf)).options(*_ROW)
    if shelf is Shelf.overdue:
        return statement.order_by(Invoice.due_on, Invoice.id)
    return statement.order_by(case((Invoice.serial.is_(None), 0), else_=1), Invoice.serial.desc(), Invoice.id)


def counts_of(provider: Provider) -> dict[Shelf, int]:
    """How many stand on each shelf."""
    columns = [func.count(case((on_shelf(shelf), 1))) for shelf in Shelf]
    row = db.session.execute(select(*columns).where(Invoice.provider_id == provider.id)).one()
    return dict(zip(Shelf, row, strict=True))


def documents_of_school(payer: Organisation) -> Select[Invoice]:
    """What was issued to this payer, the newest first."""
    return _issued_first().where(Invoice.payer_id == payer.id)


def documents_of_user(user: User) -> Select[Invoice]:
    """What was issued to somebody who pays for themselves."""
    return _issued_first().where(Invoice.user_id == user.id)


def issued_documents() -> Select[Invoice]:
    """Everything that was issued, for the council's officers."""
    return _issued_first()


def document_visible_to(user: User, invoice_id: int) -> Invoice | None:
    """The document with its lines, payments and credit notes, or None where ``user`` may not know of it. A draft is the
    provider's own business."""
    return db.session.scalar(
        select(Invoice)
        .where(Invoice.id == invoice_id, _visible_to(user))
        .options(
            *_ROW,
            selectinload(Invoice.lines),
            selectinload(Invoice.payments),
            selectinload(Invoice.credit_notes).selectinload(Invoice.lines),
            joinedload(Invoice.credits),
        )
    )


def drafts_of(provider: Provider) -> list[Invoice]:
    """Everything this provider could issue now."""
    return list(db.session.scalars(documents_of_provider(provider, Shelf.drafts)))


def prefix_of(provider: Provider) -> str:
    """What stands before the provider's numbers; empty where none was chosen."""
    prefix = db.session.scalar(select(InvoiceSeries.prefix).where(InvoiceSeries.provider_id == provider.id))
    return prefix or ""


def drafts_due() -> list[int]:
    """Ids of the drafts of providers that issue by themselves, whose first course is near enough, or over."""
    first = (
        select(func.min(CourseDate.starts_at))
        .join(Place, Place.course_date_id == CourseDate.id)
        .join(InvoiceLine, InvoiceLine.place_id == Place.id)
        .where(InvoiceLine.invoice_id == Invoice.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Invoice.id, first, ProviderFinance.issue_days)
        .join(ProviderFinance, ProviderFinance.provider_id == Invoice.provider_id)
        .where(Invoice.state == InvoiceState.draft, ProviderFinance.issue_mode == IssueMode.before_run)
        .order_by(Invoice.id)
    ).all()
    today = clock.today()
    return [
        number
        for number, starts_at, days in rows
        if starts_at is None or clock.london_day(starts_at) - timedelta(days=days) <= today
    ]


def unsent(limit: int = 100) -> list[int]:
    """Ids of documents that were issued and not mailed yet."""
    statement = select(Invoice.id).where(_issued, Invoice.sent_at.is_(None)).order_by(Invoice.id).limit(limit)
    return list(db.session.scalars(statement))


def provider_finance(provider_id: int) -> ProviderFinance | None:
    return db.session.scalar(select(ProviderFinance).where(ProviderFinance.provider_id == provider_id))


def payer_finance(organisation_id: int | None) -> PayerFinance | None:
    if organisation_id is None:
        return None
    return db.session.scalar(select(PayerFinance).where(PayerFinance.organisation_id == organisation_id))


_ROW = (joinedload(Invoice.payer), joinedload(Invoice.provider))


def _issued_first() -> Select[Invoice]:
    return select(Invoice).where(_issued).options(*_ROW).order_by(Invoice.issued_on.desc(), Invoice.id.desc())


def _visible_to(user: User) -> ColumnElement[bool]:
    providers = organisation_ids_for(user, Role.provider_admin)
    payers = organisation_ids_for(user, *PAYING_ROLES)
    issued_to = or_(Invoice.payer_id.in_(sorted(payers)), Invoice.user_id == user.id)
    if is_officer(user, Role.cpd_officer):
        return or_(Invoice.provider_id.in_(sorted(providers)), _issued)
    return or_(Invoice.provider_id.in_(sorted(providers)), and_(_issued, issued_to))
