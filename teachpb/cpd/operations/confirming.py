"""The moment a place becomes somebody's: the state, the terms, the mail, the trail."""

from __future__ import annotations

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


def confirm(place: Place, *, actor: User, lock: Locked, **values: Any) -> None:
    """Under the lock: the place is the delegate's. Tells them, with an invitation for their calendar, and the booker
    when that is somebody else."""
    booking = place.booking
    booking.submitted_at = booking.submitted_at or lock.now
    booking.policy_tiers = list(place.course_date.course.policy_tiers)
    move(place, PlaceState.confirmed, now=lock.now, **values)
    calendar = invite(place, CalendarMethod.request, now=lock.now)
    queue_mail(emails.place_confirmed(place, calendar=calendar))
    if place.delegate_email != booking.booker.email:
        queue_mail(emails.booking_copy(place))
    record(actor=actor, verb="place_confirmed", subject=place, organisation_id=booking.payer_id)
    _announce(place)


def _announce(place: Place) -> None:
    application: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    course_id, course_date_id, place_id = place.course_date.course_id, place.course_date_id, place.id
    after_commit(
        lambda: place_confirmed.send(application, course_id=course_id, course_date_id=course_date_id, place_id=place_id)
    )
