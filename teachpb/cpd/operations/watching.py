"""Telling people of new dates, and the calendar address of their own."""

from __future__ import annotations

from sqlalchemy import delete, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails
from teachpb.cpd.models import CalendarFeed, Course, CourseDate, CourseDateState, CourseWatch, WatchTelling
from teachpb.cpd.models.wishes import new_secret
from teachpb.cpd.queries import wishes
from teachpb.db import db
from teachpb.notifications.operations import queue_mail


def watch_course(*, actor: User, course: Course) -> CourseWatch:
    """Tell this person when new dates open. Those that are known already are none. Asking twice is asking once."""
    watch = wishes.watch_of(actor, course)
    if watch is not None:
        return watch
    watch = CourseWatch(user=actor, course=course)
    known = select(CourseDate).where(CourseDate.course_id == course.id, CourseDate.state != CourseDateState.draft)
    watch.tellings = [WatchTelling(course_date=run) for run in db.session.scalars(known)]
    db.session.add(watch)
    db.session.flush()
    record(actor=actor, verb="course_watched", subject=watch)
    return watch


def stop_watching(*, actor: User | None, watch: CourseWatch) -> None:
    """Write no more about this course. ``actor`` is None for whoever holds the link of a letter."""
    record(actor=actor, verb="course_unwatched", subject=watch)
    db.session.delete(watch)


def tell_watcher(*, watch_id: int) -> int:
    """One letter about every date that is new to this watch. Returns how many; safe to run twice and side by side,
    because a date is noted as told of in the same transaction, and can be only once."""
    watch = db.session.get(CourseWatch, watch_id, with_for_update=True)
    if watch is None or not watch.user.is_active:
        return 0
    dates = wishes.dates_new_to(watch, clock.now())
    for run in dates:
        db.session.add(WatchTelling(watch=watch, course_date=run, sent_at=clock.now()))
    if dates:
        db.session.flush()
        queue_mail(emails.new_dates(watch, dates))
    return len(dates)


def open_calendar(*, actor: User) -> CalendarFeed:
    """A new secret address for the person's own calendar; the one before is closed by it."""
    feed = wishes.feed_of(actor) or CalendarFeed(user=actor)
    feed.secret = new_secret()
    db.session.add(feed)
    db.session.flush()
    record(actor=actor, verb="calendar_opened", subject=feed)
    return feed


def close_calendar(*, actor: User, feed: CalendarFeed) -> None:
    """From now on there is nothing at the secret address."""
    record(actor=actor, verb="calendar_closed", subject=feed)
    db.session.delete(feed)


def forget_wishes(*, user: User) -> None:
    """What somebody wished for goes with their account."""
    db.session.execute(delete(CourseWatch).where(CourseWatch.user_id == user.id))
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.user_id == user.id))
