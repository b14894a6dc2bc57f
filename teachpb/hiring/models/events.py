"""What a candidate may look back on: interview times, the offer, the checks that are done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from teachpb import clock
from teachpb.db import EnumText, LabelledEnum, Model
from teachpb.hiring.checklist import CheckKind


class EventKind(LabelledEnum):
    """The labels are what the candidate reads."""

    invited = "invited", "Invited to choose an interview time"
    time_set = "time_set", "Interview time chosen"
    time_moved = "time_moved", "Interview moved"
    time_cancelled = "time_cancelled", "Interview time cancelled"
    day_changed = "day_changed", "Change to the interview day"
    day_cancelled = "day_cancelled", "Interview day cancelled"
    none_suits = "none_suits", "You told the school that no time suits you"
    offer_written = "offer_written", "Offer made in writing"
    offer_changed = "offer_changed", "Offer changed"
    check_done = "check_done", "Check done"


class HiringEvent(Model):
    """One thing that happened to one candidate. ``starts_at`` is the interview, or its day (midnight in London) where
    there is no time yet; ``check`` the one that was made."""

    __tablename__ = "hiring_events"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EventKind] = mapped_column(EnumText(EventKind))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    starts_at: Mapped[datetime | None]
    check: Mapped[CheckKind | None] = mapped_column("check_kind", EnumText(CheckKind))
