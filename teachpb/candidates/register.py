"""What this room offers the others: entries in the navigation, and an answer to closing an account."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from sqlalchemy import select

from teachpb.accounts.exporting import Export, register_export, rows_where
from teachpb.accounts.models import User
from teachpb.accounts.overview import Panel, register_panel
from teachpb.accounts.signals import account_closing
from teachpb.candidates import operations, policies, queries
from teachpb.candidates.models import CandidateProfile, ProfileHiding, ProfilePlace
from teachpb.web.navigation import Entry, register_entry


def register(app: Flask) -> None:
    account_closing.connect(on_account_closing)
    with app.app_context():
        register_panel(profile_panel)
        register_export(Export("profile_places", lambda user: _of_profile(user, ProfilePlace)))
        register_export(Export("profile_hidings", lambda user: _of_profile(user, ProfileHiding)))
        register_panel(invitations_panel)
        register_entry(Entry("account", "My profile", "candidates.show_profile", order=5))
        register_entry(Entry("account", "Invitations", "candidates.list_invitations", order=25))
        register_entry(Entry("hiring", "Find candidates", "candidates.list_candidates", policies.can_search, order=40))


def _of_profile(user: User, kind: type[ProfilePlace | ProfileHiding]) -> list[dict[str, Any]]:
    """What hangs on the profile, for a copy of everything kept about the person."""
    mine = select(CandidateProfile.id).where(CandidateProfile.user_id == user.id)
    return rows_where(kind.metadata.tables[kind.__tablename__], kind.profile_id.in_(mine))


def on_account_closing(user: User) -> None:
    operations.forget_person(user=user)


def profile_panel(user: User) -> Panel:
    profile = queries.get_own(user)
    if profile is None:
        text = "Fill it in once, and your next application begins with it."
    elif profile.is_visible:
        text = "Schools can see it and invite you to apply."
    else:
        text = "Only you can see it."
    return Panel("My profile", text, url_for("candidates.show_profile"), order=5)


def invitations_panel(user: User) -> Panel | None:
    number = len(queries.invitations_of(user))
    if not number:
        return None
    return Panel(
        "Invitations", "Schools that would like you to apply.", url_for("candidates.list_invitations"), number, order=15
    )
