"""Recruitment systems, their keys, whom they may post for, what they have sent, and what went wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model, Timestamps
from teachpb.schools.models import Organisation
from teachpb.vacancies.models import Vacancy

CONSTRAINT_MESSAGES["uq_ats_clients_name"] = ("name", "There is already a recruitment system of this name")
CONSTRAINT_MESSAGES["uq_ats_adverts_client_id_external_reference"] = (
    None,
    "A vacancy with this external_reference was sent just now",
)
CONSTRAINT_MESSAGES["uq_ats_adverts_fingerprint"] = (None, "The same vacancy was sent just now")
CONSTRAINT_MESSAGES["uq_ats_answers_client_id_key"] = (None, "This request was sent just now")
CONSTRAINT_MESSAGES["uq_ats_permissions_client_id_organisation_id"] = (
    "organisation",
    "This system may post for them already",
)
CONSTRAINT_MESSAGES["uq_ats_keys_asked_with"] = (None, "This key was issued just now")

_KEPT: Any = {"sqlite_where": text("deleted_at IS NULL"), "postgresql_where": text("deleted_at IS NULL")}
_ACTIVE: Any = {"sqlite_where": text("ended_at IS NULL"), "postgresql_where": text("ended_at IS NULL")}


class AtsClient(Timestamps, Model):
    """One recruitment system, as its vendor runs it. ``name`` stands on the adverts it sends."""

    __tablename__ = "ats_clients"

    name: Mapped[str] = mapped_column(String(100), unique=True)
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    ended_at: Mapped[datetime | None]

    keys: Mapped[list[AtsKey]] = relationship("AtsKey", back_populates="client", order_by="AtsKey.id.desc()")
    permissions: Mapped[list[AtsPermission]] = relationship("AtsPermission", back_populates="client")

    @property
    def is_active(self) -> bool:
        return self.ended_at is None


class AtsKey(Timestamps, Model):
    """A key of a client: only its SHA-256 is kept (160 random bits need no slow hash), and its beginning, to tell keys
    apart. ``expires_at`` is set when another takes its place: until then both work."""

    __tablename__ = "ats_keys"
    __table_args__ = (UniqueConstraint("asked_with", name="uq_ats_keys_asked_with"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("ats_clients.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    beginning: Mapped[str] = mapped_column(String(8))
    #: The form it was asked for with, so that a double click makes one key.
    asked_with: Mapped[str | None] = mapped_column(String(43))
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    client: Mapped[AtsClient] = relationship(AtsClient, back_populates="keys")

    def is_valid(self, moment: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > moment)


class AtsPermission(Timestamps, Model):
    """A client may post for an organisation; for a trust, also for its schools. Ended ones stay for the record."""

    __tablename__ = "ats_permissions"
    __table_args__ = (
        Index("uq_ats_permissions_client_id_organisation_id", "client_id", "organisation_id", unique=True, **_ACTIVE),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("ats_clients.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]

    client: Mapped[AtsClient] = relationship(AtsClient, back_populates="permissions")
    organisation: Mapped[Organisation] = relationship(Organisation)


class AtsAdvert(Timestamps, Model):
    """What a client has sent, and the vacancy it became.

    ``public_id`` (a UUID) is the id the client knows. ``asked`` keeps the words as they were sent, where the vacancy
    holds them otherwise. ``fingerprint`` is the same for two adverts of the same content (``duplicates.py``).
    """

    __tablename__ = "ats_adverts"
    __table_args__ = (
        Index("uq_ats_adverts_client_id_external_reference", "client_id", "external_reference", unique=True, **_KEPT),
        Index("uq_ats_adverts_fingerprint", "fingerprint", unique=True, **_KEPT),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("ats_clients.id", ondelete="CASCADE"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), unique=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    external_reference: Mapped[str] = mapped_column(String(255))
    fingerprint: Mapped[str] = mapped_column(String(64))
    asked: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    deleted_at: Mapped[datetime | None]

    client: Mapped[AtsClient] = relationship(AtsClient)
    vacancy: Mapped[Vacancy] = relationship(Vacancy)


class AtsAnswer(Model):
    """The answer to a request that carried an Idempotency-Key, to be given again for a day."""

    __tablename__ = "ats_answers"
    __table_args__ = (UniqueConstraint("client_id", "key"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("ats_clients.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(255))
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    answered_at: Mapped[datetime] = mapped_column(index=True)


class TroubleKind(LabelledEnum):
    """What the council should know of."""

    unknown_urn = "unknown_urn", "URN that nobody here has"
    outside_trust = "outside_trust", "School outside the trust it was sent for"
    unknown_trust = "unknown_trust", "Trust that nobody here has"
    not_permitted = "not_permitted", "School or trust that has not allowed it"
    not_eligible = "not_eligible", "Kind of school that cannot post"
    duplicate = "duplicate", "The same advert again"
    foreign_duplicate = "foreign_duplicate", "An advert that another system has sent"


class AtsTrouble(Timestamps, Model):
    """Something a client tried in vain, counted. ``reference`` is a URN, a UID or the id of an advert."""

    __tablename__ = "ats_troubles"
    __table_args__ = (UniqueConstraint("client_id", "kind", "reference"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("ats_clients.id", ondelete="CASCADE"))
    kind: Mapped[TroubleKind] = mapped_column(EnumText(TroubleKind))
    reference: Mapped[str] = mapped_column(String(60))
    attempts: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]

    client: Mapped[AtsClient] = relationship(AtsClient)
