"""What a provider has invoiced, by course, date and price band: issued, credited, paid and still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from teachpb import clock
from teachpb.cpd.models import Course, CourseDate, Place, PriceBand
from teachpb.db import db
from teachpb.invoices.models import Invoice, InvoiceLine, InvoiceState
from teachpb.invoices.years import year_end
from teachpb.schools.models import Provider


@dataclass
class Taken:
    """Pence with VAT. ``issued`` less ``credited`` is what remains; of that, ``paid`` stands on documents paid in full
    and the rest is open. ``drafted`` is not issued yet."""

    places: int = 0
    drafted_pence: int = 0
    issued_pence: int = 0
    credited_pence: int = 0
    paid_pence: int = 0

    @property
    def remaining_pence(self) -> int:
        return self.issued_pence - self.credited_pence

    @property
    def unpaid_pence(self) -> int:
        return self.remaining_pence - self.paid_pence

    def add(self, other: Taken) -> None:
        self.places += other.places
        self.drafted_pence += other.drafted_pence
        self.issued_pence += other.issued_pence
        self.credited_pence += other.credited_pence
        self.paid_pence += other.paid_pence


@dataclass(frozen=True)
class IncomeRow:
    """One price band on one date of one course."""

    course_id: int
    course_title: str
    course_date_id: int
    starts_at: datetime | None
    band: PriceBand
    taken: Taken = field(default_factory=Taken)


def income_of(provider: Provider, starts_on: date) -> list[IncomeRow]:
    """The courses that begin in the year from ``starts_on``, by title, date and band: one question."""
    begin = clock.at_london(starts_on, time())
    end = clock.at_london(year_end(starts_on) + timedelta(days=1), time())
    credit = aliased(InvoiceLine)
    draft, is_paid = Invoice.state == InvoiceState.draft, Invoice.state == InvoiceState.paid
    gross, was_credited = InvoiceLine.gross_pence, credit.id.is_not(None)
    rows = db.session.execute(
        select(
            Course.id,
            Course.title,
            CourseDate.id,
            CourseDate.starts_at,
            InvoiceLine.price_band,
            func.count(func.distinct(InvoiceLine.place_id)),
            func.sum(case((draft, gross), else_=0)),
            func.sum(case((draft, 0), else_=gross)),
            func.sum(case((was_credited, gross), else_=0)),
            func.sum(case((is_paid & ~was_credited, gross), else_=0)),
        )
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .join(Place, Place.id == InvoiceLine.place_id)
        .join(CourseDate, CourseDate.id == Place.course_date_id)
        .join(Course, Course.id == CourseDate.course_id)
        .outerjoin(credit, credit.credits_line_id == InvoiceLine.id)
        .where(
            Invoice.provider_id == provider.id,
            InvoiceLine.turn.is_not(None),
            CourseDate.starts_at >= begin,
            CourseDate.starts_at < end,
        )
        .group_by(Course.id, Course.title, CourseDate.id, CourseDate.starts_at, InvoiceLine.price_band)
        .order_by(Course.title, Course.id, CourseDate.starts_at, CourseDate.id, InvoiceLine.price_band)
    ).all()
    return [_row(tuple(row)) for row in rows]


def _row(row: tuple[Any, ...]) -> IncomeRow:
    course_id, title, course_date_id, starts_at, band, *sums = row
    return IncomeRow(course_id, title, course_date_id, starts_at, band, Taken(*(int(each or 0) for each in sums)))


def total_of(rows: Iterable[IncomeRow]) -> Taken:
    total = Taken()
    for row in rows:
        total.add(row.taken)
    return total


def by_course(rows: Iterable[IncomeRow]) -> dict[str, Taken]:
    found: dict[str, Taken] = {}
    for row in rows:
        found.setdefault(row.course_title, Taken()).add(row.taken)
    return found


def by_band(rows: Iterable[IncomeRow]) -> dict[str, Taken]:
    found: dict[str, Taken] = {}
    for row in rows:
        found.setdefault(row.band.label, Taken()).add(row.taken)
    return found
