"""Filling in held places, and sending the booking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teachpb.accounts.models import User
from teachpb.cpd import queries
from teachpb.cpd.deadlines import names_due
from teachpb.cpd.errors import (
    AlreadyPlaced,
    AnswersChanged,
    HoldEnded,
    KeyReused,
    NamedTwice,
    NamesNeeded,
    PriceChanged,
)
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import Booking, CourseDate, DelegateNeeds, Place, PlaceState, PriceBand
from teachpb.cpd.operations.answers import Answers, Delegate, Needs, delegate_of, digest_of
from teachpb.cpd.operations.holding import renew
from teachpb.cpd.operations.line import has_active_place
from teachpb.cpd.operations.paying import write_payment
from teachpb.cpd.operations.settling import settle
from teachpb.cpd.operations.terms import line_for, require_open, still_held
from teachpb.cpd.places import course_date_id_of, form_places, fresh
from teachpb.cpd.pricing import PriceLine
from teachpb.db import db


@dataclass(frozen=True)
class Shown:
    """What the *check your answers* page showed: its random key, the digest of the answers, the price in pence."""

    key: str
    digest: str
    price_pence: int


@dataclass(frozen=True)
class Quote:
    """What the places of a form cost today: each ``line``, ``price_pence`` together."""

    band: PriceBand
    line: PriceLine
    count: int

    @property
    def price_pence(self) -> int:
        return self.line.price_pence * self.count


def quote_for(*, place: Place) -> Quote:
    """The price of everything that is booked together with ``place``. Raises NoPrice."""
    band, line = line_for(run=place.course_date, payer=place.booking.payer)
    return Quote(band, line, len(form_places(place)))


def may_name_later(*, run: CourseDate, now: datetime) -> bool:
    """Is there time to name delegates later? By 5pm five working days before the start everybody is named."""
    return names_due(run.live_sessions[0].day) > now if run.live_sessions else False


def fill_in(*, actor: User, place_id: int, answers: Answers) -> Place:
    """Keep the answers on the held place and those held with it. A hold that has run out is renewed while there are
    places: the place that comes back may be another one.

    Raises SoldOut, NotEnough, NotOpen, NoPrice, AlreadyPlaced, NamedTwice, NamesNeeded, KeyReused, and what
    ``paying.write_payment`` does.
    """
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if place.state not in (PlaceState.held, PlaceState.expired):
            raise KeyReused
        if not still_held(place=place, now=lock.now):
            place = renew(place, actor=actor, lock=lock)
        places = form_places(place)
        _check_names(places, answers, lock)
        band, line = line_for(run=lock.only, payer=answers.payer)
        write_payment(booking=place.booking, answers=answers, band=band, line=line)
        for one, delegate in zip(places, answers.delegates, strict=False):
            _write(one, delegate, actor, price_band=band, **line.as_columns())
        _keep_needs(places[0], answers.needs)
        place.booking.filled_in_at = lock.now
        db.session.flush()
        return place


def submit(*, actor: User, place_id: int, shown: Shown) -> Booking:
    """Confirm the held places of a booking, or ask for their approval. The same key with the same answers is the same
    booking, however often it comes.

    Raises KeyReused (the key belongs to another booking), HoldEnded, NotOpen, NoPrice, PriceChanged, AnswersChanged,
    NamesNeeded, ApprovalTooLate, NobodyApproves.
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
    booking = place.booking
    require_open(lock.only, lock.now)
    quote = quote_for(place=place)
    if quote.price_pence != shown.price_pence:
        raise PriceChanged
    digest = digest_of(place=place, price_pence=quote.price_pence)
    if not place.is_filled_in or digest != shown.digest:
        raise AnswersChanged
    places = form_places(place)
    if not all(one.is_named for one in places):
        if not may_name_later(run=lock.only, now=lock.now):
            raise NamesNeeded
        booking.names_due_at = names_due(lock.only.live_sessions[0].day)
    booking.submission_key, booking.submission_digest = shown.key, digest
    settle(places, actor=actor, lock=lock, price_band=quote.band, held_until=None, **quote.line.as_columns())
    return booking


def _check_names(places: Sequence[Place], answers: Answers, lock: Locked) -> None:
    emails = [delegate.email for delegate in answers.delegates if delegate.email]
    for email in emails:
        if emails.count(email) > 1:
            raise NamedTwice(email)
        if has_active_place(lock.only, email, other_than=places):
            raise AlreadyPlaced(email)
    if len(emails) < len(answers.delegates) and not may_name_later(run=lock.only, now=lock.now):
        raise NamesNeeded


def _write(place: Place, delegate: Delegate, actor: User, **values: Any) -> None:
    email = delegate.email or None
    place.delegate_id = actor.id if email == actor.email else delegate_of(email) if email else None
    place.delegate_name = delegate.name if email else ""
    place.delegate_email = email
    for column, value in values.items():
        setattr(place, column, value)


def _keep_needs(place: Place, wanted: Needs) -> None:
    needs = place.needs
    if needs is not None and wanted:
        needs.dietary, needs.access, needs.please_call = wanted.dietary, wanted.access, wanted.please_call
    elif needs is not None:
        place.needs = None
    elif wanted:
        place.needs = DelegateNeeds(**wanted.as_columns())
