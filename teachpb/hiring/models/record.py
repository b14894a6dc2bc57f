"""The single central record: what a school has to hold of everybody who works there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.applications.models import Application
from teachpb.db import Model, Timestamps
from teachpb.schools.models import Organisation
from teachpb.sealing import SealedJson


class RecordEntry(Timestamps, Model):
    """One person, with the checks as they stood, by kind: ``{"state", "on", "by", "reason"}``.

    It is a copy, so that it stays while they work there, long after the application they were appointed by has gone.
    Nothing else of that application is in it. ``left_on``: their last day, from which it is kept six more months.
    """

    __tablename__ = "record_entries"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id", ondelete="SET NULL"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"), unique=True)
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(201))
    job: Mapped[str] = mapped_column(String(300))
    place: Mapped[str] = mapped_column(String(300))
    appointed_on: Mapped[date]
    start_on: Mapped[date | None]
    checks: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    left_on: Mapped[date | None] = mapped_column(index=True)
    warned_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(Organisation)
    application: Mapped[Application | None] = relationship(Application)
