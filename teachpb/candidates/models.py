"""The profile a candidate keeps, whom it is hidden from, and what schools do with what they may see of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import CONSTRAINT_MESSAGES, EnumList, EnumText, LabelledEnum, Model, Timestamps
from teachpb.schools.models import Organisation, Phase
from teachpb.sealing import SealedText
from teachpb.vacancies.models import JobRole, KeyStage, Subject, Vacancy, WorkingPattern

CONSTRAINT_MESSAGES["uq_job_invitations_vacancy_id_candidate_id"] = (
    None,
    "This candidate has been invited to this job already",
)


class ProfileQts(LabelledEnum):
    """Qualified teacher status, in the values of an application's own question."""

    yes = "yes", "Yes, I have QTS"
    on_track = "on_track", "I am on track to receive it"
    no = "no", "No"


class CandidateProfile(Timestamps, Model):
    """What a person keeps once and applies with many times. One a person.

    ``is_visible`` is their own wish; staff of a school see it only if the school is not hidden from
    (``queries.seen``). ``warned_at`` is when they were last told that it will be switched off because they have not
    signed in; ``warnings`` counts those since they last did.
    """

    __tablename__ = "candidate_profiles"
    __table_args__ = (Index("ix_candidate_profiles_is_visible", "is_visible", "id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    has_right_to_work: Mapped[bool | None]

    job_roles: Mapped[list[JobRole]] = mapped_column(EnumList(JobRole), default=list)
    phases: Mapped[list[Phase]] = mapped_column(EnumList(Phase), default=list)
    key_stages: Mapped[list[KeyStage]] = mapped_column(EnumList(KeyStage), default=list)
    subjects: Mapped[list[Subject]] = mapped_column(EnumList(Subject), default=list)
    working_patterns: Mapped[list[WorkingPattern]] = mapped_column(EnumList(WorkingPattern), default=list)
    patterns_details: Mapped[str] = mapped_column(Text, default="")

    qts_status: Mapped[ProfileQts | None] = mapped_column(EnumText(ProfileQts))
    qts_year: Mapped[int | None]
    trn: Mapped[str] = mapped_column(String(7), default="")
    qualifications: Mapped[str] = mapped_column(Text, default="")
    statement: Mapped[str] = mapped_column(SealedText, default="")

    is_visible: Mapped[bool] = mapped_column(default=False)
    visible_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    warnings: Mapped[int] = mapped_column(default=0)

    user: Mapped[User] = relationship(User)
    places: Mapped[list[ProfilePlace]] = relationship(
        "ProfilePlace", back_populates="profile", order_by="ProfilePlace.id", cascade="all, delete-orphan"
    )
    hidings: Mapped[list[ProfileHiding]] = relationship(
        "ProfileHiding", back_populates="profile", order_by="ProfileHiding.id", cascade="all, delete-orphan"
    )

    def __init__(self, **fields: Any) -> None:
        """A new profile holds its defaults at once: it is read before it is stored."""
        empty: dict[str, Any] = {name: [] for name in LISTS} | dict.fromkeys(TEXTS, "")
        super().__init__(**{"is_visible": False, "warnings": 0, **empty, **fields})

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


LISTS = ("job_roles", "phases", "key_stages", "subjects", "working_patterns")
TEXTS = ("first_name", "last_name", "phone", "patterns_details", "trn", "qualifications", "statement")


class ProfilePlace(Model):
    """Where a person would work: within so many miles of a place."""

    __tablename__ = "profile_places"
    __table_args__ = (CheckConstraint("radius_miles BETWEEN 1 AND 200", name="radius_in_reach"),)

    profile_id: Mapped[int] = mapped_column(ForeignKey("candidate_profiles.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    latitude: Mapped[float] = mapped_column(Float)
    longitude: Mapped[float] = mapped_column(Float)
    radius_miles: Mapped[int]

    profile: Mapped[CandidateProfile] = relationship(CandidateProfile, back_populates="places")

    @property
    def in_words(self) -> str:
        return f"within {self.radius_miles} {'mile' if self.radius_miles == 1 else 'miles'} of {self.name}"


class ProfileHiding(Model):
    """A school or trust that never learns of the profile: where the person works now, or another they named."""

    __tablename__ = "profile_hidings"
    __table_args__ = (UniqueConstraint("profile_id", "organisation_id"),)

    profile_id: Mapped[int] = mapped_column(ForeignKey("candidate_profiles.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    is_employer: Mapped[bool] = mapped_column(default=False)

    profile: Mapped[CandidateProfile] = relationship(CandidateProfile, back_populates="hidings")
    organisation: Mapped[Organisation] = relationship(Organisation)


class CandidateSearch(Timestamps, Model):
    """A search for candidates that a member of staff keeps. ``query`` is its address, in canonical order."""

    __tablename__ = "candidate_searches"
    __table_args__ = (UniqueConstraint("user_id", "query"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(500))


class JobInvitation(Model):
    """A school has asked a candidate to apply for a job: once for each job and person."""

    __tablename__ = "job_invitations"
    __table_args__ = (
        UniqueConstraint("vacancy_id", "candidate_id"),
        Index("ix_job_invitations_organisation_sent", "organisation_id", "sent_at"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)

    vacancy: Mapped[Vacancy] = relationship(Vacancy)
    candidate: Mapped[User] = relationship(User, foreign_keys=[candidate_id])
    organisation: Mapped[Organisation] = relationship(Organisation)
