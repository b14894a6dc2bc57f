"""What this room offers the others: tabs on an application, entries in the navigation, things to do, saved words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, url_for
from sqlalchemy import select

from teachpb.accounts.exporting import Export, register_export, rows_where
from teachpb.accounts.models import User
from teachpb.accounts.overview import Panel, register_panel
from teachpb.accounts.signals import account_closing
from teachpb.applications.models import Application
from teachpb.applications.registry import (
    BulkAction,
    Part,
    Todo,
    register_bulk_action,
    register_candidate_part,
    register_candidates_table,
    register_saved_words,
    register_staff_part,
    register_todos,
)
from teachpb.applications.signals import application_moved, application_sent
from teachpb.db import db
from teachpb.messages import operations, policies, presenting, queries
from teachpb.messages.models import Side, Thread, ThreadMessage
from teachpb.messages.turns import SCHOOL_WRITES
from teachpb.messages.wording import saved_words
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    account_closing.connect(on_account_closing)
    application_sent.connect(on_sent)
    application_moved.connect(on_moved)
    with app.app_context():
        register_panel(panel)
        register_staff_part(
            Part("Messages", "messages.show_received", policies.can_talk_about, waiting_for_staff, order=20)
        )
        register_candidate_part(
            Part("Messages", "messages.show_mine", policies.is_own_application, waiting_for_candidate, order=20)
        )
        register_bulk_action(
            BulkAction(
                "Write to the ticked",
                "messages.choose_recipients",
                frozenset(SCHOOL_WRITES),
                policies.can_write_to_several,
                order=20,
            )
        )
        register_todos(todos)
        register_candidates_table("message_threads")
        register_export(Export("messages", messages_of))
        register_saved_words(saved_words)
        register_entry(
            Entry(
                "hiring",
                "Messages",
                "messages.list_received",
                policies.can_see_inbox,
                order=35,
                count=queries.unread_count,
            )
        )
        register_entry(Entry("account", "Messages", "messages.list_mine", order=30, count=queries.own_unread_count))


def messages_of(user: User) -> list[dict[str, Any]]:
    """What was written in the person’s own threads, by both sides."""
    threads = select(Thread.id).where(Thread.candidate_id == user.id)
    return rows_where(ThreadMessage.metadata.tables["thread_messages"], ThreadMessage.thread_id.in_(threads))


def on_account_closing(user: User) -> None:
    operations.forget_person(user=user)


def on_sent(application: Application) -> None:
    operations.adopt_question(application=application)


def on_moved(application: Application, **_: Any) -> None:
    """The words of a decision, feedback with them, stand in the thread."""
    db.session.flush()
    event = application.events[-1]
    if event.message and event.actor is not None:
        operations.keep_said(
            actor=event.actor, application=application, body=event.message, token=f"decision-{event.id}"
        )


def waiting_for_staff(user: User, application: Application) -> int:
    return int(presenting.is_unread(user, queries.thread_of(application), Side.school))


def waiting_for_candidate(user: User, application: Application) -> int:
    return int(presenting.is_unread(user, queries.thread_of(application), Side.candidate))


def todos(user: User, application_ids: Sequence[int]) -> Mapping[int, Sequence[Todo]]:
    """“Read the message from the school”."""
    unread = queries.own_unread(user, application_ids) if application_ids else set()
    return {
        application_id: [
            Todo("Read the message from the school", url_for("messages.show_mine", application_id=application_id))
        ]
        for application_id in unread
    }


def panel(user: User) -> Panel:
    number = queries.own_unread_count(user)
    text = "A school has written to you." if number else "What you and schools write to each other."
    return Panel("Messages", text, url_for("messages.list_mine"), number, bool(number), order=10)
