"""Last year's courses and dates as drafts for this year."""

from __future__ import annotations

from datetime import date, timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd.errors import NotReady
from teachpb.cpd.models import Course, CourseDate, CourseDateState, CourseSession, CourseStatus, Facilitator
from teachpb.cpd.operations.courses import course_slug
from teachpb.cpd.operations.dates import repeat_span
from teachpb.db import db

#: What a copy does not take over: it is of this row, or of its past.
_OF_THE_COURSE = frozenset({"id", "code", "slug", "status", "published_at", "created_at", "updated_at", "provider_id"})
_OF_THE_DATE = frozenset(
    {
        *("id", "course_id", "state", "state_entered_at", "state_reason", "starts_at", "ends_at", "created_at"),
        *("updated_at", "booking_opens_at", "booking_closes_at", "decide_on", "warned_at", "going_at"),
        *("previous_starts_at", "rescheduled_at", "instructions_changed_at", "online_link"),
    }
)
#: 52 weeks: the same day of the week.
A_YEAR = timedelta(weeks=52)


def copy_course(*, actor: User, course: Course, title: str, with_dates: bool) -> Course:
    """A draft with the same words and terms, and, ``with_dates``, a draft of each date of the last year, 52 weeks on:
    the same day of the week."""
    copy = Course(provider=course.provider, slug=course_slug(title), status=CourseStatus.draft, **_words_of(course))
    copy.title = title
    copy.leads_to, copy.taught_by = list(course.leads_to), list(course.taught_by)
    db.session.add(copy)
    db.session.flush()
    record(actor=actor, verb="course_copied", subject=copy, organisation_id=course.provider_id)
    since = clock.now() - A_YEAR
    for run in course.dates if with_dates else ():
        if run.live_sessions and run.starts_at is not None and run.starts_at > since:
            _copy_date(run, copy, run.live_sessions[0].day + A_YEAR, actor)
    return copy


def copy_date(*, actor: User, run: CourseDate, first_day: date) -> CourseDate:
    """A draft of the same course with the same sessions, the first on ``first_day`` and the others as long after it.
    The link for joining is not taken over: each run has its own. Raises NotReady for a day that is past."""
    if not run.live_sessions:
        raise NotReady("There is no session to copy: add the date anew", "first_day")
    if first_day <= clock.today():
        raise NotReady("Enter a day that lies ahead", "first_day")
    return _copy_date(run, run.course, first_day, actor)


def _copy_date(run: CourseDate, course: Course, first_day: date, actor: User) -> CourseDate:
    by = first_day - run.live_sessions[0].day
    kept = {c.key: getattr(run, c.key) for c in CourseDate.__mapper__.column_attrs if c.key not in _OF_THE_DATE}
    leaders = [row.user for row in run.facilitators]
    copy = CourseDate(course=course, state=CourseDateState.draft, **kept)
    db.session.add(copy)
    copy.sessions = [
        CourseSession(day=s.day + by, starts=s.starts, ends=s.ends, zone=s.zone, venue_id=s.venue_id, room=s.room)
        for s in run.live_sessions
    ]
    copy.facilitators = [Facilitator(user=user) for user in leaders]
    if run.decide_on is not None:
        copy.decide_on = run.decide_on + by
    if run.booking_closes_at is not None:
        local = clock.to_london(run.booking_closes_at)
        copy.booking_closes_at = clock.at_london(local.date() + by, local.time())
    repeat_span(copy)
    record(actor=actor, verb="course_date_copied", subject=copy, organisation_id=course.provider_id)
    db.session.flush()
    return copy


def _words_of(course: Course) -> dict[str, object]:
    return {c.key: getattr(course, c.key) for c in Course.__mapper__.column_attrs if c.key not in _OF_THE_COURSE}
