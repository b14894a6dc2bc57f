"""What this room offers the others: an entry in the account’s navigation, and an answer to closing an account."""

from __future__ import annotations

from flask import Flask

from teachpb.accounts.models import User
from teachpb.accounts.signals import account_closing
from teachpb.alerts import operations
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    account_closing.connect(on_account_closing)
    with app.app_context():
        register_entry(Entry("account", "Job alerts", "alerts.list_alerts", order=30))


def on_account_closing(user: User) -> None:
    operations.forget_person(user=user)
