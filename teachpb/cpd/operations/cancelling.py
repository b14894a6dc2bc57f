"""Giving a confirmed place back, and calling a whole date off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails
from teachpb.cpd.charges import Charge, charge_for, read_tiers
from teachpb.cpd.errors import CannotCancel, ChargeChanged
from teachpb.cpd.locking import locked_course_dates
from teachpb.cpd.models import CalendarMethod, CourseDateState, Place, PlaceState
from teachpb.cpd.models.transitions import ACTIVE
from teachpb.cpd.operations.invites import invite
from teachpb.cpd.operations.promoting import promote
from teachpb.cpd.places import course_date_id_of, fresh, move
from teachpb.cpd.signals import place_cancelled
from teachpb.db import after_commit, db
from teachpb.notifications.operations import queue_mail

#: How many delegates one transaction of a called-off date takes care of.
BATCH = 20


def cancellation_charge(*, place: Place, moment: datetime) -> Charge:
    """What giving the place back at ``moment`` costs, by the terms it was booked on. Raises CannotCancel when there is
    nothing to give back, or the first session has begun."""
    run, sessions = place.course_date, place.course_date.live_sessions
    called_off = run.state in (CourseDateState.cancelled, CourseDateState.postponed)
    begun = not sessions or sessions[0].starts_at <= moment
    if place.state is not PlaceState.confirmed or (begun and run.state is not CourseDateState.postponed):
        raise CannotCancel
    if called_off or _booked_another_day(place):
        return Charge(0, 0, None)
    return charge_for(
        price_pence=place.price_pence,
        tiers=read_tiers(place.booking.policy_tiers),
        moment=moment,
        first_day=sessions[0].day,
    )


def _booked_another_day(place: Place) -> bool:
    """Was the date put off after this place was booked? Then leaving costs nothing."""
    moved_at = place.course_date.rescheduled_at
    return moved_at is not None and place.confirmed_at is not None and place.confirmed_at < moved_at


def cancel_place(*, actor: User, place_id: int, shown_pence: int) -> Place:
    """Give the place back at the charge that was shown; the first in line gets it.

    Raises CannotCancel, and ChargeChanged when the charge is another one by now.
    """
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if place.state is PlaceState.cancelled_by_customer:
            return place
        charge = cancellation_charge(place=place, moment=lock.now)
        if charge.pence != shown_pence:
            raise ChargeChanged
        move(
            place,
            PlaceState.cancelled_by_customer,
            now=lock.now,
            charge_pence=charge.pence,
            charge_tier=charge.store(),
        )
        calendar = invite(place, CalendarMethod.cancel, now=lock.now)
        queue_mail(emails.place_cancelled(place, calendar=calendar))
        if place.is_named and place.delegate_email != place.booking.booker.email:
            queue_mail(emails.cancellation_copy(place))
        record(
            actor=actor,
            verb="place_cancelled",
            subject=place,
            organisation_id=place.booking.payer_id,
            changes={"state": (PlaceState.confirmed.value, place.state.value), "charge_pence": (None, charge.pence)},
        )
        _announce(place)
        promote(lock.only, lock)
        return place


def drop_places(*, course_date_id: int) -> int:
    """Take the next few active places off a date that was cancelled, without charge, and tell everyone.

    Returns how many; 0 when none is left. Safe to run twice and side by side.
    """
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        if run.state is not CourseDateState.cancelled:
            return 0
        places = db.session.scalars(
            select(Place)
            .where(Place.course_date_id == run.id, Place.state.in_(sorted(ACTIVE)))
            .order_by(Place.id)
            .limit(BATCH)
            .execution_options(populate_existing=True)
        ).all()
        dropped = 0
        for place in places:
            dropped += _drop(place, lock.now)
        return dropped


def _drop(place: Place, now: datetime) -> int:
    before = place.state
    move(place, PlaceState.cancelled_by_provider, now=now, charge_pence=0)
    if before is PlaceState.held:
        return 1
    _announce(place)
    calendar = invite(place, CalendarMethod.cancel, now=now)
    queue_mail(emails.date_cancelled(place, calendar=calendar))
    if place.is_named and place.delegate_email != place.booking.booker.email:
        queue_mail(emails.date_cancelled(place, calendar=None, to_booker=True))
    return 1


def _announce(place: Place) -> None:
    application: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    place_id = place.id
    after_commit(lambda: place_cancelled.send(application, place_id=place_id))
