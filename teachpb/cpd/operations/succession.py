"""A school became another: what it booked, and what it asks of bookings, goes along."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from teachpb.audit.operations import record
from teachpb.cpd.models import Booking, PayerSettings
from teachpb.db import db
from teachpb.schools.models import Organisation


def follow_succession(*, predecessor: Organisation, successor: Organisation) -> int:
    """Its bookings belong to the successor, past ones too, so that whoever looks after training there sees who was
    trained; places keep the price they were sold at, and invoices that were issued keep the name they were issued to.
    Booking rules go along unless the successor has its own. Returns how many bookings."""
    moved = cast(
        "CursorResult[Any]",
        db.session.execute(update(Booking).where(Booking.payer_id == predecessor.id).values(payer_id=successor.id)),
    ).rowcount
    rules = {
        row.organisation_id: row
        for row in db.session.scalars(
            select(PayerSettings).where(PayerSettings.organisation_id.in_([predecessor.id, successor.id]))
        )
    }
    if predecessor.id in rules and successor.id not in rules:
        rules[predecessor.id].organisation_id = successor.id
    if moved:
        record(
            actor=None,
            verb="bookings_succeeded",
            subject=successor,
            organisation_id=successor.id,
            changes={"bookings": (0, moved)},
        )
    return moved
