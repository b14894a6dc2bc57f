"""Filling in a held place, and confirming it."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.accounts.models import User
from teachpb.cpd import queries
from teachpb.cpd.errors import (
    AlreadyPlaced,
    AnswersChanged,
    HoldEnded,
    KeyReused,
    PriceChanged,
)
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import Booking, DelegateNeeds, PaymentMethod, Place, PlaceState
from teachpb.cpd.operations.answers import Answers, delegate_of, digest_of
from teachpb.cpd.operations.confirming import confirm
from teachpb.cpd.operations.holding import renew
from teachpb.cpd.operations.line import has_active_place
from teachpb.cpd.operations.terms import line_for, require_open, still_held
from teachpb.cpd.places import course_date_id_of, fresh
from teachpb.db import db


@dataclass(frozen=True)
class Shown:
    """What the *check your answers* page showed: its random key, the digest of the answers, the price in pence."""

    key: str
    digest: str
    price_pence: int


def fill_in(*, actor: User, place_id: int, answers: Answers) -> Place:
    """Keep the answers on the held place. A hold that has run out is renewed while there are places: the place that
    comes back may be another one. Raises SoldOut, NotOpen, NoPrice, AlreadyPlaced, KeyReused."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if place.state not in (PlaceState.held, PlaceState.expired):
            raise KeyReused
        if not still_held(place=place, now=lock.now):
            place = renew(place, actor=actor, lock=lock)
        if has_active_place(lock.only, answers.delegate_email, other_than=place):
            raise AlreadyPlaced(answers.delegate_email)
        _write(place, answers, actor)
        return place


def submit(*, actor: User, place_id: int, shown: Shown) -> Booking:
    """Confirm a held place. The same key with the same answers is the same booking, however often it comes.

    Raises KeyReused (the key belongs to another booking), HoldEnded, NotOpen, NoPrice, PriceChanged, AnswersChanged.
    """
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        earlier = queries.booking_by_key(actor, shown.key)
        if earlier is not None or place.booking.submission_key is not None:
            return _same_again(earlier or place.booking, place, shown)
        if not still_held(place=place, now=lock.now):
            raise HoldEnded
        return _complete(place, shown, actor, lock)


def _same_again(booking: Booking, place: Place, shown: Shown) -> Booking:
    if place.booking_id != booking.id or booking.submission_digest != shown.digest:
        raise KeyReused
    return booking


def _complete(place: Place, shown: Shown, actor: User, lock: Locked) -> Booking:
    run, booking = lock.only, place.booking
    require_open(run, lock.now)
    band, line = line_for(run=run, payer=booking.payer)
    if line.price_pence != shown.price_pence:
        raise PriceChanged
    digest = digest_of(place=place, price_pence=line.price_pence)
    if place.delegate_email is None or digest != shown.digest:
        raise AnswersChanged
    booking.submission_key, booking.submission_digest = shown.key, digest
    confirm(place, actor=actor, lock=lock, price_band=band, held_until=None, **line.as_columns())
    return booking


def _write(place: Place, answers: Answers, actor: User) -> None:
    booking, needs = place.booking, place.needs
    booking.payer_id = answers.payer.id if answers.payer else None
    booking.purchase_order = answers.purchase_order if answers.payer else ""
    place.price_band, line = line_for(run=place.course_date, payer=answers.payer)
    for column, value in line.as_columns().items():
        setattr(place, column, value)
    booking.payment_method = PaymentMethod.invoice if line.price_pence else PaymentMethod.free
    mine = answers.delegate_email == actor.email
    place.delegate_id = actor.id if mine else delegate_of(answers.delegate_email)
    place.delegate_name = answers.delegate_name
    place.delegate_email = answers.delegate_email
    if needs is not None and answers.needs:
        needs.dietary, needs.access = answers.needs.dietary, answers.needs.access
        needs.please_call = answers.needs.please_call
    elif needs is not None:
        place.needs = None
    elif answers.needs:
        place.needs = DelegateNeeds(**answers.needs.as_columns())
    db.session.flush()
