"""Providers that invoice, places that owe, and documents in every state."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

import factory

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Place, PriceBand, VatTreatment
from teachpb.cpd.pricing import vat_on
from teachpb.db import db, transaction
from teachpb.invoices import operations
from teachpb.invoices.models import Invoice, PayerFinance, ProviderFinance, TrainingBudget
from tests.factories.accounts import UserFactory
from tests.factories.base import BaseFactory
from tests.factories.cpd import PlaceFactory
from tests.factories.schools import ProviderFactory, SchoolFactory


class ProviderFinanceFactory(BaseFactory):
    class Meta:
        model = ProviderFinance

    provider = factory.SubFactory(ProviderFactory)
    legal_name = "Nene Teaching School Hub"
    address = "Ham Lane\nPeterborough\nPE2 5UU"
    vat_number = "GB 999 8877 66"
    email = "finance@hub.example.org"
    account_name = "Nene Teaching School Hub"
    sort_code = "20-00-00"
    account_number = "12345678"
    terms_days = 30


class PayerFinanceFactory(BaseFactory):
    class Meta:
        model = PayerFinance

    organisation = factory.SubFactory(SchoolFactory)
    invoice_name = "Riverside School, Finance"
    address = "1 River Lane\nPeterborough\nPE1 1AA"
    email = "finance@school.example.org"


class TrainingBudgetFactory(BaseFactory):
    class Meta:
        model = TrainingBudget

    organisation = factory.SubFactory(SchoolFactory)
    starts_on = date(2025, 9, 1)
    pence = 500_000


def sold(*, net: int = 12_000, off: int = 0, rate: int = 0, **fields: Any) -> Place:
    """A confirmed place at this price. ``rate`` in hundredths of a percent."""
    vat = vat_on(net - off, rate)
    fields.setdefault("price_band", PriceBand.academy_city)
    return PlaceFactory(
        list_pence=net,
        discount_pence=off,
        net_pence=net - off,
        vat_code=VatTreatment.standard if rate else VatTreatment.exempt,
        vat_rate=rate,
        vat_pence=vat,
        price_pence=net - off + vat,
        **fields,
    )


def drafted(place: Place | None = None, **fields: Any) -> Invoice:
    """The draft for a place’s booking; a provider that can issue, and a school that pays, unless told otherwise."""
    if place is None:
        fields.setdefault("booking__payer", SchoolFactory())
        place = sold(**fields)
    provider = place.course_date.course.provider
    if db.session.query(ProviderFinance).filter_by(provider_id=provider.id).first() is None:
        ProviderFinanceFactory(provider=provider)
    with transaction():
        operations.settle(booking_id=place.booking_id)
    return db.session.query(Invoice).filter_by(booking_id=place.booking_id).order_by(Invoice.id.desc()).first()


def issued(place: Place | None = None, actor: User | None = None, **fields: Any) -> Invoice:
    invoice = drafted(place, **fields)
    with transaction():
        operations.issue(actor=actor or UserFactory(), invoice_id=invoice.id)
    return invoice


def paid(invoice: Invoice, pence: int | None = None, actor: User | None = None) -> Invoice:
    actor = actor or UserFactory()
    with transaction():
        operations.record_payment(
            actor=actor,
            invoice_id=invoice.id,
            pence=invoice.balance_pence if pence is None else pence,
            paid_on=clock.today(),
            reference="BACS 1",
            entry=secrets.token_hex(8),
        )
    return invoice


def overdue(**fields: Any) -> Invoice:
    """Issued so long ago that it should have been paid. Needs the frozen clock."""
    frozen = fields.pop("frozen")
    invoice = issued(**fields)
    frozen.advance(timedelta(days=31))
    return invoice
