"""What this room offers the others: documents for search, navigation, a section of a school's page."""

from __future__ import annotations

from flask import Flask

from teachpb.governors import queries
from teachpb.governors.policies import works_for_a_board
from teachpb.governors.search import register_documents
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    register_documents()
    with app.app_context():
        register_entry(
            Entry(
                area="board",
                text="Roles on our board",
                endpoint="board.list_roles",
                visible=works_for_a_board,
                order=10,
                count=queries.new_interest_count,
            )
        )
        register_entry(
            Entry(
                area="account",
                text="Governor roles",
                endpoint="governors.list_my_interests",
                visible=lambda user: bool(queries.interests_of(user)),
                order=60,
            )
        )
