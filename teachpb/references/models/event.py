"""What was done with a reference or a self-disclosure, and who read it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import EnumText, LabelledEnum, Model

#: Pressing “Read” twice within this time is one reading, and what was opened may be looked at again.
ONE_READING = timedelta(minutes=30)


class PaperAction(LabelledEnum):
    candidate_told = "candidate_told", "Candidate told that the referee will be asked"
    asked = "asked", "Asked"
    reminded = "reminded", "Reminded"
    reminded_by_clock = "reminded_by_clock", "Reminded automatically"
    address_changed = "address_changed", "Email address changed, and asked again"
    replaced = "replaced", "Replaced by another referee"
    declined = "declined", "Referee cannot give a reference"
    received = "received", "Received"
    received_elsewhere = "received_elsewhere", "Noted as received off this site"
    file_refused = "file_refused", "Uploaded file removed: it was not safe"
    read = "read", "Read"
    checked = "checked", "Checked"
    recalled = "recalled", "Request taken back"


class PaperEvent(Model):
    """One thing done to one paper. ``actor`` is None for the clock, the referee, or somebody who has left."""

    __tablename__ = "paper_events"
    __table_args__ = (CheckConstraint("(reference_id IS NULL) <> (disclosure_id IS NULL)", name="about_one_paper"),)

    reference_id: Mapped[int | None] = mapped_column(
        ForeignKey("reference_requests.id", ondelete="CASCADE"), index=True
    )
    disclosure_id: Mapped[int | None] = mapped_column(ForeignKey("disclosures.id", ondelete="CASCADE"), index=True)
    action: Mapped[PaperAction] = mapped_column(EnumText(PaperAction))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    words: Mapped[str] = mapped_column(String(300), default="")

    actor: Mapped[User | None] = relationship(User)
