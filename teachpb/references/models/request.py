"""What a school asks of a referee, and the answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.applications.models import Application, Referee
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, InvalidTransition, LabelledEnum, Model, Timestamps
from teachpb.files.models import StoredFile
from teachpb.sealing import SealedJson, SealedText

#: A referee's link works for so long after it was last sent.
TOKEN_LASTS = timedelta(weeks=12)
_NOT_REPLACED = text("state <> 'replaced'")

CONSTRAINT_MESSAGES["ix_reference_requests_one_each"] = (None, "This referee has been asked already")


class ReferenceState(LabelledEnum):
    """``waiting``: the candidate wanted to know first, and has been told; the referee is written to at ``send_at``."""

    waiting = "waiting", "Candidate told first"
    requested = "requested", "Waiting for the referee"
    received = "received", "Received"
    received_elsewhere = "received_elsewhere", "Received off this site"
    declined = "declined", "Referee cannot give one"
    replaced = "replaced", "Replaced by another referee"


_R = ReferenceState
UNDER_WAY = frozenset({_R.waiting, _R.requested})
ANSWERED = frozenset({_R.received, _R.received_elsewhere})

#: state -> the states it may become. Nothing else is a transition.
TRANSITIONS: dict[ReferenceState, frozenset[ReferenceState]] = {
    _R.waiting: frozenset({_R.requested, _R.received_elsewhere, _R.replaced}),
    _R.requested: frozenset({_R.received, _R.received_elsewhere, _R.declined, _R.replaced}),
    _R.declined: frozenset({_R.received_elsewhere, _R.replaced}),
    _R.received: frozenset(),
    _R.received_elsewhere: frozenset(),
    _R.replaced: frozenset(),
}


class ReferenceRequest(Timestamps, Model):
    """One referee, asked for one application.

    Who the referee is was copied when the school asked, so that an address can be put right without changing what the
    candidate sent. ``sent_at`` is the last sending: the clock of the link starts there. ``is_shared`` is the referee's
    own word on whether the candidate may read the answers; None while nobody has said. ``is_satisfactory`` is the
    school's, once somebody has checked it.
    """

    __tablename__ = "reference_requests"
    __table_args__ = (
        Index(
            "ix_reference_requests_one_each",
            "application_id",
            "referee_id",
            unique=True,
            sqlite_where=_NOT_REPLACED,
            postgresql_where=_NOT_REPLACED,
        ),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    referee_id: Mapped[int | None] = mapped_column(ForeignKey("application_referees.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(120))
    job_title: Mapped[str] = mapped_column(String(120), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    connection: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")

    state: Mapped[ReferenceState] = mapped_column(EnumText(ReferenceState), index=True)
    send_at: Mapped[datetime | None]
    first_sent_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    automatic_reminders: Mapped[int] = mapped_column(default=0)
    interview_reminder_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    is_shared: Mapped[bool | None]
    answers: Mapped[dict[str, Any] | None] = mapped_column(SealedJson)
    decline_reason: Mapped[str] = mapped_column(SealedText, default="")
    received_note: Mapped[str] = mapped_column(SealedText, default="")
    checked_at: Mapped[datetime | None]
    is_satisfactory: Mapped[bool | None]
    check_note: Mapped[str] = mapped_column(SealedText, default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="SET NULL"), index=True)

    application: Mapped[Application] = relationship(Application)
    referee: Mapped[Referee | None] = relationship(Referee)
    asked_by: Mapped[User | None] = relationship(User)
    file: Mapped[StoredFile | None] = relationship(StoredFile)
    links: Mapped[list[ReferenceLink]] = relationship(
        "ReferenceLink", back_populates="request", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED

    @property
    def link_ends_at(self) -> datetime | None:
        return self.sent_at + TOKEN_LASTS if self.sent_at else None

    def enter(self, state: ReferenceState) -> None:
        """Raises InvalidTransition unless the table allows it."""
        if state not in TRANSITIONS[self.state]:
            raise InvalidTransition(
                f"A reference that is “{self.state.label.lower()}” cannot become “{state.label.lower()}”."
                " Look at it again: it may have changed in the meantime"
            )
        self.state = state


class ReferenceLink(Model):
    """A link that was mailed to a referee; only its hash is kept. All links of a request work until an address is
    changed, so that a reminder does not kill the message before it."""

    __tablename__ = "reference_links"

    request_id: Mapped[int] = mapped_column(ForeignKey("reference_requests.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ended_at: Mapped[datetime | None]

    request: Mapped[ReferenceRequest] = relationship(ReferenceRequest, back_populates="links")


class VacancyPapers(Model):
    """What a school decided about references for one vacancy: may its panel read them?"""

    __tablename__ = "vacancy_papers"

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), unique=True)
    panel_reads: Mapped[bool] = mapped_column(default=False)
