"""Interview days, their slots, who is invited, and what each candidate's calendar was told."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.applications.models import Application
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, Model, Timestamps
from teachpb.notifications.meetings import CalendarMethod
from teachpb.sealing import SealedText
from teachpb.vacancies.models import Vacancy

CONSTRAINT_MESSAGES["uq_interview_slots_day_id_room_starts"] = ("starts", "There is a time like this already")


def new_uid() -> str:
    return f"interview-{secrets.token_hex(12)}"


class InterviewDay(Timestamps, Model):
    """One day of interviews for one vacancy, by the clock on London's walls. Until ``choose_until`` candidates choose
    and change their time themselves."""

    __tablename__ = "interview_days"
    __table_args__ = (
        CheckConstraint("slot_minutes BETWEEN 5 AND 480", name="slot_minutes_range"),
        CheckConstraint("rooms BETWEEN 1 AND 6", name="rooms_range"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    slot_minutes: Mapped[int]
    pause_minutes: Mapped[int] = mapped_column(default=0)
    rooms: Mapped[int] = mapped_column(default=1)
    place: Mapped[str] = mapped_column(String(300), default="")
    video_link: Mapped[str] = mapped_column(String(500), default="")
    people: Mapped[str] = mapped_column(String(500), default="")
    programme: Mapped[str] = mapped_column(Text, default="")
    bring: Mapped[str] = mapped_column(Text, default="")
    choose_until: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")

    vacancy: Mapped[Vacancy] = relationship(Vacancy)
    slots: Mapped[list[InterviewSlot]] = relationship(
        "InterviewSlot",
        back_populates="day",
        order_by="(InterviewSlot.starts, InterviewSlot.room)",
        cascade="all, delete-orphan",
    )
    invitations: Mapped[list[InterviewInvitation]] = relationship(
        "InterviewInvitation", back_populates="day", order_by="InterviewInvitation.id", cascade="all, delete-orphan"
    )

    @property
    def where(self) -> str:
        return self.place or "Online"

    @property
    def starts(self) -> time:
        return min(slot.starts for slot in self.slots)

    @property
    def last_day(self) -> date:
        """The last day on which candidates choose, to its end."""
        return clock.london_day(self.choose_until - timedelta(seconds=1))

    def takes_choices(self, now: datetime) -> bool:
        return self.cancelled_at is None and now < self.choose_until


class InterviewSlot(Model):
    """One candidate at one time in one room, or nobody yet. A candidate has one time on a day."""

    __tablename__ = "interview_slots"
    __table_args__ = (UniqueConstraint("day_id", "room", "starts"), UniqueConstraint("day_id", "application_id"))

    day_id: Mapped[int] = mapped_column(ForeignKey("interview_days.id", ondelete="CASCADE"))
    room: Mapped[int] = mapped_column(default=1)
    starts: Mapped[time]
    ends: Mapped[time]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"), index=True)

    day: Mapped[InterviewDay] = relationship(InterviewDay, back_populates="slots")
    application: Mapped[Application | None] = relationship(Application)

    @property
    def begins_at(self) -> datetime:
        return clock.at_london(self.day.day, self.starts)


class InterviewInvitation(Timestamps, Model):
    """A candidate may choose a time on this day. ``none_suits_at``: they have looked, and cannot come at any of them;
    why may touch on health or family, so it is sealed."""

    __tablename__ = "interview_invitations"
    __table_args__ = (UniqueConstraint("day_id", "application_id"),)

    day_id: Mapped[int] = mapped_column(ForeignKey("interview_days.id", ondelete="CASCADE"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    none_suits_at: Mapped[datetime | None]
    none_suits_note: Mapped[str] = mapped_column(SealedText, default="")
    reminded_at: Mapped[datetime | None]

    day: Mapped[InterviewDay] = relationship(InterviewDay, back_populates="invitations")
    application: Mapped[Application] = relationship(Application)


class InterviewCalendar(Model):
    """The last thing a candidate's calendar was told: one event with a UID that stays, and a number that rises."""

    __tablename__ = "interview_calendars"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), unique=True)
    uid: Mapped[str] = mapped_column(String(80), default=new_uid)
    sequence: Mapped[int]
    method: Mapped[CalendarMethod] = mapped_column(EnumText(CalendarMethod))
    sent_at: Mapped[datetime]
