"""What has been done about the applications of a closed vacancy."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from teachpb.db import Model


class RetentionMark(Model):
    """One vacancy: when its school was warned, when what only staff need was deleted, and when all the rest was."""

    __tablename__ = "retention_marks"

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), unique=True)
    warned_at: Mapped[datetime | None]
    staff_forgot_at: Mapped[datetime | None]
    forgot_at: Mapped[datetime | None]
