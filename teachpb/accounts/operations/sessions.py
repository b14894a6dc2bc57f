"""Beginning and ending the sessions of signed-in browsers."""

from __future__ import annotations

from sqlalchemy import update

from teachpb import clock
from teachpb.accounts import devices, lasting
from teachpb.accounts.errors import AccountClosed
from teachpb.accounts.keys import hash_key, new_key
from teachpb.accounts.models import LinkPurpose, SignInMethod, User, UserSession, new_session_token
from teachpb.accounts.operations.links import take_link
from teachpb.accounts.passwords import hash_password, needs_rehash
from teachpb.audit import operations as audit_operations
from teachpb.db import db


def begin_session(
    *, user: User, method: SignInMethod, user_agent: str = "", keep: bool = False
) -> tuple[UserSession, str]:
    """Sign a person in on one browser. Returns the session and the key for its cookie, which is not stored.

    Raises AccountClosed when the person may no longer sign in.
    """
    if not user.is_active:
        raise AccountClosed
    key = new_key()
    now = clock.now()
    begun = UserSession(
        user=user,
        key_hash=hash_key(key),
        device=devices.describe(user_agent),
        method=method,
        kept=keep,
        last_seen_at=now,
        expires_at=now + lasting.session_length(kept=keep),
    )
    db.session.add(begun)
    user.last_signed_in_at = now
    audit_operations.record(actor=user, verb="signed_in", subject=user, note=f"{method.label}, {begun.device}")
    db.session.flush()
    return begun, key


def follow_sign_in_link(*, token: str) -> tuple[User, str]:
    """Use up a mailed sign-in link, which also proves the address. Returns whose it is and where they were going.
    Raises LinkGone."""
    link = take_link(token=token, purpose=LinkPurpose.sign_in)
    user = link.user
    assert user is not None  # noqa: S101 -- open_link() finds none without
    user.confirmed_at = user.confirmed_at or clock.now()
    return user, link.target


def refresh_password_hash(*, user: User, password: str) -> None:
    """Keep a password that was just proven with today's parameters."""
    if user.password_hash is not None and needs_rehash(user.password_hash):
        user.password_hash = hash_password(password)


def note_seen(*, session_id: int) -> None:
    """The person did something on this browser just now."""
    db.session.execute(update(UserSession).where(UserSession.id == session_id).values(last_seen_at=clock.now()))


def end_session(*, session: UserSession) -> None:
    """Sign one browser out. Doing it twice does nothing."""
    if session.ended_at is None:
        session.ended_at = clock.now()


def end_other_sessions(*, user: User, keep: UserSession | None = None) -> None:
    """Sign every browser out but ``keep``."""
    others = update(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    if keep is not None:
        others = others.where(UserSession.id != keep.id)
    db.session.execute(others.values(ended_at=clock.now()))


def end_all_sessions(*, user: User) -> None:
    """Sign out everywhere. The token in every cookie changes too, so that nothing old can come back."""
    end_other_sessions(user=user)
    user.session_token = new_session_token()
    audit_operations.record(actor=user, verb="signed_out_everywhere", subject=user)
