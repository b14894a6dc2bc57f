"""What the rows of every list in the form have in common."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from teachpb.db import Timestamps


class Entry(Timestamps):
    """A row of a list in the form. Any of its answers may be missing until the application is sent.

    ``key`` is given out with the empty page: sending that page again, by a second click or after going back, changes
    the row it made.
    """

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[UniqueConstraint]:
        return (UniqueConstraint("application_id", "key"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    key: Mapped[str | None] = mapped_column(String(32))
