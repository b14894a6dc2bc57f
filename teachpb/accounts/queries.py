"""Reading about people, their sessions and the links they were mailed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from teachpb import clock
from teachpb.accounts import lasting
from teachpb.accounts.keys import hash_key
from teachpb.accounts.models import DataExport, LinkPurpose, MailedLink, User, UserSession
from teachpb.accounts.passwords import verify_password
from teachpb.db import UtcDateTime, db

#: No more mails than this go to one address in an hour, whoever asks for them.
MAILS_AN_HOUR = 5


def normal_email(text: str) -> str:
    """An address as accounts keep it."""
    return text.strip().lower()


def user_by_email(email: str) -> User | None:
    """The open account with this address, confirmed or not. One query, whether there is one or not."""
    question = select(User).where(User.email == normal_email(email), User.closed_at.is_(None))
    return db.session.scalar(question.options(lazyload(User.memberships)))


def user_by_id(user_id: int) -> User | None:
    return db.session.get(User, user_id)


def user_with_password(*, email: str, password: str) -> User | None:
    """The person whose address and password these are, if they may sign in. Takes as long when there is nobody."""
    user = user_by_email(email)
    proven = verify_password(user.password_hash if user else None, password)
    return user if user is not None and proven and user.is_active else None


@cache
def _live_session() -> Select[UserSession]:
    """Asked with every request: written once, with the key and the time left open."""
    return (
        select(UserSession)
        .join(UserSession.user)
        .options(contains_eager(UserSession.user).joinedload(User.memberships))
        .where(
            UserSession.key_hash == bindparam("key_hash"),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > bindparam("now", type_=UtcDateTime()),
            User.closed_at.is_(None),
        )
    )


def live_session(key: str) -> UserSession | None:
    """The session behind a cookie, with its user and their memberships, in one query."""
    found = db.session.scalars(_live_session(), {"key_hash": hash_key(key), "now": clock.now()})
    return found.unique().one_or_none()


def lapsed_session(key: str) -> UserSession | None:
    """The session behind a cookie that nobody has ended and whose time may have run out, but not long ago."""
    return db.session.scalar(
        select(UserSession)
        .join(UserSession.user)
        .where(
            UserSession.key_hash == hash_key(key),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > clock.now() - lasting.LAPSED_FOR,
            User.closed_at.is_(None),
        )
    )


def sessions_of(user: User) -> Sequence[UserSession]:
    """Where this person is signed in now, the latest seen first."""
    question = (
        select(UserSession)
        .where(
            UserSession.user_id == user.id,
            UserSession.ended_at.is_(None),
            UserSession.expires_at > clock.now(),
        )
        .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
    )
    return db.session.scalars(question).all()


def session_of(user: User, session_id: int) -> UserSession | None:
    """One of this person's own live sessions."""
    return next((found for found in sessions_of(user) if found.id == session_id), None)


def open_link(token: str, purpose: LinkPurpose) -> MailedLink | None:
    """The mailed link with this token, if it is for this purpose and can still be used."""
    question = (
        select(MailedLink)
        .options(joinedload(MailedLink.user))
        .where(MailedLink.token_hash == hash_key(token), MailedLink.purpose == purpose)
    )
    link = db.session.scalars(question).one_or_none()
    return link if link is not None and link.is_open and _still_theirs(link) else None


def export_of(user: User) -> DataExport | None:
    """The copy of their data this person asked for last, unless its time is over."""
    question = select(DataExport).where(
        DataExport.user_id == user.id, or_(DataExport.made_at.is_(None), DataExport.expires_at > clock.now())
    )
    return db.session.scalar(question.order_by(DataExport.id.desc()).limit(1))


def exports_to_make() -> Sequence[int]:
    """Numbers of the copies that were asked for and not made, oldest first."""
    return db.session.scalars(select(DataExport.id).where(DataExport.made_at.is_(None)).order_by(DataExport.id)).all()


def links_to_handle(limit: int = 100) -> Sequence[int]:
    """Numbers of the links that were asked for and not dealt with, oldest first."""
    question = select(MailedLink.id).where(MailedLink.handled_at.is_(None)).order_by(MailedLink.id).limit(limit)
    return db.session.scalars(question).all()


def is_mailed_enough(email: str) -> bool:
    """Did this address get as much of this mail in the past hour as anybody should?"""
    since = clock.now() - timedelta(hours=1)
    question = select(func.count(MailedLink.id)).where(
        MailedLink.email == email, MailedLink.handled_at > since, MailedLink.was_mailed
    )
    return (db.session.scalar(question) or 0) >= MAILS_AN_HOUR


def _still_theirs(link: MailedLink) -> bool:
    """A link dies with the account, and with the address it was mailed to (save one that is to change the address)."""
    user = link.user
    if user is None:
        return link.purpose is LinkPurpose.register
    if user.closed_at is not None:
        return False
    return link.purpose is LinkPurpose.change_email or user.email == link.email
