"""What this room offers the others: the button on every job, an entry in the account’s navigation, an answer to
signing in on the way to saving a job, and one to closing an account."""

from __future__ import annotations

import re

from flask import Flask, url_for

from teachpb.accounts.models import User
from teachpb.accounts.overview import Panel, register_panel
from teachpb.accounts.signals import account_closing, account_entered
from teachpb.db import DomainError
from teachpb.saved import operations, presenting, queries
from teachpb.vacancies.queries import get_public_vacancy
from teachpb.vacancies.registry import register_job_actions
from teachpb.web.navigation import Entry, register_entry

#: Where the button leads a visitor who has not signed in.
SAVE_PATH = re.compile(r"/jobs/(?P<slug>[a-z0-9-]+)/save(?:\?source=(?P<source>[a-z0-9_-]{0,40}))?")


def register(app: Flask) -> None:
    account_closing.connect(on_account_closing)
    account_entered.connect(on_account_entered)
    with app.app_context():
        register_panel(panel)
        register_job_actions(presenting.job_actions)
        register_entry(Entry("account", "Saved jobs", "saved.list_saved", order=10, count=queries.saved_count))


def on_account_closing(user: User) -> None:
    operations.forget_person(user=user)


def on_account_entered(user: User, target: str = "") -> None:
    """Who pressed “Save” and then signed in, or made an account, has said what they want: it is done by that POST."""
    wanted = SAVE_PATH.fullmatch(target)
    vacancy = get_public_vacancy(wanted["slug"]) if wanted else None
    if wanted is None or vacancy is None:
        return
    try:
        operations.save_vacancy(actor=user, vacancy=vacancy, source=wanted["source"] or "")
    except DomainError:
        return  # the page they come to says why


def panel(user: User) -> Panel:
    number = queries.saved_count(user)
    text = "We remind you before they close." if number else "Save a job on its card or its page, and find it here."
    return Panel("Saved jobs", text, url_for("saved.list_saved"), number, order=40)
