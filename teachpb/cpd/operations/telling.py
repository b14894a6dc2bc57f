"""Telling everyone on a date that something about it moved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from teachpb.cpd import emails
from teachpb.cpd.models import CalendarMethod, CourseDate, CourseSession, Place, PlaceState
from teachpb.cpd.operations.invites import invite
from teachpb.db import db
from teachpb.notifications.operations import queue_mail


def tell_moved(run: CourseDate, sessions: list[CourseSession], *, now: datetime) -> int:
    """Mail the confirmed delegates of ``run`` about ``sessions`` that moved, came or went. Returns how many people.

    What moved or came is one REQUEST, what went one CANCEL: an iCalendar object has one method.
    """
    if not sessions:
        return 0
    places = db.session.scalars(
        select(Place).where(Place.course_date_id == run.id, Place.state == PlaceState.confirmed).order_by(Place.id)
    ).all()
    kept = [session for session in sessions if session.cancelled_at is None]
    gone = [session for session in sessions if session.cancelled_at is not None]
    for place in places:
        if kept:
            calendar = invite(place, CalendarMethod.request, now=now, sessions=kept)
            queue_mail(emails.date_changed(place, calendar=calendar))
        if gone:
            calendar = invite(place, CalendarMethod.cancel, now=now, sessions=gone)
            queue_mail(emails.session_dropped(place, gone, calendar=calendar))
    return len(places)
