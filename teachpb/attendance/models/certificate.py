"""Certificates, which anybody can verify by their number."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import Date, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.cpd.models import CertificateKind, Place
from teachpb.cpd.tickets import ALPHABET
from teachpb.db import EnumText, Model, Timestamps


def new_number() -> str:
    """“K7QM-2XPR-9HCD”: twelve characters of 31, 59 bits, in fours so that they can be typed from paper."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


class Certificate(Timestamps, Model):
    """The certificate of one place. The titles are those of the day it was issued; the name is the delegate's.

    ``completed_on`` is the day of the last session, from which ``expires_on`` counts (None: it holds for good). A
    certificate that turns out wrong is withdrawn and never deleted, so that its number is not found valid; put right,
    the same number is valid again.
    """

    __tablename__ = "certificates"

    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"), unique=True)
    number: Mapped[str] = mapped_column(String(14), unique=True, default=new_number)
    kind: Mapped[CertificateKind] = mapped_column(EnumText(CertificateKind))
    course_title: Mapped[str] = mapped_column(String(120))
    provider_name: Mapped[str] = mapped_column(String(200))
    statutory_basis: Mapped[str] = mapped_column(String(200), default="")
    hours: Mapped[float] = mapped_column(Float)
    completed_on: Mapped[date] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date, index=True)
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(String(200), default="")

    place: Mapped[Place] = relationship(Place)

    @property
    def is_valid(self) -> bool:
        """Whether it stands. What it attests may have run out all the same (``has_expired``)."""
        return self.withdrawn_at is None

    def has_expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today
