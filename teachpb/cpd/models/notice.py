"""What was sent about a place because its time had come, so that it is sent once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.cpd.models.booking import Place
from teachpb.cpd.models.enums import NoticeKind
from teachpb.db import EnumText, Model


class PlaceNotice(Model):
    """One mail that went out by the calendar. ``about`` tells two of a kind apart: the digest of the instructions that
    were sent, or when an offer was made. Written in the transaction that queues the mail."""

    __tablename__ = "place_notices"
    __table_args__ = (UniqueConstraint("place_id", "kind", "about"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind] = mapped_column(EnumText(NoticeKind))
    about: Mapped[str] = mapped_column(String(64), default="")
    sent_at: Mapped[datetime]

    place: Mapped[Place] = relationship(Place)
