"""Files that go with an advert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.db import EnumText, LabelledEnum, Model, Timestamps
from teachpb.files.models import FileState, StoredFile

if TYPE_CHECKING:
    from teachpb.vacancies.models.vacancy import Vacancy


class DocumentPurpose(LabelledEnum):
    supporting = "supporting", "Document"
    application_form = "application_form", "Application form"


class VacancyDocument(Timestamps, Model):
    """One file of one advert: something to read beside it, or the school's own application form.

    ``name`` is what the school called it; it stays when an unsafe file and its name are gone. ``position`` orders the
    supporting documents. A form that replaces another on a published advert stands beside it until it is clean.
    """

    __tablename__ = "vacancy_documents"

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), unique=True)
    purpose: Mapped[DocumentPurpose] = mapped_column(EnumText(DocumentPurpose))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)

    vacancy: Mapped[Vacancy] = relationship("Vacancy", back_populates="documents")
    file: Mapped[StoredFile] = relationship(StoredFile, lazy="joined")

    @property
    def is_ready(self) -> bool:
        """May candidates have it?"""
        return self.file.is_ready

    @property
    def is_waiting(self) -> bool:
        """Nobody has looked into it yet."""
        return self.file.state is FileState.pending

    @property
    def is_unsafe(self) -> bool:
        return self.file.state is FileState.unsafe
