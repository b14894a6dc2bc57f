"""Counts: one row for each published vacancy, one for each day and metric, one for each imported month."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teachpb.db import EnumText, LabelledEnum, Model, Timestamps


class Metric(LabelledEnum):
    """What happens to a vacancy, from seen to submitted."""

    shown = "shown", "Shown in results"
    told = "told", "Sent in a job alert"
    viewed = "viewed", "Advert opened"
    saved = "saved", "Saved for later"
    clicked = "clicked", "Went to an external form"
    started = "started", "Application started"
    submitted = "submitted", "Application submitted"


class VacancyTally(Timestamps, Model):
    """A published vacancy and the applications it drew. It outlives the applications it counts.

    ``published_on`` is the first day the public could read it, in London; ``month`` the first of that month.
    """

    __tablename__ = "vacancy_tallies"
    __table_args__ = (
        CheckConstraint("initiated >= 0 AND submitted >= 0 AND submitted <= initiated", name="counts"),
        Index("ix_vacancy_tallies_campaign_published", "campaign_id", "published_on"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), unique=True)
    campaign_id: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    published_on: Mapped[date] = mapped_column(Date, index=True)
    month: Mapped[date] = mapped_column(Date)
    initiated: Mapped[int] = mapped_column(default=0)
    submitted: Mapped[int] = mapped_column(default=0)


class DayCount(Model):
    """How often something happened to a vacancy on one day, by where people came from."""

    __tablename__ = "day_counts"
    __table_args__ = (UniqueConstraint("vacancy_id", "day", "metric", "source"),)

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"))
    day: Mapped[date] = mapped_column(Date, index=True)
    metric: Mapped[Metric] = mapped_column(EnumText(Metric))
    source: Mapped[str] = mapped_column(String(40), default="")
    count: Mapped[int] = mapped_column(default=0)


class ImportedMonth(Timestamps, Model):
    """A month from before this system: totals, as they were handed over. Importing it again replaces it."""

    __tablename__ = "imported_months"
    __table_args__ = (CheckConstraint("vacancies >= 0 AND initiated >= 0", name="counts"),)

    month: Mapped[date] = mapped_column(Date, unique=True)
    vacancies: Mapped[int]
    initiated: Mapped[int]
    submitted: Mapped[int | None]
    page_views: Mapped[int | None]
    imported_at: Mapped[datetime]
