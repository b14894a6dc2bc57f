"""Criteria of a vacancy, what each marker thinks of each candidate, when the marks were opened, and what was agreed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.db import EnumText, LabelledEnum, Model, Timestamps
from teachpb.sealing import SealedText
from teachpb.vacancies.models import Vacancy

_S = ApplicationState
#: Marks open by themselves when at least so many people have marked: with one there is nobody to be blind to.
LOWEST = 2

POINTS = range(5)
#: What the points mean.
POINTS_MEAN = "0 nothing, 1 a little, 2 partly, 3 well, 4 very well"


class Stage(LabelledEnum):
    """When a criterion is looked at."""

    shortlisting = "shortlisting", "Shortlisting"
    interview = "interview", "Interview"


class Need(LabelledEnum):
    essential = "essential", "Essential"
    desirable = "desirable", "Desirable"


#: Where an application may be marked.
MARKED_STATES = {
    Stage.shortlisting: frozenset({_S.submitted, _S.shortlisted}),
    Stage.interview: frozenset({_S.shortlisted, _S.interviewing}),
}
#: Which applications stand in the ranking of a stage.
_INVITED = (_S.interviewing, _S.offered, _S.accepted, _S.appointed, _S.interview_unsuccessful)
RANKED_STATES = {
    Stage.shortlisting: (_S.submitted, _S.shortlisted, _S.unsuccessful, *_INVITED),
    Stage.interview: _INVITED,
}


class Criterion(Timestamps, Model):
    """One thing every candidate is measured against. ``reason`` says why it was added after marking had begun."""

    __tablename__ = "criteria"
    __table_args__ = (
        CheckConstraint("weight BETWEEN 1 AND 5", name="weight_range"),
        Index("ix_criteria_vacancy_stage", "vacancy_id", "stage"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(300))
    weight: Mapped[int] = mapped_column(default=3)
    need: Mapped[Need] = mapped_column(EnumText(Need), default=Need.essential)
    stage: Mapped[Stage] = mapped_column(EnumText(Stage), default=Stage.shortlisting)
    reason: Mapped[str] = mapped_column(String(500), default="")

    vacancy: Mapped[Vacancy] = relationship(Vacancy)


class ScoreSheet(Timestamps, Model):
    """One marker's marks of one candidate at one stage: a draft until ``submitted_at``. ``revision`` counts savings,
    so that a page from another tab can be told from the newest."""

    __tablename__ = "score_sheets"
    __table_args__ = (UniqueConstraint("application_id", "marker_id", "stage"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    marker_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Stage] = mapped_column(EnumText(Stage))
    submitted_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)

    application: Mapped[Application] = relationship(Application)
    marker: Mapped[User] = relationship(User)
    scores: Mapped[list[Score]] = relationship(
        "Score", back_populates="sheet", order_by="Score.criterion_id", cascade="all, delete-orphan"
    )


class Score(Model):
    """Points from 0 to 4 for one criterion, and why. Notes may touch on anything, so they are sealed."""

    __tablename__ = "scores"
    __table_args__ = (
        UniqueConstraint("sheet_id", "criterion_id"),
        CheckConstraint("points BETWEEN 0 AND 4", name="points_range"),
    )

    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheets.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id", ondelete="CASCADE"), index=True)
    points: Mapped[int | None]
    note: Mapped[str] = mapped_column(SealedText, default="")

    sheet: Mapped[ScoreSheet] = relationship(ScoreSheet, back_populates="scores")


class ScoreOpening(Model):
    """From here on everybody sees everybody's marks of this candidate, and nobody can mark any more. Without
    ``opened_by_id`` they opened by themselves: everybody had marked."""

    __tablename__ = "score_openings"
    __table_args__ = (UniqueConstraint("application_id", "stage"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    stage: Mapped[Stage] = mapped_column(EnumText(Stage))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(500), default="")

    opened_by: Mapped[User | None] = relationship(User)


class AgreedScore(Timestamps, Model):
    """What the markers agreed on when they had talked: it counts instead of their mean."""

    __tablename__ = "agreed_scores"
    __table_args__ = (
        UniqueConstraint("application_id", "criterion_id"),
        CheckConstraint("points BETWEEN 0 AND 4", name="points_range"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id", ondelete="CASCADE"), index=True)
    points: Mapped[int]
    reason: Mapped[str] = mapped_column(SealedText)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    agreed_by: Mapped[User | None] = relationship(User)
