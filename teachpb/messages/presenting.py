"""Threads as pages show them, to either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teachpb.accounts.models import User
from teachpb.applications.masking import masked, without_names
from teachpb.messages import queries
from teachpb.messages.models import Side, Thread, ThreadMessage

EXCERPT = 120


@dataclass(frozen=True)
class Line:
    """One message as a reader sees it."""

    message: ThreadMessage
    who: str
    text: str
    is_mine: bool


@dataclass(frozen=True)
class Row:
    """One thread in a list."""

    thread: Thread
    is_unread: bool
    excerpt: str


def lines(thread: Thread | None, side: Side) -> list[Line]:
    """Everything that was said, oldest first, as ``side`` may read it."""
    if thread is None:
        return []
    return [
        Line(message, _who(thread, message, side), _text(thread, message, side), message.side is side)
        for message in queries.messages_of(thread)
    ]


def rows(user: User, threads: Sequence[Thread], side: Side) -> list[Row]:
    marks = queries.marks_of(user, threads)
    last = queries.last_messages(threads)
    return [
        Row(
            thread,
            thread.is_unread_by(side, marks.get(thread.id, 0)),
            _shortened(_text(thread, last[thread.id], side)) if thread.id in last else "",
        )
        for thread in threads
    ]


def is_unread(user: User, thread: Thread | None, side: Side) -> bool:
    return thread is not None and thread.is_unread_by(side, queries.marks_of(user, [thread]).get(thread.id, 0))


def _who(thread: Thread, message: ThreadMessage, side: Side) -> str:
    if message.side is Side.candidate:
        return "You" if side is Side.candidate else thread.name_for_staff
    place = thread.vacancy.place_name
    if message.author is None or not message.author.is_active:
        return place
    return f"{message.author.full_name}, {place}" if side is Side.candidate else message.author.full_name


def _text(thread: Thread, message: ThreadMessage, side: Side) -> str:
    """Staff who may not know the name do not read it in the signature either."""
    if side is Side.candidate or message.side is Side.school or not thread.is_hidden:
        return message.body
    text = masked(thread.application, message.body) if thread.application else message.body
    return without_names(text, thread.candidate.full_name)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " …"
