"""The cookie of a signed-in browser: where a session begins, is recognised, and ends.

The cookie (signed, http-only) holds who it is (``User.get_id()``), a random key whose hash is the ``UserSession`` row,
and a stamp of the last sign of life. The stamp keeps the idle limit: it is renewed in the cookie at most every five
minutes, by any request, so looking at pages writes nothing to the database. The row's ``last_seen_at``, which people
see in their list of sessions, is written after a POST.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, g, request, session

from teachpb import clock
from teachpb.accounts import lasting, operations, queries
from teachpb.accounts.models import SignInMethod, User, UserSession
from teachpb.db import transaction
from teachpb.extensions import login_manager

if TYPE_CHECKING:
    from datetime import datetime

KEY = "session_key"
SEEN = "seen"
USER = "_user_id"  # where Flask-Login looks


def begin(user: User, *, method: SignInMethod, keep: bool = False) -> None:
    """Sign ``user`` in on this browser; inside a transaction. Nothing of the visitor's cookie survives."""
    begun, key = operations.begin_session(
        user=user, method=method, keep=keep, user_agent=request.headers.get("User-Agent", "")
    )
    put_cookie(begun, key)


def put_cookie(begun: UserSession, key: str) -> None:
    session.clear()
    session.permanent = begun.kept
    session[USER] = begun.user.get_id()
    session[KEY] = key
    session[SEEN] = _stamp(clock.now())
    session["_fresh"] = True


def forget() -> None:
    """Make this browser a stranger again."""
    session.clear()
    g.pop("user_session", None)
    g.pop("_login_user", None)


def present_session() -> UserSession | None:
    """The session of the browser that asks, once its person has been looked up."""
    found: UserSession | None = g.get("user_session")
    return found


def load(user_id: str) -> User | None:
    """The person behind the cookie, or None when the session has ended, idled away or was revoked. One query."""
    found = queries.live_session(str(session.get(KEY, "")))
    if found is None or found.user.get_id() != user_id or not found.user.is_active:
        return None
    idle = _stamp(clock.now()) - int(session.get(SEEN, 0))
    limit = lasting.idle_limit(is_staff=found.user.is_staff, kept=found.kept)
    if idle > limit.total_seconds():
        return None
    g.user_session = found
    return found.user


def lapsed_user() -> User | None:
    """Who was signed in on this browser until time ran out; None for a stranger, and for whoever signed out or was
    signed out. Good for keeping what they had typed, and for nothing else."""
    if g.get("user_session") is not None or KEY not in session:
        return None
    found = queries.lapsed_session(str(session[KEY]))
    return found.user if found is not None and found.user.get_id() == session.get(USER) else None


def register_signed_in(app: Flask) -> None:
    login_manager.user_loader(load)
    login_manager.session_protection = None  # the key does that, and no address or browser string is kept
    app.config["PERMANENT_SESSION_LIFETIME"] = lasting.KEPT_FOR  # the shorter limits are kept on the server

    @app.after_request
    def note_sign_of_life(response: Response) -> Response:
        found = present_session()
        if found is None or KEY not in session:
            return response
        now = clock.now()
        if _stamp(now) - int(session.get(SEEN, 0)) >= lasting.SEEN_EVERY.total_seconds():
            session[SEEN] = _stamp(now)
        if request.method == "POST" and response.status_code < 500:
            _note_in_database(found, now)
        return response


def _note_in_database(found: UserSession, now: datetime) -> None:
    if found.ended_at is None and now - found.last_seen_at >= lasting.SEEN_EVERY:
        with transaction():
            operations.note_seen(session_id=found.id)


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp())
