"""Searches people want to hear of, and what they have been told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.db import EnumText, LabelledEnum, Model, Timestamps
from teachpb.vacancies.models import Vacancy


class Frequency(LabelledEnum):
    """When an alert is sent, by the clock in London (``schedule.py``)."""

    daily = "daily", "Every day at 3pm"
    weekly = "weekly", "Every Friday at 6pm"


class AlertState(LabelledEnum):
    unconfirmed = "unconfirmed", "Waiting to be confirmed"
    active = "active", "Running"
    paused = "paused", "Paused"
    ended = "ended", "Stopped"


TRANSITIONS: dict[AlertState, frozenset[AlertState]] = {
    AlertState.unconfirmed: frozenset({AlertState.active, AlertState.ended}),
    AlertState.active: frozenset({AlertState.paused, AlertState.ended}),
    AlertState.paused: frozenset({AlertState.active, AlertState.ended}),
    AlertState.ended: frozenset(),
}
#: States in which an alert is somebody's, and may be looked after.
LASTING = (AlertState.active, AlertState.paused)


class Subscription(Timestamps, Model):
    """One alert: an address, what is looked for, how often.

    ``email`` is in lower case, and empty once the alert has ended. ``query`` is the search as the jobs page writes it
    in its address (``criteria.py``). ``confirmation_hash`` is the hash of the one key that was mailed to confirm it,
    ``confirmation_sent_at`` when. ``secret`` goes into the signature of the links in later mail (``links.py``); it
    opens nothing without the site's own key. ``last_run_at`` is when it last looked for something to send.
    """

    __tablename__ = "alert_subscriptions"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended_when_ended"),
        CheckConstraint(
            "state NOT IN ('active', 'paused') OR confirmed_at IS NOT NULL", name="confirmed_before_running"
        ),
        Index("ix_alert_subscriptions_due", "state", "frequency", "last_run_at"),
    )

    email: Mapped[str] = mapped_column(String(254), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    query: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    frequency: Mapped[Frequency] = mapped_column(EnumText(Frequency))
    state: Mapped[AlertState] = mapped_column(EnumText(AlertState), default=AlertState.unconfirmed)
    state_entered_at: Mapped[datetime]
    confirmation_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    confirmation_sent_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    last_run_at: Mapped[datetime | None]
    secret: Mapped[str] = mapped_column(String(43))

    user: Mapped[User | None] = relationship(User)
    told: Mapped[list[ToldVacancy]] = relationship(
        "ToldVacancy", back_populates="subscription", cascade="all, delete-orphan", passive_deletes=True
    )


class ToldVacancy(Model):
    """A vacancy this alert need not tell of again.

    ``sent_at`` is when it was mailed; None for one that could be found already when the alert was asked for.
    """

    __tablename__ = "alert_told_vacancies"
    __table_args__ = (UniqueConstraint("subscription_id", "vacancy_id"),)

    subscription_id: Mapped[int] = mapped_column(ForeignKey("alert_subscriptions.id", ondelete="CASCADE"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    sent_at: Mapped[datetime | None]

    subscription: Mapped[Subscription] = relationship(Subscription, back_populates="told")
    vacancy: Mapped[Vacancy] = relationship(Vacancy)
