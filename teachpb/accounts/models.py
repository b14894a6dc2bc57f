"""A person, their signed-in sessions, and the links and attempts that guard the door."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts import terms
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model, Timestamps
from teachpb.sealing import SealedText

CONSTRAINT_MESSAGES["uq_users_email"] = ("email", "There is already an account with this email address")


def new_session_token() -> str:
    return secrets.token_urlsafe(32)


class User(UserMixin, Timestamps, Model):  # type: ignore[misc]
    """A person with an account. ``email`` is kept in lower case; names are kept as typed.

    ``password_hash`` is empty for somebody who signs in by mailed link only. ``confirmed_at`` is when they first proved
    that the address is theirs.
    """

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    email: Mapped[str] = mapped_column(String(254), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None]
    terms_accepted_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    #: Part of the cookie: a new one signs every session out.
    session_token: Mapped[str] = mapped_column(String(43), default=new_session_token)

    #: What they are and where: rows of the schools room, which this room does not know.
    memberships: Mapped[list[Any]] = relationship(
        "Membership", back_populates="user", foreign_keys="Membership.user_id", lazy="selectin"
    )
    sessions: Mapped[list[UserSession]] = relationship("UserSession", back_populates="user")

    @property
    def is_active(self) -> bool:
        """May this person sign in at all?"""
        return self.closed_at is None and self.confirmed_at is not None

    @property
    def is_staff(self) -> bool:
        """Does this person work for an organisation here? Their sessions end sooner."""
        return any(membership.is_active for membership in self.memberships)

    @property
    def has_current_terms(self) -> bool:
        """Has this person agreed to the terms as they stand now?"""
        return self.terms_accepted_at is not None and self.terms_accepted_at >= terms.in_force_since()

    def get_id(self) -> str:
        return f"{self.id}:{self.session_token}"


class SignInMethod(LabelledEnum):
    """What a person proved when a session began."""

    password = "password", "Password"
    mailed_link = "mailed_link", "Link in an email"
    registration = "registration", "New account"


class UserSession(Timestamps, Model):
    """One browser somebody is signed in with. Only the hash of its cookie's key is stored.

    ``last_seen_at`` is written when the person does something (a POST), at most every five minutes; the idle limit
    itself is kept by a stamp in the signed cookie, so that looking at pages never writes. ``expires_at`` is the end
    whatever happens.
    """

    __tablename__ = "user_sessions"
    __table_args__ = (Index("ix_user_sessions_user_id_ended_at", "user_id", "ended_at"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    method: Mapped[SignInMethod] = mapped_column(EnumText(SignInMethod))
    kept: Mapped[bool] = mapped_column(default=False)
    last_seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(User, back_populates="sessions")

    @property
    def is_live(self) -> bool:
        return self.ended_at is None and self.expires_at > clock.now()


class LinkPurpose(LabelledEnum):
    """What following a mailed link proves or does. A link for one purpose is worth nothing for another."""

    register = "register", "Create an account"
    sign_in = "sign_in", "Sign in"
    reset_password = "reset_password", "Choose a new password"
    change_email = "change_email", "Change email address"
    close_account = "close_account", "Close the account"


class MailedLink(Timestamps, Model):
    """A link somebody asked to be mailed, from the asking to its one use.

    The request only writes this row; whether there is an account, and so what is mailed, is found out by a job. The
    page that asks therefore does exactly the same work for an address with an account as for one without. ``payload``
    is what was typed along with the asking (a registration: name and password hash), so that a link confirms what was
    typed for *it* and nothing anybody typed later.
    """

    __tablename__ = "mailed_links"
    __table_args__ = (Index("ix_mailed_links_email_created_at", "email", "created_at"),)

    purpose: Mapped[LinkPurpose] = mapped_column(EnumText(LinkPurpose))
    email: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: Where to go afterwards, on this site.
    target: Mapped[str] = mapped_column(String(2000), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    #: When the job dealt with it, whether or not there was anything to mail.
    handled_at: Mapped[datetime | None] = mapped_column(index=True)
    was_mailed: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship(User)

    @property
    def is_open(self) -> bool:
        """Can it still be used?"""
        return self.used_at is None and self.expires_at is not None and self.expires_at > clock.now()


class GuardKind(LabelledEnum):
    """What failed attempts are counted by."""

    account = "account", "One account"
    address = "address", "One network address"


class SignInGuard(Model):
    """How often somebody has lately failed to prove who they are.

    ``key_hash`` stands for the e-mail address typed (whether or not it has an account) or the network address; neither
    is stored.
    """

    __tablename__ = "sign_in_guards"

    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[GuardKind] = mapped_column(EnumText(GuardKind))
    failures: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    wait_until: Mapped[datetime | None]


class DataExport(Timestamps, Model):
    """Everything kept about a person, asked for by them, made by a job, and kept for a few days.

    ``archive`` is a ZIP file in base64, sealed: it holds in one place what is sealed everywhere else.
    """

    __tablename__ = "data_exports"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    archive: Mapped[str] = mapped_column(SealedText, default="", deferred=True)

    user: Mapped[User] = relationship(User)

    @property
    def is_ready(self) -> bool:
        return self.expires_at is not None and self.expires_at > clock.now()
