"""Whatever people can belong to: one table for what all share, one for each kind's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model, Timestamps

if TYPE_CHECKING:
    from teachpb.schools.models.membership import Membership
    from teachpb.schools.models.school import School

CONSTRAINT_MESSAGES["uq_organisations_slug"] = ("name", "There is already an organisation with this name")


class OrganisationKind(LabelledEnum):
    school = "school", "School"
    trust = "trust", "Trust"
    provider = "provider", "Course provider"
    local_authority = "local_authority", "Local authority"


class Organisation(Timestamps, Model):
    """A school, a trust, a course provider or the council. ``slug`` is its public address and never reused."""

    __tablename__ = "organisations"

    kind: Mapped[OrganisationKind] = mapped_column(EnumText(OrganisationKind), index=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    slug: Mapped[str] = mapped_column(String(220), unique=True)

    memberships: Mapped[list[Membership]] = relationship("Membership", back_populates="organisation")

    __mapper_args__ = {"polymorphic_on": "kind", "with_polymorphic": None}

    @property
    def trust_id_or_none(self) -> int | None:
        """The trust whose roles reach here; only a school can have one."""
        return getattr(self, "trust_id", None)


class Trust(Organisation):
    """A multi-academy trust, known by its group UID."""

    __tablename__ = "trusts"
    __mapper_args__ = {"polymorphic_identity": OrganisationKind.trust}

    id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    group_uid: Mapped[str | None] = mapped_column(String(10), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")

    schools: Mapped[list[School]] = relationship("School", back_populates="trust", foreign_keys="School.trust_id")


class Provider(Organisation):
    """Who runs courses. ``charges_vat`` and the invoice texts belong to its finance settings in the ``cpd`` room."""

    __tablename__ = "providers"
    __mapper_args__ = {"polymorphic_identity": OrganisationKind.provider}

    id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    description: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")


class LocalAuthority(Organisation):
    """A local authority, known by its three-digit code (Peterborough is 874).

    ``register_name`` is what the register calls it ("Peterborough"), ``name`` what people do ("Peterborough City
    Council"). The code is empty while only an extract without codes has named it.
    """

    __tablename__ = "local_authorities"
    __mapper_args__ = {"polymorphic_identity": OrganisationKind.local_authority}

    id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str | None] = mapped_column(String(3), unique=True)
    register_name: Mapped[str | None] = mapped_column(String(100), unique=True)

    schools: Mapped[list[School]] = relationship(
        "School", back_populates="local_authority", foreign_keys="School.local_authority_id"
    )
