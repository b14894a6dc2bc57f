"""What people ask for beside a place: to hear of new dates, a course in their own school, a calendar of their own."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models.course import Course
from teachpb.cpd.models.date import CourseDate
from teachpb.cpd.models.enums import InSchoolState
from teachpb.db import EnumText, Model, Timestamps
from teachpb.schools.models import Organisation, Provider


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class CourseWatch(Timestamps, Model):
    """Somebody wants to hear when new dates of a course open. ``secret`` goes into the link that stops it."""

    __tablename__ = "course_watches"
    __table_args__ = (UniqueConstraint("user_id", "course_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), index=True)
    secret: Mapped[str] = mapped_column(String(43), default=new_secret)

    user: Mapped[User] = relationship(User)
    course: Mapped[Course] = relationship(Course)
    tellings: Mapped[list[WatchTelling]] = relationship(
        "WatchTelling", back_populates="watch", cascade="all, delete-orphan", passive_deletes=True
    )


class WatchTelling(Model):
    """A date that need not be told of (again). ``sent_at`` is None for one that was open when the watch began."""

    __tablename__ = "course_watch_tellings"
    __table_args__ = (UniqueConstraint("watch_id", "course_date_id"),)

    watch_id: Mapped[int] = mapped_column(ForeignKey("course_watches.id", ondelete="CASCADE"))
    course_date_id: Mapped[int] = mapped_column(ForeignKey("course_dates.id", ondelete="CASCADE"), index=True)
    sent_at: Mapped[datetime | None]

    watch: Mapped[CourseWatch] = relationship(CourseWatch, back_populates="tellings")
    course_date: Mapped[CourseDate] = relationship(CourseDate)


class CalendarFeed(Timestamps, Model):
    """The secret address under which a person's own calendar program finds their bookings. Deleting the row closes it;
    a new ``secret`` opens another and closes this one."""

    __tablename__ = "calendar_feeds"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    secret: Mapped[str] = mapped_column(String(43), unique=True, default=new_secret)

    user: Mapped[User] = relationship(User)


class InSchoolRequest(Timestamps, Model):
    """A school asks a provider to come: what, for how many staff, when, where. ``hall`` is the room there is; prices
    are written into ``answer``, for each is agreed by itself."""

    __tablename__ = "in_school_requests"
    __table_args__ = (
        CheckConstraint("staff_count >= 1 AND staff_count <= 1000", name="staff_in_range"),
        Index("ix_in_school_requests_provider_state", "provider_id", "state"),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("courses.id", ondelete="SET NULL"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    topic: Mapped[str] = mapped_column(String(200))
    wishes: Mapped[str] = mapped_column(Text, default="")
    staff_count: Mapped[int]
    preferred_dates: Mapped[str] = mapped_column(String(500))
    hall: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[InSchoolState] = mapped_column(EnumText(InSchoolState), default=InSchoolState.asked)
    state_entered_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str] = mapped_column(Text, default="")

    provider: Mapped[Provider] = relationship(Provider, foreign_keys=[provider_id])
    organisation: Mapped[Organisation] = relationship(Organisation, foreign_keys=[organisation_id])
    course: Mapped[Course | None] = relationship(Course)
    asked_by: Mapped[User | None] = relationship(User, foreign_keys=[asked_by_id])
    answered_by: Mapped[User | None] = relationship(User, foreign_keys=[answered_by_id])
