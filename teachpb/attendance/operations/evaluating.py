"""Asking people what they thought, and taking in their answers: once each, and without their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.attendance import emails, queries
from teachpb.attendance.errors import AlreadyAnswered, NothingToSay
from teachpb.attendance.models import AttendanceRecord, Evaluation, EvaluationForm, FollowUp
from teachpb.attendance.operations.certificates import settle_certificate
from teachpb.audit.operations import record
from teachpb.cpd.models import Course
from teachpb.db import db
from teachpb.notifications.operations import queue_mail

#: Who has not answered is asked once more after so long.
CHASE_AFTER = timedelta(days=7)
#: Nobody is asked about something longer ago than this.
ASK_WITHIN = timedelta(days=28)
#: When it is asked what has come of it (the Standard for teachers' professional development, parts 1 and 4).
FOLLOW_UP_FROM, FOLLOW_UP_UNTIL = timedelta(weeks=6), timedelta(weeks=8)


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """The answers to an evaluation. ``scores`` has 1 to 5 for every statement of the form."""

    scores: dict[str, int]
    confidence_before: int
    confidence_after: int
    recommend: int
    differently: str = ""
    may_quote: bool = False


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The answers six to eight weeks later."""

    done: int
    confidence_now: int
    difference: str = ""


def evaluate(*, kept: AttendanceRecord, opinion: Opinion) -> Evaluation:
    """Take in what somebody thought, once; a certificate that waited for it is issued.

    Raises AlreadyAnswered, and NothingToSay for somebody who was not there.
    """
    kept = _locked(kept)
    if kept.answered_at is not None:
        raise AlreadyAnswered
    if not queries.may_evaluate(kept):
        raise NothingToSay
    kept.answered_at = _this_morning()
    run = kept.place.course_date
    row = Evaluation(
        course_id=run.course_id,
        course_date_id=run.id,
        scores=opinion.scores,
        agreement=sum(opinion.scores.values()) / len(opinion.scores),
        confidence_before=opinion.confidence_before,
        confidence_after=opinion.confidence_after,
        recommend=opinion.recommend,
        differently=opinion.differently,
        may_quote=opinion.may_quote,
        answered_on=clock.today(),
    )
    db.session.add(row)
    db.session.flush()
    settle_certificate(kept.place, kept, actor=None, now=clock.now())
    return row


def follow_up(*, kept: AttendanceRecord, outlook: Outlook) -> FollowUp:
    """Take in what has come of it, once. Raises AlreadyAnswered, NothingToSay before anybody has asked."""
    kept = _locked(kept)
    if kept.follow_up_answered_at is not None:
        raise AlreadyAnswered
    if kept.follow_up_asked_at is None:
        raise NothingToSay
    kept.follow_up_answered_at = _this_morning()
    run = kept.place.course_date
    row = FollowUp(
        course_id=run.course_id,
        course_date_id=run.id,
        done=outlook.done,
        confidence_now=outlook.confidence_now,
        difference=outlook.difference,
        answered_on=clock.today(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def set_items(*, actor: User, course: Course, items: Sequence[str]) -> EvaluationForm:
    """The statements of a course from now on. What was answered to others stays with those."""
    form = db.session.scalar(select(EvaluationForm).where(EvaluationForm.course_id == course.id))
    if form is None:
        form = EvaluationForm(course_id=course.id)
        db.session.add(form)
    form.items = list(items)
    db.session.flush()
    record(actor=actor, verb="evaluation_form_edited", subject=form, organisation_id=course.provider_id)
    return form


def ask_for_evaluations(*, limit: int = 100) -> int:
    """Ask those who were there, the day after the last session at the earliest, and once more a week later. Returns
    how many were asked."""
    now = clock.now()
    fresh = queries.to_ask(now - ASK_WITHIN, clock.today(), limit=limit)
    for kept in fresh:
        kept.asked_at = now
        queue_mail(emails.please_evaluate(kept))
    silent = queries.to_chase(now - CHASE_AFTER, limit=limit)
    for kept in silent:
        kept.chased_at = now
        queue_mail(emails.please_evaluate(kept, again=True))
    db.session.flush()
    return len(fresh) + len(silent)


def ask_for_follow_ups(*, limit: int = 100) -> int:
    """Ask what has come of it, between six and eight weeks after the last session. Returns how many were asked."""
    now = clock.now()
    due = queries.to_follow_up(since=now - FOLLOW_UP_UNTIL, until=now - FOLLOW_UP_FROM, limit=limit)
    for kept in due:
        kept.follow_up_asked_at = now
        queue_mail(emails.please_follow_up(kept))
    db.session.flush()
    return len(due)


def _this_morning() -> datetime:
    """That somebody answered is noted to the day: the minute would tell which answers are theirs."""
    return clock.at_london(clock.today(), time(0))


def _locked(kept: AttendanceRecord) -> AttendanceRecord:
    """The row as it is now, and nobody else's until the end: two tabs do not make two answers."""
    statement = select(AttendanceRecord).where(AttendanceRecord.id == kept.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()
