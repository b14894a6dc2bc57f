"""The outbox: messages, their attachments, and addresses that get no mail.

People and organisations are known by number only, without foreign keys: this room is below theirs.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.db import EnumText, LabelledEnum, Model, Timestamps


class MessageState(LabelledEnum):
    """``queued`` → ``sending`` → ``sent``, back to ``queued`` on a passing failure, or ``failed`` for good."""

    queued = "queued", "Waiting to be sent"
    sending = "sending", "Being sent"
    sent = "sent", "Sent"
    failed = "failed", "Could not be sent"
    suppressed = "suppressed", "Not sent: the address takes no mail"


class MessageRow(Timestamps, Model):
    """One message in the outbox, rendered. ``attempts`` counts tries begun; times are moments."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_state_next_attempt_at", "state", "next_attempt_at", "id"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
    )

    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    kind: Mapped[str] = mapped_column(String(80), default="", index=True)
    to: Mapped[str] = mapped_column("to_address", String(320), index=True)
    to_name: Mapped[str] = mapped_column(String(200), default="")
    sender: Mapped[str] = mapped_column(String(400))
    reply_to: Mapped[str] = mapped_column(String(320), default="")
    subject: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    headers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary)
    secret: Mapped[bool] = mapped_column(default=False)
    user_id: Mapped[int | None] = mapped_column(index=True)
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    dedupe_key: Mapped[str | None] = mapped_column(String(200), unique=True)

    state: Mapped[MessageState] = mapped_column(EnumText(MessageState), default=MessageState.queued)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(default=clock.now)
    leased_until: Mapped[datetime | None]
    claim: Mapped[str] = mapped_column(String(40), default="")
    last_error: Mapped[str] = mapped_column(String(200), default="")
    sent_at: Mapped[datetime | None]
    pruned_at: Mapped[datetime | None]

    attachments: Mapped[list[MessageAttachment]] = relationship(
        back_populates="message", cascade="all, delete-orphan", order_by="MessageAttachment.id"
    )


class MessageAttachment(Model):
    """A file that goes with a message."""

    __tablename__ = "message_attachments"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary)

    message: Mapped[MessageRow] = relationship(back_populates="attachments")


class SuppressionReason(LabelledEnum):
    bounced = "bounced", "Mail came back"
    complained = "complained", "Marked as spam"
    asked = "asked", "Asked not to be written to"


class Suppression(Model):
    """An address that gets no mail at all, in lower case."""

    __tablename__ = "suppressions"

    address: Mapped[str] = mapped_column(String(320), unique=True)
    reason: Mapped[SuppressionReason] = mapped_column(EnumText(SuppressionReason))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
