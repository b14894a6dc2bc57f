"""What a school booked belongs to the school it became."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.cpd import operations, queries
from teachpb.cpd.models import Booking, PayerSettings
from teachpb.cpd.operations import PayerTerms
from teachpb.db import db, transaction
from teachpb.schools.models import Role
from teachpb.schools.operations.succession import succeed
from tests.factories.cpd import PlaceFactory
from tests.factories.schools import SchoolFactory, member
from tests.support.time import FrozenClock


def rules(school: object, **terms: bool) -> None:
    asks = {"asks_approval": False, "asks_purchase_order": False, "asks_cost_centre": False, **terms}
    with transaction():
        operations.set_payer_terms(actor=member(Role.owner, school), payer=school, terms=PayerTerms(**asks))  # type: ignore[arg-type]


def test_bookings_go_along_at_the_price_they_were_sold_at(session: Session, frozen: FrozenClock) -> None:
    old, new, other = SchoolFactory(), SchoolFactory(), SchoolFactory()
    place, apart = PlaceFactory(booking__payer=old, price_pence=9000), PlaceFactory(booking__payer=other)
    lead = member(Role.cpd_lead, old)
    with transaction():
        succeed(predecessor=old, successor=new)
    db.session.expire_all()
    assert (place.booking.payer_id, place.price_pence) == (new.id, 9000)
    assert apart.booking.payer_id == other.id
    assert [found.id for found in db.session.scalars(queries.places_of_school(lead)).unique()] == [place.id], (
        "the lead went along and still sees it"
    )
    with transaction():
        succeed(predecessor=old, successor=new)
    assert db.session.scalar(select(Booking.payer_id).where(Booking.id == place.booking_id)) == new.id


@pytest.mark.parametrize("has_own", [False, True])
def test_booking_rules_go_along_unless_there_are_some(session: Session, frozen: FrozenClock, has_own: bool) -> None:
    old, new = SchoolFactory(), SchoolFactory()
    rules(old, asks_approval=True)
    if has_own:
        rules(new, asks_cost_centre=True)
    with transaction():
        succeed(predecessor=old, successor=new)
    db.session.expire_all()
    row = db.session.scalars(select(PayerSettings).where(PayerSettings.organisation_id == new.id)).one()
    assert (row.asks_approval, row.asks_cost_centre) == (not has_own, has_own)
