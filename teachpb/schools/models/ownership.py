"""Asking to become an owner of a school's pages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model, Timestamps

if TYPE_CHECKING:
    from teachpb.schools.models.organisation import Organisation

CONSTRAINT_MESSAGES["uq_ownership_requests_user_id_organisation_id"] = (
    None,
    "You have asked for this school already. We will write to you when it is decided",
)


class RequestState(LabelledEnum):
    """``waiting`` becomes one of the others, once."""

    waiting = "waiting", "Waiting"
    approved = "approved", "Approved"
    declined = "declined", "Not approved"
    withdrawn = "withdrawn", "Withdrawn"


class OwnershipRequest(Timestamps, Model):
    """Somebody says that they work at a school and asks to be an owner of its pages.

    Where a school has owners they decide; where it has none, the council does. A membership is only made when somebody
    says yes.
    """

    __tablename__ = "ownership_requests"
    __table_args__ = (
        Index(
            "uq_ownership_requests_user_id_organisation_id",
            "user_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_when_settled"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    job_title: Mapped[str] = mapped_column(String(120))
    message: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[RequestState] = mapped_column(EnumText(RequestState), default=RequestState.waiting)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")

    user: Mapped[User] = relationship(User, foreign_keys=[user_id])
    organisation: Mapped[Organisation] = relationship("Organisation", lazy="joined")

    @property
    def is_waiting(self) -> bool:
        return self.state is RequestState.waiting
