"""What a delegate's calendar is told: which sessions, and with which number."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from teachpb.cpd.models import CalendarInvite, CalendarMethod, CourseDate, CourseSession, Place
from teachpb.db import db
from teachpb.notifications import meetings
from teachpb.notifications.operations import sender_address


def invite(
    place: Place,
    method: CalendarMethod,
    *,
    now: datetime,
    sessions: Collection[CourseSession] | None = None,
) -> bytes | None:
    """The calendar to send to the delegate of ``place``, noted as sent; None when there is nothing to tell,
    or nobody is named yet.

    REQUEST tells of ``sessions`` (all live ones when not given), CANCEL takes back what was requested before. Every
    number is above the last one this person was sent for the session, so booking again after leaving is heard too.
    """
    if not place.is_named:
        return None
    attendee = place.delegate_email or ""
    known = _sent_to(attendee, place.course_date)
    if method is CalendarMethod.cancel:
        wanted = [s for s in sessions or place.course_date.sessions if _is_invited(known.get(s.id))]
    else:
        wanted = list(place.course_date.live_sessions if sessions is None else sessions)
    if not wanted:
        return None
    sittings = [_sitting(session, _note(session, attendee, method, known, now), place) for session in wanted]
    return meetings.build(
        method,
        sittings,
        organizer=meetings.Person(address=sender_address(), name=place.course_date.course.provider.name),
        attendee=meetings.Person(address=attendee, name=place.delegate_name),
        stamped_at=now,
    )


def _sent_to(attendee: str, run: CourseDate) -> dict[int, CalendarInvite]:
    statement = (
        select(CalendarInvite)
        .join(CourseSession)
        .where(CourseSession.course_date_id == run.id, CalendarInvite.attendee == attendee)
    )
    return {row.session_id: row for row in db.session.scalars(statement)}


def _is_invited(sent: CalendarInvite | None) -> bool:
    return sent is not None and sent.method is CalendarMethod.request


def _note(
    session: CourseSession,
    attendee: str,
    method: CalendarMethod,
    known: dict[int, CalendarInvite],
    now: datetime,
) -> int:
    sent = known.get(session.id)
    number = meetings.next_sequence(of_session=session.sequence, last_sent=sent.sequence if sent else None)
    if sent is None:
        sent = CalendarInvite(session_id=session.id, attendee=attendee)
        db.session.add(sent)
    sent.sequence, sent.method, sent.sent_at = number, method, now
    return number


def _sitting(session: CourseSession, sequence: int, place: Place) -> meetings.Sitting:
    run = place.course_date
    venue = session.venue or run.venue
    where = ", ".join(part for part in (session.room, venue.one_line if venue else "") if part)
    return meetings.Sitting(
        uid=session.uid,
        sequence=sequence,
        day=session.day,
        starts=session.starts,
        ends=session.ends,
        summary=run.course.title,
        location=where or ("Online" if run.online_link else ""),
        description=f"{run.course.summary}\n\nBooking reference: {place.booking.reference}",
        link=run.online_link,
    )
