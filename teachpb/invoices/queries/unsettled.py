"""Where what was invoiced and what is owed are not the same any more."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from teachpb.cpd.models import Place, PlaceState
from teachpb.db import db
from teachpb.invoices.claims import OWES_PRICE
from teachpb.invoices.models import InvoiceLine, LineKind

_Credit = aliased(InvoiceLine)
#: A line that no credit note has taken back.
LIVE = and_(InvoiceLine.turn.is_not(None), ~exists().where(_Credit.credits_line_id == InvoiceLine.id))

_owes_price = Place.state.in_(sorted(OWES_PRICE))
_was_cancelled = Place.state == PlaceState.cancelled_by_customer


def bookings_to_settle() -> list[int]:
    """Ids of the bookings with a place that owes what no line says, or a line that says what no place owes."""
    missing = or_(
        and_(_owes_price, Place.price_pence > 0, _not_invoiced(LineKind.place)),
        and_(_was_cancelled, Place.charge_pence > 0, _not_invoiced(LineKind.cancellation)),
    )
    wrong = (
        select(Place.booking_id)
        .join(InvoiceLine, InvoiceLine.place_id == Place.id)
        .where(
            LIVE,
            or_(
                and_(InvoiceLine.kind == LineKind.place, ~_owes_price),
                and_(InvoiceLine.kind == LineKind.cancellation, ~_was_cancelled),
                and_(InvoiceLine.kind == LineKind.place, InvoiceLine.gross_pence != Place.price_pence),
            ),
        )
    )
    statement = select(Place.booking_id).where(missing).union(wrong)
    return sorted(db.session.scalars(statement))


def _not_invoiced(kind: LineKind) -> ColumnElement[bool]:
    """No line stands for it, and nobody has waived it."""
    of_place = (InvoiceLine.place_id == Place.id, InvoiceLine.kind == kind)
    return and_(~exists().where(*of_place, LIVE), ~exists().where(*of_place, InvoiceLine.waives))
