"""Stored files. The bytes are in the storage, under ``storage_key``; people and organisations are known by number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from teachpb.db import EnumText, LabelledEnum, Model, Timestamps


class FileKind(LabelledEnum):
    """What kinds of file there are; the value is also the usual suffix, but for images."""

    image = "image", "JPG, PNG or WebP picture"
    pdf = "pdf", "PDF"
    docx = "docx", "Word document (DOCX)"
    doc = "doc", "Word document (DOC)"


#: What people write letters, forms and job descriptions in.
DOCUMENT_KINDS = frozenset({FileKind.pdf, FileKind.docx, FileKind.doc})


class FileState(LabelledEnum):
    """``pending`` → ``clean`` | ``unsafe``; any → ``removed``. Only clean files are ever served."""

    pending = "pending", "Being checked"
    clean = "clean", "Ready"
    unsafe = "unsafe", "Removed because it is not safe"
    removed = "removed", "Deleted"


class StoredFile(Timestamps, Model):
    """One uploaded file. ``size`` is bytes as stored; ``renditions`` are the widths (px) kept besides the full one.

    ``public`` files (a school's photo) are served to anyone who has the address; all others only by a view of the
    domain they belong to, which checks who asks.
    """

    __tablename__ = "stored_files"
    __table_args__ = (
        Index("ix_stored_files_state_id", "state", "id"),
        CheckConstraint("size >= 0", name="size_not_negative"),
    )

    token: Mapped[str] = mapped_column(String(64), unique=True)
    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    user_id: Mapped[int | None] = mapped_column(index=True)
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(String(80))
    public: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[FileKind] = mapped_column(EnumText(FileKind))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    renditions: Mapped[list[int]] = mapped_column(JSON, default=list)

    state: Mapped[FileState] = mapped_column(EnumText(FileState), default=FileState.pending)
    verdict: Mapped[str] = mapped_column(String(200), default="")
    scanned_at: Mapped[datetime | None]
    scan_attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]

    @property
    def is_ready(self) -> bool:
        """Whether it may be served."""
        return self.state is FileState.clean
