"""Who was there, session by session, and what that comes to."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.cpd.models import CourseSession, Place
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model, Timestamps

CONSTRAINT_MESSAGES["ck_attendance_records_hours_in_range"] = ("hours", "Enter hours from 0 to 200")


class Mark(LabelledEnum):
    """What a register says of one person at one session."""

    present = "present", "Present"
    late = "late", "Late"
    left_early = "left_early", "Left early"
    absent = "absent", "Absent"
    excused = "excused", "Excused"

    @property
    def was_there(self) -> bool:
        return self in (Mark.present, Mark.late, Mark.left_early)


def new_key() -> str:
    """128 random bits and more, for a link that opens one person's page."""
    return secrets.token_urlsafe(24)


class AttendanceMark(Timestamps, Model):
    """One cell of a register. ``version`` goes up by one with every change, so that two people who fill in the same
    register notice each other. ``check_in_key`` names the check-in that made the mark: the same one sent again changes
    nothing. ``arrived_at`` is when a ticket was checked in."""

    __tablename__ = "attendance_marks"
    __table_args__ = (UniqueConstraint("session_id", "place_id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("course_sessions.id", ondelete="CASCADE"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"), index=True)
    mark: Mapped[Mark] = mapped_column(EnumText(Mark))
    version: Mapped[int] = mapped_column(default=1)
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    arrived_at: Mapped[datetime | None]
    check_in_key: Mapped[str] = mapped_column(String(40), default="")

    session: Mapped[CourseSession] = relationship(CourseSession)
    place: Mapped[Place] = relationship(Place)
    marked_by: Mapped[User | None] = relationship(User)


class AttendanceRecord(Timestamps, Model):
    """What a place came to. ``hours`` are those of the sessions attended; ``awarded_hours`` stand instead where whoever
    runs the course gave others, with ``award_reason``.

    ``key`` is in the links to the evaluation and the certificate. Whether somebody was asked, reminded and has answered
    stands here, and what they answered does not: an ``Evaluation`` knows no person.
    """

    __tablename__ = "attendance_records"
    __table_args__ = (
        CheckConstraint("awarded_hours IS NULL OR awarded_hours BETWEEN 0 AND 200", name="hours_in_range"),
        Index("ix_attendance_records_asked_at", "asked_at"),
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"), unique=True)
    hours: Mapped[float] = mapped_column(Float, default=0.0)
    awarded_hours: Mapped[float | None] = mapped_column(Float)
    award_reason: Mapped[str] = mapped_column(String(200), default="")
    awarded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    key: Mapped[str] = mapped_column("link_token", String(40), unique=True, default=new_key)
    asked_at: Mapped[datetime | None]
    chased_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    follow_up_asked_at: Mapped[datetime | None]
    follow_up_answered_at: Mapped[datetime | None]

    place: Mapped[Place] = relationship(Place)

    @property
    def hours_counted(self) -> float:
        return self.hours if self.awarded_hours is None else self.awarded_hours
