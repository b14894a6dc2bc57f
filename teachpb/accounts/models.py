"""A person, their signed-in sessions, and the links and attempts that guard the door."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.db import CONSTRAINT_MESSAGES, Model, Timestamps

if TYPE_CHECKING:
    from teachpb.schools.models import Membership

CONSTRAINT_MESSAGES["uq_users_email"] = ("email", "There is already an account with this email address")


class User(UserMixin, Timestamps, Model):  # type: ignore[misc]
    """A person with an account. ``email`` is kept in lower case; names are kept as typed."""

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
    session_token: Mapped[str] = mapped_column(String(43), default=lambda: secrets.token_urlsafe(32))

    memberships: Mapped[list[Membership]] = relationship(
        "Membership", back_populates="user", foreign_keys="Membership.user_id", lazy="selectin"
    )

    @property
    def is_active(self) -> bool:
        """May this person sign in at all?"""
        return self.closed_at is None and self.confirmed_at is not None

    def get_id(self) -> str:
        return f"{self.id}:{self.session_token}"
