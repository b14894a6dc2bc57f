"""How a test becomes somebody without typing a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import session

from teachpb.accounts import operations, signed_in
from teachpb.accounts.models import SignInMethod
from teachpb.db import db

if TYPE_CHECKING:
    from tests.support.client import StrictClient


def sign_in(client: StrictClient, user: Any, *, keep: bool = False) -> None:
    """Give the client's browser a session of ``user``'s; None makes it a stranger."""
    db.session.commit()
    cookie: dict[str, Any] = {}
    if user is not None:
        cookie = _cookie(client, user, keep=keep)
    with client.http.session_transaction() as stored:
        stored.clear()
        stored.update(cookie)
        stored.permanent = keep


def _cookie(client: StrictClient, user: Any, *, keep: bool) -> dict[str, Any]:
    if not user.is_active:  # somebody who may not sign in: a cookie from better days
        return {signed_in.USER: user.get_id(), signed_in.KEY: "of a session that never was"}
    begun, key = operations.begin_session(user=user, method=SignInMethod.password, keep=keep)
    db.session.commit()
    with client.app.test_request_context():
        signed_in.put_cookie(begun, key)
        return dict(session)
