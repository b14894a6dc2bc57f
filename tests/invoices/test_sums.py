"""Whatever is sold, given back, credited and paid: what was issued is what remains and what was credited, and what
remains is what is owed. To the penny."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd import operations as cpd
from teachpb.cpd.charges import Tier, charge_for
from teachpb.cpd.models import Place, PlaceState
from teachpb.cpd.places import move
from teachpb.cpd.signals import place_cancelled, place_confirmed, place_replaced
from teachpb.db import db, transaction
from teachpb.invoices import operations, queries
from teachpb.invoices.claims import amounts_owed
from teachpb.invoices.models import Invoice, InvoiceState
from tests.factories.accounts import UserFactory
from tests.factories.cpd import BookingFactory, CourseDateFactory
from tests.factories.invoices import ProviderFinanceFactory, issued, sold
from tests.factories.schools import SchoolFactory
from tests.support.database import undone
from tests.support.time import FrozenClock

TIERS = [Tier(5, percent=0), Tier(2, percent=50), Tier(0, percent=100)]
FIRST_DAY = date(2026, 5, 5)


@dataclass(frozen=True)
class Sale:
    """A place, and when (in hours before the course) it is given back, if it is."""

    net: int
    percent_off: int
    rate: int
    hours: int | None


SALES = st.lists(
    st.builds(
        Sale,
        net=st.integers(0, 50_000),
        percent_off=st.sampled_from([0, 10, 33, 100]),
        rate=st.sampled_from([0, 500, 2_000]),
        hours=st.one_of(st.none(), st.integers(20, 400)),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture
def provider(session: Session, frozen: FrozenClock) -> Iterator[Any]:
    run = CourseDateFactory(day=FIRST_DAY, capacity=50)
    ProviderFinanceFactory(provider=run.course.provider)
    yield run


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(sales=SALES, goodwill=st.integers(0, 3))
def test_issued_is_remaining_and_credited(provider: Any, sales: list[Sale], goodwill: int) -> None:
    with undone():
        booking = BookingFactory(payer=SchoolFactory())
        places = [_sell(provider, booking, sale) for sale in sales]
        _settle_and_issue(booking.id)
        for place, sale in zip(places, sales, strict=True):
            if sale.hours is not None:
                _give_back(place, sale.hours)
        _settle_and_issue(booking.id)
        owed = sum(amounts.gross_pence for place in places if (amounts := amounts_owed(place)))
        assert _remaining(booking.id) == owed
        waived = _credit_some(booking.id, goodwill)
        _settle_and_issue(booking.id)
        assert _remaining(booking.id) == owed - waived
        assert list(queries.problems()) == []
        assert queries.bookings_to_settle() == []


def _sell(run: Any, booking: Any, sale: Sale) -> Place:
    off = sale.net * sale.percent_off // 100
    return sold(net=sale.net, off=off, rate=sale.rate, course_date=run, booking=booking, delegate=UserFactory())


def _give_back(place: Place, hours: int) -> None:
    """By the terms: what is shown is what is kept."""
    moment = clock.at_london(FIRST_DAY, datetime.min.time()) - timedelta(hours=hours)
    charge = charge_for(price_pence=place.price_pence, tiers=TIERS, moment=moment, first_day=FIRST_DAY)
    with transaction():
        move(place, PlaceState.cancelled_by_customer, now=clock.now(), charge_pence=charge.pence)


def _settle_and_issue(booking_id: int) -> None:
    with transaction():
        operations.settle(booking_id=booking_id)
    for invoice in _documents(booking_id):
        if invoice.is_draft:
            with transaction():
                operations.issue(actor=None, invoice_id=invoice.id)


def _credit_some(booking_id: int, count: int) -> int:
    """Waive so many lines. Returns how much."""
    waived = 0
    for invoice in _documents(booking_id):
        if invoice.is_credit or invoice.state is InvoiceState.credited or count <= 0:
            continue
        taken = {line.credits_line_id for note in invoice.credit_notes for line in note.lines}
        line = next(line for line in invoice.lines if line.id not in taken)
        with transaction():
            note = operations.credit(actor=UserFactory(), invoice_id=invoice.id, line_ids=[line.id], reason="Goodwill")
            waived, count = waived + note.gross_pence, count - 1
    return waived


def _documents(booking_id: int) -> list[Invoice]:
    db.session.expire_all()
    return list(db.session.scalars(select(Invoice).where(Invoice.booking_id == booking_id).order_by(Invoice.id)))


def _remaining(booking_id: int) -> int:
    documents = _documents(booking_id)
    notes = sum(each.gross_pence for each in documents if each.is_credit)
    given_out = [each for each in documents if not each.is_credit]
    assert all(each.remaining_pence + each.credited_pence == each.gross_pence for each in given_out)
    assert sum(each.credited_pence for each in given_out) == notes
    return sum(each.gross_pence for each in given_out) - notes


def test_every_change_of_a_place_wakes_the_drafting(app: Flask) -> None:
    with patch("teachpb.invoices.register.wake") as woken:
        for signal in (place_confirmed, place_cancelled, place_replaced):
            signal.send(app, place_id=1, course_id=1, course_date_id=1, successor_id=2)
    assert [call.args for call in woken.call_args_list] == [("invoices.settle",)] * 3


def test_giving_a_place_back_is_told(session: Session, frozen: FrozenClock) -> None:
    place = issued().lines[0].place
    heard: list[int] = []

    def hear(_sender: Any, *, place_id: int, **_: Any) -> None:
        heard.append(place_id)

    with place_cancelled.connected_to(hear):
        shown = cpd.cancellation_charge(place=place, moment=clock.now())
        with transaction():
            cpd.cancel_place(actor=place.booking.booker, place_id=place.id, shown_pence=shown.pence)
    assert heard == [place.id]
