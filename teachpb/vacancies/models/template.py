"""Adverts to start from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.db import CONSTRAINT_MESSAGES, Model, Timestamps
from teachpb.schools.models import Organisation

CONSTRAINT_MESSAGES["uq_vacancy_templates_organisation_id_name_key"] = (
    "name",
    "You already have a template of this name. Choose a different one",
)


class VacancyTemplate(Timestamps, Model):
    """What adverts of one kind have in common, kept by an organisation under a name.

    ``content`` holds the answers as ``template_content.py`` writes them; ``name_key`` is the name as it is compared.
    """

    __tablename__ = "vacancy_templates"
    __table_args__ = (UniqueConstraint("organisation_id", "name_key"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(75))
    name_key: Mapped[str] = mapped_column(String(150))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    organisation: Mapped[Organisation] = relationship(Organisation)
    created_by: Mapped[User | None] = relationship(User)
