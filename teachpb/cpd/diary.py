"""Sessions as entries of a calendar: of the catalogue's, and of a person's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from teachpb.accounts.models import User
from teachpb.cpd import queries
from teachpb.cpd.models import CourseDateState, CourseSession
from teachpb.cpd.timetable import Entry
from teachpb.web.templating import absolute_url


def public_entry(session: CourseSession) -> Entry:
    """What everybody may know. Its address is the course's page."""
    run, venue = session.course_date, session.venue_in_force
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        starts=session.starts_at,
        ends=session.ends_at,
        title=run.course.title,
        url=absolute_url("cpd.show_course", slug=run.course.slug) + f"#date-{run.id}",
        updated_at=max(session.updated_at, run.updated_at),
        location=venue.one_line if venue else run.course.mode.label,
        description=f"{run.course.summary}\n\n{run.course.provider.name}",
        is_cancelled=is_off(session),
    )


def is_off(session: CourseSession) -> bool:
    gone = (CourseDateState.cancelled, CourseDateState.postponed)
    return session.cancelled_at is not None or session.course_date.state in gone


def own_entries(user: User, *, since: date) -> list[Entry]:
    """The sessions a person has a place on, or had; with the numbers their calendar was sent."""
    return [
        replace(
            public_entry(session),
            sequence=sequence,
            url=absolute_url("training.list_my_places"),
            is_cancelled=is_off(session) or not holds,
        )
        for session, holds, sequence in queries.sessions_of(user, since)
    ]
