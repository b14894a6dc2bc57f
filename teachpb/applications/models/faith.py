"""What a candidate says about faith, for a school that asks: sealed, and none of it has to be said."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from teachpb.db import LabelledEnum
from teachpb.sealing import SealedText


class FaithProof(LabelledEnum):
    """Who or what can speak for a candidate's faith."""

    referee = "referee", "Somebody from my place of worship"
    baptism_certificate = "baptism_certificate", "My baptism certificate"
    baptism_date = "baptism_date", "The place and date of my baptism"
    nobody = "nobody", "I would rather not name anybody"


class SealedDate(SealedText):
    """A day, sealed."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return super().process_bind_param(value.isoformat() if value else "", dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        found = super().process_result_value(value, dialect)
        return date.fromisoformat(found) if found else None


class FaithAnswers:
    """Columns of an application. ``practises_faith`` is ``yes``, ``no`` or ``prefer_not_to_say``; ``faith_proof`` a
    value of ``FaithProof``."""

    practises_faith: Mapped[str] = mapped_column(SealedText, default="", sort_order=500)
    faith: Mapped[str] = mapped_column(SealedText, default="", sort_order=501)
    place_of_worship: Mapped[str] = mapped_column(SealedText, default="", sort_order=502)
    faith_ethos: Mapped[str] = mapped_column(SealedText, default="", sort_order=503)
    faith_proof: Mapped[str] = mapped_column(SealedText, default="", sort_order=504)
    faith_referee_name: Mapped[str] = mapped_column(SealedText, default="", sort_order=505)
    faith_referee_role: Mapped[str] = mapped_column(SealedText, default="", sort_order=506)
    faith_referee_address: Mapped[str] = mapped_column(SealedText, default="", sort_order=507)
    faith_referee_email: Mapped[str] = mapped_column(SealedText, default="", sort_order=508)
    faith_referee_phone: Mapped[str] = mapped_column(SealedText, default="", sort_order=509)
    baptism_place: Mapped[str] = mapped_column(SealedText, default="", sort_order=510)
    baptism_date: Mapped[date | None] = mapped_column(SealedDate, sort_order=511)


#: Every column of it, for wiping.
FAITH_COLUMNS = (
    *("practises_faith", "faith", "place_of_worship", "faith_ethos", "faith_proof"),
    *("faith_referee_name", "faith_referee_role", "faith_referee_address", "faith_referee_email"),
    *("faith_referee_phone", "baptism_place"),
)
