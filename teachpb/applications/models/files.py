"""Files that go with an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.db import EnumText, LabelledEnum, Model, Timestamps
from teachpb.files.models import FileState, StoredFile

if TYPE_CHECKING:
    from teachpb.applications.models.application import Application


class FilePurpose(LabelledEnum):
    """The value stands in addresses, with dashes."""

    application_form = "application_form", "The school’s form, filled in"
    baptism_certificate = "baptism_certificate", "Baptism certificate"


class ApplicationFile(Timestamps, Model):
    """One file of one application; a new one takes the place of the old."""

    __tablename__ = "application_files"
    __table_args__ = (UniqueConstraint("application_id", "purpose"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), unique=True)
    purpose: Mapped[FilePurpose] = mapped_column(EnumText(FilePurpose))

    application: Mapped[Application] = relationship("Application", back_populates="files")
    file: Mapped[StoredFile] = relationship(StoredFile, lazy="joined")

    @property
    def is_ready(self) -> bool:
        return self.file.is_ready

    @property
    def is_waiting(self) -> bool:
        """Nobody has looked into it yet."""
        return self.file.state is FileState.pending

    @property
    def is_refused(self) -> bool:
        return self.file.state in {FileState.unsafe, FileState.removed}
