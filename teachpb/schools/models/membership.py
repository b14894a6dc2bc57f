"""Who belongs where, and as what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model, Timestamps

if TYPE_CHECKING:
    from teachpb.schools.models.organisation import Organisation

CONSTRAINT_MESSAGES["ix_memberships_active"] = ("email", "This person already has that role here")


class Role(LabelledEnum):
    """Membership roles (``vocabulary.md``): school or trust, then provider, then local authority."""

    owner = "owner", "Owner"
    recruiter = "recruiter", "Recruiter"
    panel_member = "panel_member", "Panel member"
    cpd_lead = "cpd_lead", "CPD lead"
    governance_lead = "governance_lead", "Clerk or chair"
    viewer = "viewer", "Viewer"
    provider_admin = "provider_admin", "Provider administrator"
    facilitator = "facilitator", "Facilitator"
    recruitment_officer = "recruitment_officer", "Recruitment officer"
    governance_officer = "governance_officer", "Governance officer"
    cpd_officer = "cpd_officer", "CPD officer"
    administrator = "administrator", "Administrator"


SCHOOL_ROLES = (Role.owner, Role.recruiter, Role.panel_member, Role.cpd_lead, Role.governance_lead, Role.viewer)
PROVIDER_ROLES = (Role.provider_admin, Role.facilitator)
OFFICER_ROLES = (Role.recruitment_officer, Role.governance_officer, Role.cpd_officer, Role.administrator)


class Membership(Timestamps, Model):
    """A person holding a role at an organisation. Ended memberships stay, for the record, and count for nothing.

    ``approved_at`` is when somebody entitled to said yes; without it the membership counts for nothing. (Asking to be
    a school's owner is an ``OwnershipRequest``; the membership is made when it is approved.)
    """

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "ix_memberships_active",
            "user_id",
            "organisation_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(EnumText(Role))
    approved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(User, back_populates="memberships", foreign_keys=[user_id])
    organisation: Mapped[Organisation] = relationship("Organisation", back_populates="memberships", lazy="joined")

    @property
    def is_active(self) -> bool:
        return self.ended_at is None and self.approved_at is not None


class Invitation(Timestamps, Model):
    """An invitation by mail to join an organisation. Only the token's hash is stored."""

    __tablename__ = "invitations"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[Role] = mapped_column(EnumText(Role))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship("Organisation")

    @property
    def is_open(self) -> bool:
        """Neither accepted nor withdrawn. It may have run out, and can then be sent again."""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def has_run_out(self) -> bool:
        return self.expires_at <= clock.now()
