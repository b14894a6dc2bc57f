"""Jobs people keep, and whether they want to be reminded of them."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.db import Model, Timestamps
from teachpb.vacancies.models import Vacancy

#: Days before the closing time at which a person is reminded, the earliest first.
REMINDERS = (10, 2)
LONGEST_NOTE = 1000


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class SavedVacancy(Timestamps, Model):
    """One vacancy one person keeps.

    ``saved_at`` is when. ``reminded_days`` is the last of REMINDERS that was sent; None before the first.
    """

    __tablename__ = "saved_vacancies"
    __table_args__ = (
        UniqueConstraint("user_id", "vacancy_id"),
        CheckConstraint("reminded_days IS NULL OR reminded_days IN (10, 2)", name="reminded_days_known"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime]
    reminded_days: Mapped[int | None]

    user: Mapped[User] = relationship(User)
    vacancy: Mapped[Vacancy] = relationship(Vacancy)


class ReminderChoice(Timestamps, Model):
    """Whether a person is reminded before saved jobs close; who has no row is. ``secret`` goes into the signature of
    the link in every reminder; it opens nothing without the site’s own key."""

    __tablename__ = "saved_reminder_choices"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    is_on: Mapped[bool] = mapped_column(default=True)
    secret: Mapped[str] = mapped_column(String(43), default=new_secret)

    user: Mapped[User] = relationship(User)
