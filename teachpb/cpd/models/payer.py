"""What a school that pays asks of everybody who books in its name."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.db import Model, Timestamps
from teachpb.schools.models import Organisation


class PayerSettings(Timestamps, Model):
    """One row for an organisation that has decided something; without one it asks for nothing.

    With ``asks_approval`` a place is confirmed once a CPD lead or owner has said yes. ``asks_purchase_order`` and
    ``asks_cost_centre`` make these two compulsory.
    """

    __tablename__ = "payer_settings"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), unique=True)
    asks_approval: Mapped[bool] = mapped_column(default=False)
    asks_purchase_order: Mapped[bool] = mapped_column(default=False)
    asks_cost_centre: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(Organisation)
