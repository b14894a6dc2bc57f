"""What the accounts room announces: who is signed in, terms to agree to, and the account's own navigation."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.exporting import Export, plain, register_export
from teachpb.accounts.models import User
from teachpb.accounts.signed_in import register_signed_in
from teachpb.audit.queries import entries_by
from teachpb.db import db
from teachpb.web.access import access_of, signed_in_user
from teachpb.web.navigation import Entry, register_entry

#: What somebody who has not agreed to the present terms may still do.
WITHOUT_TERMS = frozenset({"accounts.accept_terms", "accounts.close_account", "accounts.mail_closing_link"})


def register(app: Flask) -> None:
    register_signed_in(app)
    register_terms(app)
    with app.app_context():
        register_navigation()
        register_export(Export("activity", activity_of))


def register_terms(app: Flask) -> None:
    @app.before_request
    def ask_for_terms() -> ResponseReturnValue | None:
        """Before any page for signed-in people: have they agreed to the terms as they stand?"""
        access = access_of(current_app, request.endpoint or "")
        if access is None or access.kind == "public" or request.endpoint in WITHOUT_TERMS:
            return None
        user = signed_in_user()
        if user is None or user.has_current_terms:
            return None
        here = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.accept_terms", next=here))


def register_navigation() -> None:
    entries = (
        Entry("account", "Your account", "accounts.show_account", order=0),
        Entry("account", "Where you are signed in", "accounts.list_sessions", order=910),
        Entry("account", "Your data", "accounts.show_data", order=950),
        Entry("account", "Close your account", "accounts.close_account", order=990),
    )
    for entry in entries:
        register_entry(entry)


def activity_of(user: User) -> list[dict[str, Any]]:
    """What this person did, by what and when: not with whom."""
    return [
        {"at": plain(entry.at), "what": entry.verb, "kind": entry.subject_type}
        for entry in db.session.scalars(entries_by(user.id))
    ]
