"""One application, the people who speak for the candidate, and what happened to it.

The sections of the form that hold one answer each are columns here; sections that are lists (referees here, the rest in
``history``) are tables of their own.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models.entries import Entry
from teachpb.applications.models.faith import FaithAnswers
from teachpb.applications.models.files import ApplicationFile, FilePurpose
from teachpb.applications.models.states import TRANSITIONS, ApplicationState, WithdrawalReason
from teachpb.db import CONSTRAINT_MESSAGES, EnumList, EnumText, LabelledEnum, Model, Timestamps
from teachpb.sealing import SealedText
from teachpb.vacancies.models import Vacancy

if TYPE_CHECKING:
    from teachpb.applications.models.history import BodyMembership, Employment, Qualification, Training

CONSTRAINT_MESSAGES["ix_applications_one_open"] = (None, "You have already started an application for this job")
CONSTRAINT_MESSAGES["uq_vacancy_panel_vacancy_id_user_id"] = ("user_id", "This person is on the panel already")

#: Letters and digits nobody mistakes for each other.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_ONE_OPEN = text("state <> 'withdrawn'")
_OWNED = "all, delete-orphan"


class QtsStatus(LabelledEnum):
    """Qualified teacher status."""

    yes = "yes", "Yes, I have QTS"
    on_track = "on_track", "I am on track to receive it"
    no = "no", "No"


class InductionStatus(LabelledEnum):
    """Statutory induction of early career teachers."""

    completed = "completed", "Yes"
    not_yet = "not_yet", "Not yet"
    exempt = "exempt", "I do not have to"


class WantedPattern(LabelledEnum):
    """How somebody would like to work."""

    full_time = "full_time", "Full time"
    part_time = "part_time", "Part time"
    job_share = "job_share", "Job share"


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(5))


def _owned(name: str) -> Any:
    """The rows of one list of the history, in the order they were added."""
    target = f"teachpb.applications.models.history.{name}"
    return relationship(target, back_populates="application", order_by=f"{target}.id", cascade=_OWNED)


class Application(FaithAnswers, Timestamps, Model):
    """A candidate's answer to one vacancy. Yes/no questions that nobody has answered yet are None.

    ``code`` stands for the person while names are hidden. ``revealed_at`` is when the school first got to know who it
    is, on an anonymised vacancy: the moment of shortlisting. ``needs_sponsor`` is asked of those without the right to
    work; ``left_education_on`` (a month, as its first day) where no qualification tells it; ``wants_notice`` means to
    be told before the school asks a referee, ``only_referee_reason`` is why there are not two. ``initiated`` counts
    once, however often a person starts.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index(
            "ix_applications_one_open",
            "vacancy_id",
            "candidate_id",
            unique=True,
            sqlite_where=_ONE_OPEN,
            postgresql_where=_ONE_OPEN,
        ),
        Index("ix_applications_vacancy_state", "vacancy_id", "state"),
        CheckConstraint("state = 'draft' OR submitted_at IS NOT NULL", name="submitted_has_moment"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(8), default=new_code)
    state: Mapped[ApplicationState] = mapped_column(EnumText(ApplicationState), default=ApplicationState.draft)
    state_entered_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None] = mapped_column(index=True)
    revealed_at: Mapped[datetime | None]
    scrubbed_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[WithdrawalReason | None] = mapped_column(EnumText(WithdrawalReason))
    withdrawal_details: Mapped[str] = mapped_column(SealedText, default="")

    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    previous_names: Mapped[str] = mapped_column(String(200), default="")
    address_line_1: Mapped[str] = mapped_column(String(200), default="")
    address_line_2: Mapped[str] = mapped_column(String(200), default="")
    town: Mapped[str] = mapped_column(String(100), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    country: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    has_right_to_work: Mapped[bool | None]
    needs_sponsor: Mapped[bool | None]
    has_ni_number: Mapped[bool | None]
    ni_number: Mapped[str] = mapped_column(SealedText, default="")
    working_patterns: Mapped[list[WantedPattern]] = mapped_column(EnumList(WantedPattern), default=list)
    working_pattern_details: Mapped[str] = mapped_column(Text, default="")

    qts_status: Mapped[QtsStatus | None] = mapped_column(EnumText(QtsStatus))
    qts_year: Mapped[int | None]
    qts_details: Mapped[str] = mapped_column(Text, default="")
    trn: Mapped[str] = mapped_column(String(7), default="")
    qts_specialism: Mapped[str] = mapped_column(String(200), default="")
    induction: Mapped[InductionStatus | None] = mapped_column(EnumText(InductionStatus))
    induction_details: Mapped[str] = mapped_column(Text, default="")

    is_first_job: Mapped[bool | None]
    left_education_on: Mapped[date | None]
    wants_notice: Mapped[bool | None]
    only_referee_reason: Mapped[str] = mapped_column(SealedText, default="")

    statement: Mapped[str] = mapped_column(Text, default="")

    needs_support: Mapped[bool | None]
    support_needs: Mapped[str] = mapped_column(SealedText, default="")

    has_close_relationships: Mapped[bool | None]
    close_relationships: Mapped[str] = mapped_column(SealedText, default="")
    has_safeguarding_issue: Mapped[bool | None]
    safeguarding_details: Mapped[str] = mapped_column(SealedText, default="")
    agrees_to_checks: Mapped[bool] = mapped_column(default=False)
    is_accurate: Mapped[bool] = mapped_column(default=False)

    #: Where the answers about equal opportunities wait to be counted (see ``models.equality``); "" when there are none.
    equality_slot: Mapped[str] = mapped_column(SealedText, default="")

    vacancy: Mapped[Vacancy] = relationship(Vacancy)
    candidate: Mapped[User] = relationship(User)
    qualifications: Mapped[list[Qualification]] = _owned("Qualification")
    trainings: Mapped[list[Training]] = _owned("Training")
    memberships: Mapped[list[BodyMembership]] = _owned("BodyMembership")
    employments: Mapped[list[Employment]] = _owned("Employment")
    referees: Mapped[list[Referee]] = relationship(
        "Referee", back_populates="application", order_by="Referee.id", cascade=_OWNED
    )
    files: Mapped[list[ApplicationFile]] = relationship(
        ApplicationFile, back_populates="application", order_by=ApplicationFile.id, cascade="all, delete-orphan"
    )
    events: Mapped[list[ApplicationEvent]] = relationship(
        "ApplicationEvent",
        back_populates="application",
        order_by="ApplicationEvent.id",
        cascade=_OWNED,
    )

    def file_for(self, purpose: FilePurpose) -> ApplicationFile | None:
        """The file kept for this purpose, whatever the scanner says of it."""
        return next((each for each in self.files if each.purpose is purpose), None)

    @property
    def is_draft(self) -> bool:
        return self.state is ApplicationState.draft

    @property
    def is_hidden(self) -> bool:
        """Must hiring staff not know (yet) who this is?"""
        return bool(self.vacancy.is_anonymised) and self.revealed_at is None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def name_for_staff(self) -> str:
        """What staff call this person: the name, or a code while names are hidden."""
        if self.is_hidden:
            return f"Candidate {self.code}"
        return self.full_name or f"Candidate {self.code}"

    @property
    def can_withdraw(self) -> bool:
        return ApplicationState.withdrawn in TRANSITIONS[self.state]


class Referee(Entry, Model):
    """Somebody who can speak for the candidate. ``may_ask_early``: before the interview, that is."""

    __tablename__ = "application_referees"

    name: Mapped[str] = mapped_column(String(120), default="")
    job_title: Mapped[str] = mapped_column(String(120), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    relationship_to_candidate: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    is_latest_employer: Mapped[bool | None]
    may_ask_early: Mapped[bool | None]

    application: Mapped[Application] = relationship(Application, back_populates="referees")


class ApplicationEvent(Model):
    """One move. ``reason`` and ``note`` are for the school's own record; ``message`` was sent to the candidate. What
    people write on such an occasion may touch on anything, so all three are sealed."""

    __tablename__ = "application_events"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    state: Mapped[ApplicationState] = mapped_column(EnumText(ApplicationState))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(SealedText, default="")
    note: Mapped[str] = mapped_column(SealedText, default="")
    message: Mapped[str] = mapped_column(SealedText, default="")

    application: Mapped[Application] = relationship(Application, back_populates="events")
    actor: Mapped[User | None] = relationship(User)


class PanelMember(Timestamps, Model):
    """A colleague who reads the applications of one vacancy."""

    __tablename__ = "vacancy_panel"
    __table_args__ = (UniqueConstraint("vacancy_id", "user_id"),)

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    vacancy: Mapped[Vacancy] = relationship(Vacancy)
    user: Mapped[User] = relationship(User, foreign_keys=[user_id])
