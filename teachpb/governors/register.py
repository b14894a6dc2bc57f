"""What this room offers the others: documents for search, navigation, a section of a school's page."""

from __future__ import annotations

from typing import Any

from flask import Flask

from teachpb.accounts.models import User
from teachpb.accounts.signals import account_closing
from teachpb.governors import operations, queries
from teachpb.governors.policies import works_for_a_board
from teachpb.governors.search import register_documents
from teachpb.schools.models import Organisation, School
from teachpb.schools.registry import ProfileSection, register_profile_section
from teachpb.schools.signals import school_succeeded
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    register_documents()
    school_succeeded.connect(on_succeeded)
    account_closing.connect(on_account_closing)
    with app.app_context():
        register_profile_section(roles_section)
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


def on_account_closing(user: User) -> None:
    operations.forget_person(user=user)


def on_succeeded(predecessor: School, successor: School, **_: Any) -> None:
    operations.follow_succession(predecessor=predecessor, successor=successor)


def roles_section(organisation: Organisation) -> ProfileSection | None:
    """The open roles on the public page of a school or trust; None when it has none."""
    roles = queries.open_roles_at(organisation)
    if not roles:
        return None
    return ProfileSection(
        key="governor-roles",
        title="Join our board",
        template="governors/_school_roles.html",
        context={"roles": roles},
        count=len(roles),
        order=20,
        more_href="/governor-roles",
        more_text="See every board that is looking",
    )
