"""Writing a message: whose turn it is, into which thread, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.applications.operations.shared import lock
from teachpb.applications.placeholders import filled
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.messages import emails, turns
from teachpb.messages.errors import CannotWrite, TooMany
from teachpb.messages.models import LONGEST, MailChoice, Side, Thread, ThreadMessage
from teachpb.messages.operations.keeping import read_up_to
from teachpb.messages.queries import (
    MOST_AN_HOUR,
    application_for,
    marks_of,
    preferences_of,
    question_of,
    staff_of,
    thread_of,
    with_token,
    written_since,
)
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy

OVER = "Nobody can write about this application any more: it has been withdrawn, or is too long ago"


def write_to_candidate(*, actor: User, application: Application, body: str, token: str) -> ThreadMessage:
    """The school writes about an application. The same form sent twice is one message. Raises CannotWrite."""
    lock(application=application)
    if not turns.school_may_write(application, clock.now()):
        raise CannotWrite(OVER, "body")
    return _say(actor, _thread_for(application), Side.school, filled(body, application), token)


def write_to_several(*, actor: User, applications: Sequence[Application], body: str, token: str) -> tuple[int, int]:
    """The same words to several candidates, each in the thread they have. Returns how many were written to, and how
    many could not be (withdrawn in the meantime, say)."""
    written = 0
    for application in sorted(applications, key=lambda each: each.id):
        try:
            write_to_candidate(actor=actor, application=application, body=body, token=token)
        except CannotWrite:
            continue
        written += 1
    return written, len(applications) - written


def write_to_school(*, actor: User, application: Application, body: str, token: str) -> ThreadMessage:
    """The candidate writes about their own application. Raises CannotWrite, TooMany."""
    lock(application=application)
    thread = _thread_for(application)
    if not turns.candidate_may_write(application, clock.now(), has_thread=thread.last_id > 0):
        raise CannotWrite("You cannot write to the school about this application any more", "body")
    return _say(actor, thread, Side.candidate, body, token)


def ask(*, actor: User, vacancy: Vacancy, body: str, token: str) -> ThreadMessage:
    """A question about a job, before applying; whoever has applied writes in the thread of their application.

    Raises CannotWrite when the job does not take questions (any more), TooMany.
    """
    db.session.execute(select(User.id).where(User.id == actor.id).with_for_update())
    application = application_for(actor, vacancy)
    if application is not None:
        return write_to_school(actor=actor, application=application, body=body, token=token)
    if not turns.may_ask(vacancy, clock.now()):
        raise CannotWrite("This job has closed, so nobody answers questions about it any more", "body")
    thread = question_of(actor, vacancy) or _begin(vacancy, actor.id)
    return _say(actor, thread, Side.candidate, body, token)


def answer_question(*, actor: User, thread: Thread, body: str, token: str) -> ThreadMessage:
    """The school answers somebody who has not applied, or has in the meantime. Raises CannotWrite."""
    db.session.refresh(thread, with_for_update={"of": Thread})
    if thread.application is not None:
        return write_to_candidate(actor=actor, application=thread.application, body=body, token=token)
    if not turns.school_may_answer(thread.vacancy, clock.now()):
        raise CannotWrite("This job closed too long ago to write about it", "body")
    return _say(actor, thread, Side.school, body, token)


def keep_said(*, actor: User, application: Application, body: str, token: str) -> ThreadMessage:
    """What the school has told a candidate with a decision or an invitation stands in their thread too. They have been
    sent it by email, whole: unless something else waits for them there, it is not news. Keeping it twice is once."""
    thread = _thread_for(application)
    twin = with_token(thread, token)
    if twin is not None:
        return twin
    candidate = application.candidate
    is_up_to_date = not thread.is_unread_by(Side.candidate, _read_to(thread, candidate))
    message = _add(thread, Side.school, actor, body, token)
    if is_up_to_date:
        read_up_to(thread, candidate, message.id)
    return message


def _read_to(thread: Thread, user: User) -> int:
    return marks_of(user, [thread]).get(thread.id, 0)


def _thread_for(application: Application) -> Thread:
    """The thread of an application, which is locked; what was asked before applying becomes it."""
    known = thread_of(application)
    if known is not None:
        return known
    thread = question_of(application.candidate, application.vacancy) or _begin(
        application.vacancy, application.candidate_id
    )
    thread.application = application
    db.session.flush()
    return thread


def _begin(vacancy: Vacancy, candidate_id: int) -> Thread:
    thread = Thread(
        vacancy=vacancy, candidate_id=candidate_id, last_at=clock.now(), last_from_candidate=0, last_from_school=0
    )
    db.session.add(thread)
    db.session.flush()
    return thread


def _say(actor: User, thread: Thread, side: Side, body: str, token: str) -> ThreadMessage:
    twin = with_token(thread, token)
    if twin is not None:
        return twin  # a double click, or the back button
    if len(body) > LONGEST:
        raise CannotWrite(f"The message must be {LONGEST:,} characters or fewer, with names and job filled in", "body")
    if side is Side.candidate and written_since(actor, clock.now() - timedelta(hours=1)) >= MOST_AN_HOUR:
        raise TooMany("You have written many messages within an hour. Wait a while before you write again", "body")
    message = _add(thread, side, actor, body, token)
    _note(actor, thread, side)
    _tell(thread, side)
    return message


def _add(thread: Thread, side: Side, author: User, body: str, token: str) -> ThreadMessage:
    message = ThreadMessage(thread_id=thread.id, side=side, author_id=author.id, body=body, token=token)
    message.sent_at = clock.now()
    db.session.add(message)
    db.session.flush()
    thread.last_at = message.sent_at
    if side is Side.candidate:
        thread.last_from_candidate, thread.archived_at = message.id, None
    else:
        thread.last_from_school = message.id
    read_up_to(thread, author, message.id)
    return message


def _note(actor: User, thread: Thread, side: Side) -> None:
    """What a candidate does is kept without an organisation, so that no list shown to staff names them."""
    verb = "message_to_candidate" if side is Side.school else "message_to_school"
    organisation_id = thread.vacancy.organisation_id if side is Side.school else None
    record(actor=actor, verb=verb, subject=thread, organisation_id=organisation_id)
    db.session.flush()


def _tell(thread: Thread, side: Side) -> None:
    if side is Side.school:
        if thread.candidate.is_active:
            queue_mail(emails.to_candidate(thread))
        return
    staff = staff_of([thread.vacancy])
    chosen = preferences_of(staff)
    for person in staff:
        if person.id in chosen and chosen[person.id].choice is MailChoice.at_once:
            queue_mail(emails.to_staff(person, thread))
