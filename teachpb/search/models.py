"""What the indexes have yet to hear about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from teachpb import clock
from teachpb.db import Model


class IndexChange(Model):
    """One record that was added, changed or removed, written in the same transaction as the change itself.

    Every machine reads all rows in its own time and remembers in its index directory how far it came; rows are pruned
    by age, never on reading. Their numbers are never given out twice, for that memory to stay true.
    """

    __tablename__ = "index_changes"
    __table_args__ = {"sqlite_autoincrement": True}

    corpus: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
