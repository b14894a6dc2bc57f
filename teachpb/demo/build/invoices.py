"""Invoices in every state: drafted, issued, paid, paid in part, overdue, credited, recharged; and a school's budget."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, Course, CourseDate, CourseDateState, PaymentMethod, Place, PlaceState, PriceBand
from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.invoices import operations
from teachpb.invoices.models import (
    BudgetYear,
    Invoice,
    InvoiceSeries,
    InvoiceState,
    PayerFinance,
    ProviderFinance,
    TrainingBudget,
)
from teachpb.invoices.states import move
from teachpb.invoices.years import year_start
from teachpb.schools.models import Provider, TypeGroup

#: How long ago the first invoices went out: they are overdue unless they were paid.
LONG_AGO = 60


def build_invoices(world: World) -> None:
    for provider, prefix in zip(world.providers, ("TSH", "PCC"), strict=True):
        _finance(provider, prefix)
    _school(world)
    db.session.flush()
    keeper = world.people["provider"]
    _old(world, keeper)
    _new(world, keeper)
    _own(world, keeper)


def _finance(provider: Provider, prefix: str) -> None:
    db.session.add(InvoiceSeries(provider_id=provider.id, prefix=prefix))
    db.session.add(
        ProviderFinance(
            provider_id=provider.id,
            legal_name=provider.name,
            address="Cathedral Square\nPeterborough\nPE1 1XS",
            email=provider.email,
            account_name=provider.name,
            sort_code="00-00-00",
            account_number="00000000",
            footer="Training by an eligible body is exempt from VAT.",
        )
    )


def _school(world: World) -> None:
    school = world.schools[0]
    db.session.add(PayerFinance(organisation_id=school.id, email="finance@school.example", cost_centre="4711"))
    starts_on = year_start(world.today, BudgetYear.academic)
    db.session.add(TrainingBudget(organisation_id=school.id, starts_on=starts_on, pence=4_000_000))


def _old(world: World, keeper: User) -> None:
    """Of courses that are over: one paid, one paid in part, two overdue."""
    with clock.freeze(world.days_ago(LONG_AGO)):
        issued = [_issue(booking_id, keeper) for booking_id in _bookings(world, CourseDateState.delivered, 4)]
    for invoice, pence in zip(issued, (None, 4_000), strict=False):
        _pay(invoice, keeper, invoice.balance_pence if pence is None else pence)


def _new(world: World, keeper: User) -> None:
    """Of courses to come: four drafts, three issued, one of them credited; and a recharge."""
    *drafts, first, second, third, recharged = _bookings(world, CourseDateState.published, 8)
    for booking_id in drafts:
        operations.settle(booking_id=booking_id)
    _issue(first, keeper)
    _issue(second, keeper)
    invoice = _issue(third, keeper)
    note = operations.credit(
        actor=keeper,
        invoice_id=invoice.id,
        line_ids=[line.id for line in invoice.lines],
        reason="The delegate was ill and sent a doctor’s note",
    )
    move(note, note.state, sent_at=clock.now())
    booking = db.session.get_one(Booking, recharged)
    maintained = [school for school in world.schools if school.type_group is TypeGroup.maintained]
    booking.payer = maintained[0] if maintained else booking.payer
    booking.payment_method, booking.cost_centre = PaymentMethod.recharge, "BA2210"
    db.session.flush()
    _issue(recharged, keeper)


def _own(world: World, keeper: User) -> None:
    """A teacher who pays for themselves."""
    run, teacher, at = world.runs[3], world.people["teacher"], world.days_ago(6)
    place = Place(
        course_date=run,
        delegate=teacher,
        delegate_name=teacher.full_name,
        delegate_email=teacher.email,
        state=PlaceState.confirmed,
        state_entered_at=at,
        confirmed_at=at,
        price_band=PriceBand.individual,
        price_pence=run.prices[PriceBand.individual.value],
    )
    booking = Booking(booker=teacher, submitted_at=at, policy_tiers=list(run.course.policy_tiers), places=[place])
    db.session.add(booking)
    db.session.flush()
    if place.price_pence:
        _issue(booking.id, keeper)


def _bookings(world: World, state: CourseDateState, count: int) -> list[int]:
    """Bookings with the teaching school hub that cost something."""
    statement = (
        select(Place.booking_id)
        .join(CourseDate, CourseDate.id == Place.course_date_id)
        .join(Course, Course.id == CourseDate.course_id)
        .where(Course.provider_id == world.providers[0].id, CourseDate.state == state, Place.price_pence > 0)
        .order_by(Place.id)
        .limit(count)
    )
    return list(db.session.scalars(statement))


def _issue(booking_id: int, keeper: User) -> Invoice:
    operations.settle(booking_id=booking_id)
    draft = db.session.scalars(
        select(Invoice).where(Invoice.booking_id == booking_id, Invoice.state == InvoiceState.draft)
    ).one()
    invoice = operations.issue(actor=keeper, invoice_id=draft.id)
    move(invoice, invoice.state, sent_at=clock.now())
    return invoice


def _pay(invoice: Invoice, keeper: User, pence: int) -> None:
    operations.record_payment(
        actor=keeper,
        invoice_id=invoice.id,
        pence=pence,
        paid_on=clock.today(),
        reference="BACS 20417",
        entry=secrets.token_hex(8),
    )
