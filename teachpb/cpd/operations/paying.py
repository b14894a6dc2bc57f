"""How a booking is paid, and what the payer wants to see on the invoice."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.cpd import queries
from teachpb.cpd.errors import CostCentreNeeded, NoRecharge, PurchaseOrderNeeded
from teachpb.cpd.models import Booking, PayerSettings, PaymentMethod, PriceBand
from teachpb.cpd.operations.answers import Answers
from teachpb.cpd.payments import COST_CENTRE, way_of
from teachpb.cpd.pricing import PriceLine
from teachpb.db import db
from teachpb.schools.models import Organisation


def write_payment(*, booking: Booking, answers: Answers, band: PriceBand, line: PriceLine) -> None:
    """Keep who pays and how. Raises PurchaseOrderNeeded and CostCentreNeeded where the payer asks for one, NoRecharge
    where the payer is no school that the council maintains."""
    payer = answers.payer
    method = _method(answers, band=band, line=line)
    if payer is not None and method is not PaymentMethod.free:
        _require(answers, payer, method, queries.settings_of(payer))
    booking.payer_id = payer.id if payer else None
    booking.payment_method = method
    booking.purchase_order = answers.purchase_order if payer else ""
    booking.cost_centre = answers.cost_centre if payer else ""


def _method(answers: Answers, *, band: PriceBand, line: PriceLine) -> PaymentMethod:
    if not line.price_pence:
        return PaymentMethod.free
    if answers.payment_method is not PaymentMethod.recharge:
        return PaymentMethod.invoice
    if answers.payer is None or not may_recharge(band=band):
        raise NoRecharge
    return PaymentMethod.recharge


def may_recharge(*, band: PriceBand) -> bool:
    """Recharge is between the council and the schools it maintains."""
    return way_of(PaymentMethod.recharge).is_for(band)


def _require(answers: Answers, payer: Organisation, method: PaymentMethod, asks: PayerSettings) -> None:
    if asks.asks_purchase_order and method is PaymentMethod.invoice and not answers.purchase_order:
        raise PurchaseOrderNeeded(payer.name)
    if answers.cost_centre:
        return
    if COST_CENTRE in way_of(method).needs:
        raise CostCentreNeeded("A recharge goes to a cost centre of your school")
    if asks.asks_cost_centre:
        raise CostCentreNeeded(f"{payer.name} asks for a cost centre")


@dataclass(frozen=True)
class PayerTerms:
    """What an organisation asks of everybody who books in its name."""

    asks_approval: bool
    asks_purchase_order: bool
    asks_cost_centre: bool


def set_payer_terms(*, actor: User, payer: Organisation, terms: PayerTerms) -> PayerSettings:
    """Decide what the payer asks. What is booked already stays as it was booked."""
    settings = queries.settings_of(payer)
    settings.organisation_id = payer.id
    for name, value in asdict(terms).items():
        setattr(settings, name, value)
    db.session.add(settings)
    changes = changes_of(settings)
    db.session.flush()
    record(actor=actor, verb="payer_terms_set", subject=settings, organisation_id=payer.id, changes=changes)
    return settings
