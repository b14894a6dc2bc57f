"""Mail about messages. It never holds what was written, which is sealed, nor a name: both are read after signing in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from teachpb.accounts.models import User
from teachpb.messages.models import Thread
from teachpb.notifications.message import Message


def to_candidate(thread: Thread) -> Message:
    return Message(
        to=thread.candidate.email,
        to_name=thread.candidate.full_name,
        subject="A message about your application" if thread.application_id else "An answer to your question",
        template="messages/to_candidate",
        context={"thread": thread, "vacancy": thread.vacancy},
        kind="messages.to_candidate",
        user_id=thread.candidate_id,
    )


def to_staff(person: User, thread: Thread) -> Message:
    return Message(
        to=person.email,
        to_name=person.full_name,
        subject="A candidate has written to you",
        template="messages/to_staff",
        context={"thread": thread, "vacancy": thread.vacancy},
        kind="messages.to_staff",
        user_id=person.id,
        organisation_id=thread.vacancy.organisation_id,
    )


def digest(person: User, threads: Sequence[Thread]) -> Message:
    """How many threads wait, job by job."""
    jobs = {thread.vacancy_id: thread.vacancy for thread in threads}
    counts = Counter(thread.vacancy_id for thread in threads)
    return Message(
        to=person.email,
        to_name=person.full_name,
        subject="Messages from candidates are waiting",
        template="messages/digest",
        context={"rows": [(jobs[key], number) for key, number in counts.items()], "total": len(threads)},
        kind="messages.digest",
        user_id=person.id,
    )
