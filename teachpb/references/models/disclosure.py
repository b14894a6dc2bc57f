"""What a shortlisted candidate tells about convictions and conduct."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, InvalidTransition, LabelledEnum, Model, Timestamps
from teachpb.sealing import SealedJson, SealedText

_LIVE = text("state <> 'recalled'")
CONSTRAINT_MESSAGES["ix_disclosures_one_live"] = (None, "This candidate has been asked already")


class DisclosureState(LabelledEnum):
    requested = "requested", "Waiting for the candidate"
    received = "received", "Received"
    received_elsewhere = "received_elsewhere", "Received off this site"
    recalled = "recalled", "Request taken back"


_D = DisclosureState
#: state -> the states it may become. Nothing else is a transition.
TRANSITIONS: dict[DisclosureState, frozenset[DisclosureState]] = {
    _D.requested: frozenset({_D.received, _D.received_elsewhere, _D.recalled}),
    _D.received: frozenset(),
    _D.received_elsewhere: frozenset(),
    _D.recalled: frozenset(),
}


class Disclosure(Timestamps, Model):
    """One request to one candidate, and their answers: unsent while ``requested``, final once ``received``."""

    __tablename__ = "disclosures"
    __table_args__ = (
        Index("ix_disclosures_one_live", "application_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    state: Mapped[DisclosureState] = mapped_column(EnumText(DisclosureState), index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reminded_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    answers: Mapped[dict[str, Any] | None] = mapped_column(SealedJson)
    received_note: Mapped[str] = mapped_column(SealedText, default="")

    application: Mapped[Application] = relationship(Application)
    asked_by: Mapped[User | None] = relationship(User)

    def enter(self, state: DisclosureState) -> None:
        """Raises InvalidTransition unless the table allows it."""
        if state not in TRANSITIONS[self.state]:
            raise InvalidTransition(
                f"A self-disclosure that is “{self.state.label.lower()}” cannot become “{state.label.lower()}”."
                " Look at it again: it may have changed in the meantime"
            )
        self.state = state
