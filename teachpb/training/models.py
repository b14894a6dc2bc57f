"""Kinds of training that run out, what people enter themselves, who belongs to a team, and what its roles need."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Float, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.cpd.models import Audience, Course
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model, Timestamps
from teachpb.files.models import StoredFile
from teachpb.schools.models import Organisation

CONSTRAINT_MESSAGES["uq_training_kinds_name"] = ("name", "There is already a kind of training with this name")
CONSTRAINT_MESSAGES["uq_team_members_organisation_id_email"] = ("email", "Somebody with this address is on the list")

#: Who sits on a board; everybody else is staff.
BOARD_ROLES = (Audience.governor, Audience.chair, Audience.clerk)
STAFF_ROLES = tuple(role for role in Audience if role not in (*BOARD_ROLES, Audience.prospective_teacher))


class Side(LabelledEnum):
    """The two lists of a school or trust: the CPD lead keeps one, the clerk or chair the other."""

    staff = "staff", "Staff"
    board = "board", "Board"

    @property
    def roles(self) -> tuple[Audience, ...]:
        return BOARD_ROLES if self is Side.board else STAFF_ROLES


def new_token() -> str:
    return secrets.token_urlsafe(24)


class TrainingKind(Timestamps, Model):
    """A kind of training that runs out ``months`` after it was attended (0: never; it is needed once).

    ``basis`` names the law or guidance, ``review_on`` the day on which an officer looks at it again: the rules change.
    """

    __tablename__ = "training_kinds"
    __table_args__ = (CheckConstraint("months BETWEEN 0 AND 120", name="months_in_range"),)

    name: Mapped[str] = mapped_column(String(120), unique=True)
    months: Mapped[int]
    basis: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    review_on: Mapped[date | None] = mapped_column(Date)
    is_active: Mapped[bool] = mapped_column(default=True)

    courses: Mapped[list[Course]] = relationship(Course, secondary="training_kind_courses", order_by=Course.title)


class KindCourse(Model):
    """A course that gives a kind of training."""

    __tablename__ = "training_kind_courses"
    __table_args__ = (UniqueConstraint("kind_id", "course_id"),)

    kind_id: Mapped[int] = mapped_column(ForeignKey("training_kinds.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), index=True)


class TeamMember(Timestamps, Model):
    """Somebody who works at a school or sits on its board, whether or not they have an account. What they attended is
    found by their address, in lower case. ``left_on`` ends it."""

    __tablename__ = "team_members"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email"),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), index=True)
    role: Mapped[Audience] = mapped_column(EnumText(Audience))
    left_on: Mapped[date | None] = mapped_column(Date)

    organisation: Mapped[Organisation] = relationship(Organisation)

    @property
    def side(self) -> Side:
        return Side.board if self.role in BOARD_ROLES else Side.staff


class TrainingEntry(Timestamps, Model):
    """Training attended elsewhere: entered by the person (``user``), or by their school (``member``).

    ``expires_on`` is the kind's unless another day was given. ``is_shared`` lets the school see what the person
    entered.
    """

    __tablename__ = "training_entries"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (member_id IS NULL)", name="of_one_person"),
        CheckConstraint("hours >= 0 AND hours <= 500", name="hours_in_range"),
    )

    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("team_members.id", ondelete="CASCADE"), index=True)
    kind_id: Mapped[int | None] = mapped_column(ForeignKey("training_kinds.id"), index=True)
    title: Mapped[str] = mapped_column(String(150))
    provider: Mapped[str] = mapped_column(String(150), default="")
    completed_on: Mapped[date] = mapped_column(Date)
    hours: Mapped[float] = mapped_column(Float, default=0.0)
    expires_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    is_shared: Mapped[bool] = mapped_column(default=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))

    user: Mapped[User | None] = relationship(User)
    member: Mapped[TeamMember | None] = relationship(TeamMember)
    kind: Mapped[TrainingKind | None] = relationship(TrainingKind)
    file: Mapped[StoredFile | None] = relationship(StoredFile)


class RequiredTraining(Model):
    """A school's own rule: whoever has this role needs this kind."""

    __tablename__ = "required_trainings"
    __table_args__ = (UniqueConstraint("organisation_id", "role", "kind_id"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    role: Mapped[Audience] = mapped_column(EnumText(Audience))
    kind_id: Mapped[int] = mapped_column(ForeignKey("training_kinds.id", ondelete="CASCADE"))

    kind: Mapped[TrainingKind] = relationship(TrainingKind)


class SentReminder(Model):
    """That somebody was told, ``days`` before it runs out, of one piece of training (``certificate-12``)."""

    __tablename__ = "training_reminders"
    __table_args__ = (UniqueConstraint("holding", "days"),)

    holding: Mapped[str] = mapped_column(String(40))
    days: Mapped[int]
    sent_at: Mapped[datetime]


class AbsenceFeed(Timestamps, Model):
    """The secret address of the calendar of who is away on a course, of one CPD lead for one school. Made anew, the old
    address is dead."""

    __tablename__ = "absence_feeds"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(40), unique=True, default=new_token)

    user: Mapped[User] = relationship(User)
    organisation: Mapped[Organisation] = relationship(Organisation)
