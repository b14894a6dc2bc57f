"""The moment a place becomes somebody's: the state, the terms, the mail, the trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails
from teachpb.cpd.locking import Locked
from teachpb.cpd.models import CalendarMethod, Place, PlaceState
from teachpb.cpd.operations.invites import invite
from teachpb.cpd.places import move
from teachpb.cpd.signals import place_confirmed
from teachpb.db import after_commit
from teachpb.notifications.operations import queue_mail


def confirm(place: Place, *, actor: User, lock: Locked, tell_booker: bool = True, **values: Any) -> None:
    """Under the lock: the place is the delegate's. Tells them, with an invitation for their calendar, and the booker
    when that is somebody else. Who is not named yet is told once they are."""
    booking = place.booking
    take_terms(place, now=lock.now)
    move(place, PlaceState.confirmed, now=lock.now, **values)
    tell_delegate(place, now=lock.now)
    if tell_booker and place.delegate_email != booking.booker.email:
        queue_mail(emails.booking_copy(place))
    record(actor=actor, verb="place_confirmed", subject=place, organisation_id=booking.payer_id)
    _announce(place)


def tell_delegate(place: Place, *, now: datetime) -> None:
    """The confirmation, with the invitation; nothing while nobody is named."""
    if place.is_named:
        queue_mail(emails.place_confirmed(place, calendar=invite(place, CalendarMethod.request, now=now)))


def take_terms(place: Place, *, now: datetime) -> None:
    """The booking was sent, on the terms the course has now."""
    booking = place.booking
    booking.submitted_at = booking.submitted_at or now
    booking.policy_tiers = list(place.course_date.course.policy_tiers)


def _announce(place: Place) -> None:
    application: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    course_id, course_date_id, place_id = place.course_date.course_id, place.course_date_id, place.id
    after_commit(
        lambda: place_confirmed.send(application, course_id=course_id, course_date_id=course_date_id, place_id=place_id)
    )
