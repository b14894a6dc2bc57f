"""What becomes of threads: read, archived, made part of an application, forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, or_, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.db import db
from teachpb.messages.models import MailPreference, Thread, ThreadMark
from teachpb.messages.queries import forgettable, question_of, thread_of


def mark_read(*, actor: User, thread: Thread, read_to: int | None = None) -> None:
    """``actor`` has read the thread up to the message ``read_to`` (what their page showed), or all of it."""
    db.session.refresh(thread, with_for_update={"of": Thread})
    read_up_to(thread, actor, min(read_to or thread.last_id, thread.last_id))


def read_up_to(thread: Thread, user: User, message_id: int) -> None:
    """The mark never goes back."""
    question = select(ThreadMark).where(ThreadMark.thread_id == thread.id, ThreadMark.user_id == user.id)
    mark = db.session.scalar(question)
    if mark is None:
        mark = ThreadMark(thread_id=thread.id, user_id=user.id, read_to=0)
        db.session.add(mark)
    mark.read_to = max(mark.read_to, message_id)
    db.session.flush()


def archive(*, actor: User, threads: Sequence[Thread], archived: bool) -> int:
    """Put threads away for the whole school, or back. Returns how many were not there already."""
    changed = [thread for thread in threads if (thread.archived_at is not None) is not archived]
    for thread in changed:
        thread.archived_at = clock.now() if archived else None
    db.session.flush()
    return len(changed)


def adopt_question(*, application: Application) -> None:
    """What the candidate asked before applying becomes the thread of the application they have now sent."""
    thread = question_of(application.candidate, application.vacancy)
    if thread is not None and thread_of(application) is None:
        thread.application = application
        db.session.flush()


def forget_questions() -> int:
    """Delete what was asked without ever applying, a year after the job closed. Returns how many threads."""
    threads = list(db.session.scalars(select(Thread).where(Thread.id.in_(forgettable(clock.now())))))
    for thread in threads:
        db.session.delete(thread)
    db.session.flush()
    return len(threads)


def forget_person(*, user: User) -> None:
    """Somebody closes their account: what was written with them as a candidate is deleted, except about a job they were
    appointed to, which is the school’s record; what they wrote for a school stays with the school."""
    kept = select(Application.id).where(
        Application.candidate_id == user.id, Application.state == ApplicationState.appointed
    )
    threads = select(Thread).where(
        Thread.candidate_id == user.id, or_(Thread.application_id.is_(None), Thread.application_id.not_in(kept))
    )
    for thread in db.session.scalars(threads):
        db.session.delete(thread)
    db.session.execute(delete(MailPreference).where(MailPreference.user_id == user.id))
    db.session.execute(delete(ThreadMark).where(ThreadMark.user_id == user.id))
    db.session.flush()
