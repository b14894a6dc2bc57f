"""The blueprint of the room, the loaders its views share (every one starts from the person), and marking as read."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.applications import queries as applications
from teachpb.applications.models import Application
from teachpb.db import transaction
from teachpb.messages import operations, queries
from teachpb.messages.models import MessageTemplate, Thread
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import signed_in_user

bp = Blueprint("messages", __name__)


def load_received_application(user: User | None, application_id: int) -> Application | None:
    return applications.get_received(user, application_id)


def load_own_application(user: User | None, application_id: int) -> Application | None:
    return applications.get_own(user, application_id)


def load_received_thread(user: User | None, thread_id: int) -> Thread | None:
    return queries.get_received(user, thread_id)


def load_own_thread(user: User | None, thread_id: int) -> Thread | None:
    return queries.get_own(user, thread_id)


def load_vacancy(user: User | None, vacancy_id: int) -> Vacancy | None:
    return applications.get_known_vacancy(user, vacancy_id)


def load_template(user: User | None, template_id: int) -> MessageTemplate | None:
    return queries.get_template(user, template_id)


def read(thread: Thread, back: str) -> ResponseReturnValue:
    """Mark a thread as read, up to the message the page showed. A script gets words to put in the button's place."""
    shown = request.form.get("read_to", "")
    read_to = int(shown) if shown.isdecimal() and len(shown) < 10 else None
    with transaction():
        operations.mark_read(actor=signed_in_user(), thread=thread, read_to=read_to)
    if request.headers.get("HX-Request"):
        return render_template("messages/_read.html")
    flash("Marked as read.", "success")
    return redirect(back)
