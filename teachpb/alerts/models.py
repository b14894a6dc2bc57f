"""Searches people want to hear of, what they have been told, and what they said to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import EnumText, LabelledEnum, Model, Timestamps
from teachpb.vacancies.models import Vacancy


class Frequency(LabelledEnum):
    """When an alert is sent, by the clock in London (``schedule.py``)."""

    instant = "instant", "Within minutes"
    daily = "daily", "Every day at 3pm"
    weekly = "weekly", "Every Friday at 6pm"


class AlertState(LabelledEnum):
    unconfirmed = "unconfirmed", "Waiting to be confirmed"
    active = "active", "Running"
    paused = "paused", "Paused"
    ended = "ended", "Stopped"


class EndReason(LabelledEnum):
    """Why somebody stopped an alert, if they say."""

    job_found_here = "job_found_here", "I found a job on this site"
    job_found = "job_found", "I found a job somewhere else"
    not_relevant = "not_relevant", "The jobs were not right for me"
    too_many = "too_many", "Too many emails"
    plans_changed = "plans_changed", "My plans have changed"
    other = "other", "Something else"


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

    ``email`` is in lower case, and empty once the alert has ended. ``new_email`` is an address it is to move to, until
    that is confirmed. ``query`` is the search as the jobs page writes it in its address (``criteria.py``).
    ``confirmation_hash`` is the hash of the one key that was mailed to confirm an address, ``confirmation_sent_at``
    when. ``secret`` goes into the signature of the links in later mail (``links.py``); it opens nothing without the
    site's own key. ``last_run_at`` is when it last looked for something to send; ``touched_at`` when its owner last
    did something with it, ``asked_to_keep_at`` when we asked, for want of that, whether it is still wanted.
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
    new_email: Mapped[str | None] = mapped_column(String(254))
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
    touched_at: Mapped[datetime] = mapped_column(default=clock.now)
    asked_to_keep_at: Mapped[datetime | None]
    secret: Mapped[str] = mapped_column(String(43))

    user: Mapped[User | None] = relationship(User)
    told: Mapped[list[ToldVacancy]] = relationship(
        "ToldVacancy", back_populates="subscription", cascade="all, delete-orphan", passive_deletes=True
    )


class Letter(Model):
    """One mail of new jobs, for one alert or several of the same address. ``secret`` is as a subscription's."""

    __tablename__ = "alert_letters"

    sent_at: Mapped[datetime] = mapped_column(index=True)
    secret: Mapped[str] = mapped_column(String(43))

    told: Mapped[list[ToldVacancy]] = relationship("ToldVacancy", back_populates="letter", passive_deletes=True)
    opinion: Mapped[Opinion | None] = relationship("Opinion", back_populates="letter", passive_deletes=True)


class ToldVacancy(Model):
    """A vacancy this alert need not tell of again.

    ``sent_at`` is when it was mailed, in ``letter``; both are None for one that could be found already when the alert
    was asked for, or that another alert told the same address of.
    """

    __tablename__ = "alert_told_vacancies"
    __table_args__ = (UniqueConstraint("subscription_id", "vacancy_id"),)

    subscription_id: Mapped[int] = mapped_column(ForeignKey("alert_subscriptions.id", ondelete="CASCADE"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("alert_letters.id", ondelete="SET NULL"), index=True)
    sent_at: Mapped[datetime | None]

    subscription: Mapped[Subscription] = relationship(Subscription, back_populates="told")
    vacancy: Mapped[Vacancy] = relationship(Vacancy)
    letter: Mapped[Letter | None] = relationship(Letter, back_populates="told")


class Opinion(Timestamps, Model):
    """Whether the jobs of one letter were the right ones. Answering again replaces the answer."""

    __tablename__ = "alert_opinions"

    letter_id: Mapped[int] = mapped_column(ForeignKey("alert_letters.id", ondelete="CASCADE"), unique=True)
    is_relevant: Mapped[bool]
    comment: Mapped[str] = mapped_column(String(1200), default="")

    letter: Mapped[Letter] = relationship(Letter, back_populates="opinion")


class Ending(Timestamps, Model):
    """Why an alert was stopped. It outlives the alert, and says nothing of whose it was."""

    __tablename__ = "alert_endings"

    subscription_id: Mapped[int | None] = mapped_column(
        ForeignKey("alert_subscriptions.id", ondelete="SET NULL"), unique=True
    )
    reason: Mapped[EndReason] = mapped_column(EnumText(EndReason))
    comment: Mapped[str] = mapped_column(String(1200), default="")
    frequency: Mapped[Frequency] = mapped_column(EnumText(Frequency))
