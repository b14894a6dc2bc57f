"""Threads, what is said in them, how far each reader has read, and the words schools keep for next time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.applications.models.application import new_code
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model, Timestamps
from teachpb.schools.models import Organisation
from teachpb.sealing import SealedText
from teachpb.vacancies.models import Vacancy

CONSTRAINT_MESSAGES["uq_message_templates_organisation_id_name"] = (
    "name",
    "There is a saved message with this name already. Choose another name",
)
CONSTRAINT_MESSAGES["uq_thread_messages_thread_id_token"] = (None, "This message has been sent already")

LONGEST = 3000
_A_QUESTION = text("application_id IS NULL")


class Side(LabelledEnum):
    candidate = "candidate", "The candidate"
    school = "school", "The school"


class TemplateKind(LabelledEnum):
    rejection = "rejection", "Not taken further"
    interview = "interview", "Interview"
    other = "other", "Anything else"


class MailChoice(LabelledEnum):
    """When a member of staff hears that candidates have written."""

    at_once = "at_once", "At once, an email for each message"
    daily = "daily", "Once a day, at half past seven in the morning, if something is unread"
    never = "never", "Never: I look here myself"


class Thread(Timestamps, Model):
    """What a candidate and a school write to each other about one job.

    Before somebody applies it is a question about the vacancy (``application_id`` is None); sending the application
    makes it the application’s thread. ``code`` stands for the person until then, where names are hidden. The two
    ``last_from_…`` are ids of messages, 0 for none: a list can tell what is unread without reading messages.
    ``archived_at`` is for the school as a whole; what a candidate writes takes the thread out of the archive.
    """

    __tablename__ = "message_threads"
    __table_args__ = (
        UniqueConstraint("application_id"),
        Index(
            "uq_message_threads_question",
            "vacancy_id",
            "candidate_id",
            unique=True,
            sqlite_where=_A_QUESTION,
            postgresql_where=_A_QUESTION,
        ),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(8), default=new_code)
    last_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    last_from_candidate: Mapped[int] = mapped_column(default=0)
    last_from_school: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]

    vacancy: Mapped[Vacancy] = relationship(Vacancy)
    candidate: Mapped[User] = relationship(User)
    application: Mapped[Application | None] = relationship(Application)
    messages: Mapped[list[ThreadMessage]] = relationship(
        "ThreadMessage", back_populates="thread", order_by="ThreadMessage.id", cascade="all, delete-orphan"
    )

    @property
    def is_hidden(self) -> bool:
        """Must hiring staff not know (yet) who this is?"""
        return self.application.is_hidden if self.application is not None else bool(self.vacancy.is_anonymised)

    @property
    def name_for_staff(self) -> str:
        if self.application is not None:
            return self.application.name_for_staff
        return f"Question {self.code}" if self.is_hidden else self.candidate.full_name

    @property
    def last_id(self) -> int:
        return max(self.last_from_candidate or 0, self.last_from_school or 0)

    def is_unread_by(self, side: Side, read_to: int) -> bool:
        """Has the other side written since ``read_to``? What a school has answered is read for all its staff."""
        if side is Side.candidate:
            return self.last_from_school > read_to
        return self.last_from_candidate > max(read_to, self.last_from_school)


class ThreadMessage(Model):
    """One message. ``token`` is the random token of the form it was written in: the same form sends once."""

    __tablename__ = "thread_messages"
    __table_args__ = (UniqueConstraint("thread_id", "token"),)

    thread_id: Mapped[int] = mapped_column(ForeignKey("message_threads.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(EnumText(Side))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    body: Mapped[str] = mapped_column(SealedText)
    token: Mapped[str] = mapped_column(String(64))

    thread: Mapped[Thread] = relationship(Thread, back_populates="messages")
    author: Mapped[User | None] = relationship(User)


class ThreadMark(Model):
    """How far one person has read one thread: up to the message ``read_to``."""

    __tablename__ = "thread_marks"
    __table_args__ = (UniqueConstraint("thread_id", "user_id"),)

    thread_id: Mapped[int] = mapped_column(ForeignKey("message_threads.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    read_to: Mapped[int] = mapped_column(default=0)


class MessageTemplate(Timestamps, Model):
    """Words a school or trust keeps for next time. What stands in braces is filled in for each candidate."""

    __tablename__ = "message_templates"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[TemplateKind] = mapped_column(EnumText(TemplateKind))
    body: Mapped[str] = mapped_column(Text)

    organisation: Mapped[Organisation] = relationship(Organisation)


class MailPreference(Timestamps, Model):
    """What one member of staff chose; who has no row gets the daily mail. ``digest_at`` is when the last one went."""

    __tablename__ = "message_mail_preferences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    choice: Mapped[MailChoice] = mapped_column(EnumText(MailChoice), default=MailChoice.daily)
    digest_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(User)
