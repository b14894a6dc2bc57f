"""What a school spends on training in a year, by person and by theme. A place counts in the year its course begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from teachpb import clock
from teachpb.cpd.models import Booking, CourseDate, Place, PlaceState
from teachpb.db import db
from teachpb.invoices.claims import OWES_PRICE, amounts_owed
from teachpb.invoices.models import Invoice, InvoiceLine, InvoiceState, LineKind, TrainingBudget
from teachpb.invoices.queries.unsettled import LIVE
from teachpb.invoices.years import year_end
from teachpb.schools.models import Organisation

SHOWN = 20


@dataclass
class Spent:
    """Pence: booked and not invoiced; invoiced and not paid in full; paid. ``charges_pence`` is how much of the three
    is charges for cancelling."""

    committed_pence: int = 0
    invoiced_pence: int = 0
    paid_pence: int = 0
    charges_pence: int = 0

    @property
    def total_pence(self) -> int:
        return self.committed_pence + self.invoiced_pence + self.paid_pence

    def add(self, other: Spent) -> None:
        self.committed_pence += other.committed_pence
        self.invoiced_pence += other.invoiced_pence
        self.paid_pence += other.paid_pence
        self.charges_pence += other.charges_pence


@dataclass(frozen=True)
class SpentOn:
    """One place and what it costs."""

    place: Place
    spent: Spent


@dataclass
class Spending:
    """A school's year. A course with two themes counts under both, so the themes may add up to more than the total."""

    budget_pence: int | None
    total: Spent = field(default_factory=Spent)
    places: list[SpentOn] = field(default_factory=list)
    by_person: dict[str, Spent] = field(default_factory=dict)
    by_theme: dict[str, Spent] = field(default_factory=dict)

    @property
    def top_people(self) -> dict[str, Spent]:
        """Those most was spent on, for a page."""
        return dict(list(self.by_person.items())[:SHOWN])

    @property
    def left_pence(self) -> int | None:
        return None if self.budget_pence is None else self.budget_pence - self.total.total_pence


def budget_of(payer: Organisation, starts_on: date) -> TrainingBudget | None:
    return db.session.scalar(
        select(TrainingBudget).where(TrainingBudget.organisation_id == payer.id, TrainingBudget.starts_on == starts_on)
    )


def spending_of(payer: Organisation, starts_on: date) -> Spending:
    """The year that begins on ``starts_on``: four questions, however many places."""
    which = _which(payer, starts_on)
    places, standing, waived = _places(which), _standing(which), _waived(which)
    budget = budget_of(payer, starts_on)
    found = Spending(budget_pence=budget.pence if budget else None)
    for place in places:
        spent = _spent(place, standing.get(place.id, []), waived)
        if not spent.total_pence:
            continue
        found.total.add(spent)
        found.places.append(SpentOn(place, spent))
        found.by_person.setdefault(place.delegate_name or "Not named yet", Spent()).add(spent)
        for theme in place.course_date.course.themes:
            found.by_theme.setdefault(theme.label, Spent()).add(spent)
    found.by_person = _dearest_first(found.by_person)
    found.by_theme = _dearest_first(found.by_theme)
    return found


def _which(payer: Organisation, starts_on: date) -> Select[int]:
    """Ids of the places that cost this payer something, on courses that begin in the year."""
    begin = clock.at_london(starts_on, time())
    end = clock.at_london(year_end(starts_on) + timedelta(days=1), time())
    return (
        select(Place.id)
        .join(Place.booking)
        .join(Place.course_date)
        .where(
            Booking.payer_id == payer.id,
            Place.state.in_(sorted({*OWES_PRICE, PlaceState.cancelled_by_customer})),
            CourseDate.starts_at >= begin,
            CourseDate.starts_at < end,
        )
    )


def _places(which: Select[int]) -> list[Place]:
    return list(
        db.session.scalars(
            select(Place)
            .join(Place.course_date)
            .where(Place.id.in_(which))
            .options(contains_eager(Place.course_date).joinedload(CourseDate.course))
            .order_by(CourseDate.starts_at, Place.id)
        )
    )


def _standing(which: Select[int]) -> dict[int, list[InvoiceLine]]:
    found: dict[int, list[InvoiceLine]] = {}
    lines = db.session.scalars(
        select(InvoiceLine)
        .join(InvoiceLine.invoice)
        .where(InvoiceLine.place_id.in_(which), LIVE, Invoice.state != InvoiceState.draft)
        .options(contains_eager(InvoiceLine.invoice))
        .order_by(InvoiceLine.id)
    )
    for line in lines:
        found.setdefault(line.place_id, []).append(line)
    return found


def _waived(which: Select[int]) -> set[tuple[int, LineKind]]:
    rows = db.session.execute(
        select(InvoiceLine.place_id, InvoiceLine.kind).where(InvoiceLine.place_id.in_(which), InvoiceLine.waives)
    )
    return {(place_id, kind) for place_id, kind in rows}


def _spent(place: Place, lines: list[InvoiceLine], waived: set[tuple[int, LineKind]]) -> Spent:
    spent = Spent()
    for line in lines:
        if line.invoice.state is InvoiceState.paid:
            spent.paid_pence += line.gross_pence
        else:
            spent.invoiced_pence += line.gross_pence
    owed = amounts_owed(place)
    kind = LineKind.place if place.state in OWES_PRICE else LineKind.cancellation
    if owed is not None and not any(line.kind is kind for line in lines) and (place.id, kind) not in waived:
        spent.committed_pence = owed.gross_pence
    if kind is LineKind.cancellation:
        spent.charges_pence = spent.total_pence
    return spent


def _dearest_first(sums: dict[str, Spent]) -> dict[str, Spent]:
    return dict(sorted(sums.items(), key=_by_cost))


def _by_cost(row: tuple[str, Spent]) -> tuple[int, str]:
    return -row[1].total_pence, row[0]
