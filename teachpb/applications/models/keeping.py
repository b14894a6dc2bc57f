"""What is kept of a page of the form besides its answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teachpb.db import Model, Timestamps
from teachpb.sealing import SealedJson


class FormPage(Timestamps, Model):
    """One page of one application (``form/declarations``, ``referees/new``).

    ``numbers``: of each drawn page (of the last few), the number of the newest thing it sent, so that what arrives late
    can be told from what is new. ``typed``: what was typed and could not be stored as an answer (yet), sealed:
    ``{"values": {input: [texts]}, "fields": [names] or None for all, "marks": …}``.
    """

    __tablename__ = "application_pages"
    __table_args__ = (UniqueConstraint("application_id", "page"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    page: Mapped[str] = mapped_column(String(80))
    numbers: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    typed: Mapped[Any | None] = mapped_column(SealedJson)
