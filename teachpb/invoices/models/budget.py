"""What a school means to spend on training in a year."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.db import Model, Timestamps
from teachpb.schools.models import Organisation


class TrainingBudget(Timestamps, Model):
    """One year's money, in pence. ``starts_on`` is the first day of the year."""

    __tablename__ = "training_budgets"
    __table_args__ = (
        UniqueConstraint("organisation_id", "starts_on"),
        CheckConstraint("pence >= 0", name="pence_not_negative"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    starts_on: Mapped[date] = mapped_column(Date)
    pence: Mapped[int]

    organisation: Mapped[Organisation] = relationship(Organisation)
