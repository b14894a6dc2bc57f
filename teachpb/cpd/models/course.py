"""A course: the lasting thing, of which dates are run."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.cpd.models.enums import Audience, CourseStatus, Level, Mode, Subject, Theme
from teachpb.db import CONSTRAINT_MESSAGES, EnumList, EnumText, Model, Timestamps
from teachpb.schools.models import Phase, Provider

if TYPE_CHECKING:
    from teachpb.cpd.models.date import CourseDate

CONSTRAINT_MESSAGES["uq_courses_slug"] = ("title", "There is already a course with this title")

#: Free to cancel five working days before, half price from two, the full price below (``charges.py``).
USUAL_TIERS: list[dict[str, int | None]] = [
    {"working_days": 5, "percent": 0, "flat_pence": None},
    {"working_days": 2, "percent": 50, "flat_pence": None},
    {"working_days": 0, "percent": 100, "flat_pence": None},
]


class Course(Timestamps, Model):
    """What is taught, for whom, and on what terms. ``slug`` is the public address and stays when the title changes.

    ``hours`` counts in halves. ``policy_tiers`` are the terms of cancelling as ``charges.Tier`` reads them. A course
    of mode ``external_application`` has no dates here: ``external_url`` leads to where one applies, and
    ``external_note`` says what holds this year.
    """

    __tablename__ = "courses"
    __table_args__ = (CheckConstraint("hours > 0 AND hours <= 200", name="hours_in_range"),)

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(140), unique=True)
    summary: Mapped[str] = mapped_column(String(250))
    description: Mapped[str] = mapped_column(Text, default="")
    outcomes: Mapped[list[str]] = mapped_column(JSON, default=list)
    prerequisites: Mapped[str] = mapped_column(String(500), default="")
    audiences: Mapped[list[Audience]] = mapped_column(EnumList(Audience), default=list)
    phases: Mapped[list[Phase]] = mapped_column(EnumList(Phase), default=list)
    subjects: Mapped[list[Subject]] = mapped_column(EnumList(Subject), default=list)
    themes: Mapped[list[Theme]] = mapped_column(EnumList(Theme), default=list)
    level: Mapped[Level] = mapped_column(EnumText(Level), default=Level.introductory)
    mode: Mapped[Mode] = mapped_column(EnumText(Mode), default=Mode.in_person)
    hours: Mapped[float] = mapped_column(Float, default=6.0)
    status: Mapped[CourseStatus] = mapped_column(EnumText(CourseStatus), default=CourseStatus.draft, index=True)
    published_at: Mapped[datetime | None]
    external_url: Mapped[str] = mapped_column(String(500), default="")
    external_note: Mapped[str] = mapped_column(Text, default="")
    policy_tiers: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=lambda: [dict(tier) for tier in USUAL_TIERS]
    )

    provider: Mapped[Provider] = relationship(Provider)
    dates: Mapped[list[CourseDate]] = relationship(
        "CourseDate", back_populates="course", order_by="CourseDate.starts_at, CourseDate.id"
    )

    @property
    def is_public(self) -> bool:
        return self.status is CourseStatus.published

    @property
    def is_external(self) -> bool:
        return self.mode is Mode.external_application
