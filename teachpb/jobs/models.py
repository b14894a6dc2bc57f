"""When each job last ran, and when the clock wants it next. One row a job; nothing personal."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from teachpb import clock
from teachpb.db import Model


class JobRun(Model):
    """``due_at`` is when the sweep wakes the job next; while it runs, when it is woken again if it never finishes."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(120), default="")
    runs: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)

    @property
    def is_failing(self) -> bool:
        """Whether its last run went wrong."""
        return self.failed_at is not None and (self.finished_at is None or self.failed_at > self.finished_at)
