"""Bringing what is invoiced for a booking in line with what its places owe: the draft follows, what was issued is
credited and drafted anew. Safe to run at any time, twice, and side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, Course, CourseDate, PaymentMethod, Place
from teachpb.db import db
from teachpb.invoices import queries
from teachpb.invoices.amounts import sums_of
from teachpb.invoices.claims import Claim, claims_of
from teachpb.invoices.models import DocumentKind, Invoice, InvoiceLine, InvoiceSeries, InvoiceState
from teachpb.invoices.operations.crediting import credit_lines
from teachpb.invoices.operations.series import locked_series
from teachpb.schools.models import School

CHANGED = "The booking has changed"


@dataclass
class Settled:
    """What came of it."""

    drafted: int = 0
    credited: int = 0


def settle(*, booking_id: int, actor: User | None = None) -> Settled:
    """Make the lines of a booking say what its places owe now. Raises LookupError."""
    found = Settled()
    for provider_id in _providers_of(booking_id):
        settle_with(locked_series(provider_id), booking_id, found, actor=actor)
    return found


def settle_with(series: InvoiceSeries, booking_id: int, found: Settled, *, actor: User | None) -> Invoice | None:
    """The same with one provider whose series is locked. Returns the draft, or None where nothing is to be drafted."""
    booking = _fresh(booking_id)
    payer = queries.payer_finance(booking.payer_id)
    ours = [place for place in booking.places if place.course_date.course.provider_id == series.provider_id]
    lines = _lines_of(booking_id, series.provider_id)
    claims = _not_waived(claims_of(ours, shows_names=bool(payer and payer.shows_names)), lines)
    stale: dict[Invoice, list[InvoiceLine]] = {}
    for line in _standing(lines):
        claim = next((each for each in claims if each.matches(line)), None)
        if claim is not None:
            claims.remove(claim)
        else:
            stale.setdefault(line.invoice, []).append(line)
    for invoice, wrong in stale.items():
        credit_lines(series, invoice, wrong, reason=CHANGED, actor=actor)
        found.credited += 1
    return _redraft(series, booking, claims, lines, found)


def _standing(lines: Sequence[InvoiceLine]) -> list[InvoiceLine]:
    """Issued lines that no credit note has taken back."""
    taken_back = {line.credits_line_id for line in lines}
    return [line for line in lines if line.turn and line.id not in taken_back and not line.invoice.is_draft]


def _not_waived(claims: list[Claim], lines: Sequence[InvoiceLine]) -> list[Claim]:
    waived = {(line.place_id, line.kind) for line in lines if line.waives}
    return [claim for claim in claims if (claim.place_id, claim.kind) not in waived]


def _redraft(
    series: InvoiceSeries, booking: Booking, claims: list[Claim], lines: Sequence[InvoiceLine], found: Settled
) -> Invoice | None:
    draft = db.session.scalar(
        select(Invoice).where(
            Invoice.booking_id == booking.id,
            Invoice.provider_id == series.provider_id,
            Invoice.state == InvoiceState.draft,
        )
    )
    if not claims:
        if draft is not None:
            db.session.delete(draft)
            db.session.flush()
        return None
    if draft is None:
        draft = Invoice(provider_id=series.provider_id, booking=booking, kind=DocumentKind.invoice)
        db.session.add(draft)
    _address(draft, booking)
    draft.lines.clear()
    db.session.flush()
    turns = _turns(claims)
    draft.lines.extend(InvoiceLine(turn=turns[claim.place_id] + 1, **claim.as_columns()) for claim in claims)
    sums = sums_of(draft.lines)
    draft.net_pence, draft.vat_pence, draft.gross_pence = sums.net_pence, sums.vat_pence, sums.gross_pence
    db.session.flush()
    found.drafted += 1
    return draft


def _turns(claims: Sequence[Claim]) -> dict[int, int]:
    """How often each of these places was invoiced so far."""
    ids = [claim.place_id for claim in claims]
    rows = db.session.execute(
        select(InvoiceLine.place_id, func.max(InvoiceLine.turn))
        .where(InvoiceLine.place_id.in_(ids), InvoiceLine.turn.is_not(None))
        .group_by(InvoiceLine.place_id)
    ).all()
    return {**dict.fromkeys(ids, 0), **{place_id: turn or 0 for place_id, turn in rows}}


def _address(draft: Invoice, booking: Booking) -> None:
    """Whom it goes to, as it stands today."""
    payer, finance = booking.payer, queries.payer_finance(booking.payer_id)
    draft.kind = DocumentKind.recharge if booking.payment_method is PaymentMethod.recharge else DocumentKind.invoice
    draft.payer_id, draft.user_id = booking.payer_id, None if payer else booking.booker_id
    draft.payer_name = (finance and finance.invoice_name) or (payer.name if payer else booking.booker.full_name)
    draft.payer_address = (finance and finance.address) or _address_of(payer)
    draft.payer_email = (finance and finance.email) or booking.booker.email
    draft.purchase_order = booking.purchase_order
    draft.cost_centre = booking.cost_centre or (finance.cost_centre if finance else "")
    draft.reference = booking.reference


def _address_of(payer: object) -> str:
    if not isinstance(payer, School):
        return ""
    return "\n".join(part for part in (payer.street, payer.town, payer.postcode) if part)


def _providers_of(booking_id: int) -> list[int]:
    """The providers of its places, and of its documents. In order, so that two who lock several never wait for each
    other."""
    of_places = (
        select(Course.provider_id)
        .join(CourseDate, CourseDate.course_id == Course.id)
        .join(Place, Place.course_date_id == CourseDate.id)
        .where(Place.booking_id == booking_id)
    )
    of_documents = select(Invoice.provider_id).where(Invoice.booking_id == booking_id)
    return sorted(db.session.scalars(of_places.union(of_documents)))


def _fresh(booking_id: int) -> Booking:
    booking = db.session.scalar(
        select(Booking)
        .where(Booking.id == booking_id)
        .options(
            joinedload(Booking.payer),
            joinedload(Booking.booker),
            selectinload(Booking.places).joinedload(Place.course_date).joinedload(CourseDate.course),
        )
        .execution_options(populate_existing=True)
    )
    if booking is None:
        raise LookupError(f"no booking {booking_id}")
    return booking


def _lines_of(booking_id: int, provider_id: int) -> Sequence[InvoiceLine]:
    return db.session.scalars(
        select(InvoiceLine)
        .join(InvoiceLine.invoice)
        .where(Invoice.booking_id == booking_id, Invoice.provider_id == provider_id)
        .options(joinedload(InvoiceLine.invoice))
        .order_by(InvoiceLine.id)
        .execution_options(populate_existing=True)
    ).all()
