"""Referees and candidates are reminded: by hand, and by the clock. One row at a time, safe to do twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import DomainError, db
from teachpb.notifications.operations import queue_mail
from teachpb.references import emails
from teachpb.references.models import PaperAction, ReferenceRequest, ReferenceState
from teachpb.references.operations.asking import send
from teachpb.references.operations.shared import lock, new_link, note, require_asking
from teachpb.references.policies import may_be_asked
from teachpb.references.registry import interview_times

#: By hand not more often than this.
BY_HAND_AFTER = timedelta(days=7)
#: By the clock so long after the first asking, unless somebody has just written.
BY_CLOCK_AFTER = (timedelta(days=7), timedelta(days=14))
JUST_WRITTEN = timedelta(days=3)
BEFORE_INTERVIEW = timedelta(days=3)
_R = ReferenceState


def may_remind(request: ReferenceRequest, moment: datetime) -> bool:
    """May somebody press the button?"""
    return (
        request.state is _R.requested
        and request.sent_at is not None
        and moment - request.sent_at >= BY_HAND_AFTER
        and may_be_asked(request.application)
    )


def remind(*, actor: User, request: ReferenceRequest) -> None:
    """Send the form once more. Raises TooEarly, DomainError when the last message is younger than a week."""
    require_asking(request.application)
    lock(request)
    if not may_remind(request, clock.now()):
        raise DomainError("This referee was written to in the last seven days, or has answered")
    note(request, PaperAction.reminded, actor=actor)
    queue_mail(emails.reminder(request, new_link(request)))


def send_if_due(*, request_id: int) -> bool:
    """Write to a referee whose candidate wanted to know first, once the day is over. Returns whether it did."""
    request = _held(request_id)
    if request is None or request.state is not _R.waiting or (request.send_at or clock.now()) > clock.now():
        return False
    if not may_be_asked(request.application):
        return False
    request.enter(_R.requested)
    send(request, actor=None)
    return True


def remind_if_due(*, request_id: int) -> bool:
    """Remind a referee at 7 and at 14 days, and shortly before the interview. Returns whether it did."""
    request = _held(request_id)
    if request is None or request.state is not _R.requested or not may_be_asked(request.application):
        return False
    moment = clock.now()
    before_interview = _is_before_interview(request, moment)
    if not before_interview and not _is_late(request, moment):
        return False
    if before_interview:
        request.interview_reminder_at = moment
    else:
        request.automatic_reminders += 1
    note(request, PaperAction.reminded_by_clock, actor=None)
    queue_mail(emails.reminder(request, new_link(request)))
    return True


def _held(request_id: int) -> ReferenceRequest | None:
    return db.session.get(ReferenceRequest, request_id, with_for_update={"of": ReferenceRequest})


def _is_late(request: ReferenceRequest, moment: datetime) -> bool:
    if request.first_sent_at is None or request.automatic_reminders >= len(BY_CLOCK_AFTER):
        return False
    return moment >= request.first_sent_at + BY_CLOCK_AFTER[request.automatic_reminders] and not _just_sent(
        request, moment
    )


def _is_before_interview(request: ReferenceRequest, moment: datetime) -> bool:
    if request.interview_reminder_at is not None or _just_sent(request, moment):
        return False
    interview = interview_times([request.application_id]).get(request.application_id)
    return interview is not None and moment < interview <= moment + BEFORE_INTERVIEW


def _just_sent(request: ReferenceRequest, moment: datetime) -> bool:
    return request.sent_at is not None and moment - request.sent_at < JUST_WRITTEN
