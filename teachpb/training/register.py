"""What this room offers the others: entries in the navigation, a person's data, an answer to closing an account."""

from __future__ import annotations

from typing import Any

from flask import Flask

from teachpb.accounts.exporting import Export, register_export, rows_where
from teachpb.accounts.models import User
from teachpb.accounts.signals import account_closing
from teachpb.training import operations, policies
from teachpb.training.models import TeamMember
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    account_closing.connect(on_account_closing)
    with app.app_context():
        register_entry(Entry("training", "My training record", "record.show_record", order=15))
        register_entry(Entry("account", "My training record", "record.show_record", order=55))
        register_entry(Entry("training", "Who is trained", "teams.open_staff", policies.keeps_staff, order=25))
        register_entry(Entry("board", "Training of the board", "teams.open_board", policies.keeps_board, order=60))
        register_entry(
            Entry("office", "Training that runs out", "kinds.list_kinds", policies.looks_after_kinds, order=80)
        )
        register_export(Export("training_teams", lists_with))


def on_account_closing(user: User) -> None:
    operations.forget_person(user=user)


def lists_with(user: User) -> list[dict[str, Any]]:
    """The lists of schools and boards this person is on."""
    return rows_where(TeamMember.metadata.tables["team_members"], TeamMember.email == user.email)
