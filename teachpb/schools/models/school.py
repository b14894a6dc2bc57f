"""A school as the register knows it, and as it presents itself.

Register facts are GIAS columns (``vocabulary.md``); ``SchoolProfile`` holds what the school adds and is never touched
by an import.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, Float, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from teachpb import clock
from teachpb.db import EnumText, LabelledEnum, Model, Timestamps
from teachpb.files.models import StoredFile
from teachpb.schools.models.organisation import LocalAuthority, Organisation, OrganisationKind, Trust


class Phase(LabelledEnum):
    """Phase of education. An all-through school's jobs are found by primary and by secondary."""

    nursery = "nursery", "Nursery"
    primary = "primary", "Primary"
    secondary = "secondary", "Secondary"
    sixth_form_or_college = "sixth_form_or_college", "Sixth form or college"
    through = "through", "All-through"
    not_applicable = "not_applicable", "Other"


class EstablishmentStatus(LabelledEnum):
    open = "open", "Open"
    open_proposed_to_close = "open_proposed_to_close", "Open, but proposed to close"
    proposed_to_open = "proposed_to_open", "Proposed to open"
    closed = "closed", "Closed"


class TypeGroup(LabelledEnum):
    maintained = "maintained", "Maintained school"
    academy = "academy", "Academy or free school"
    special = "special", "Special school"
    independent = "independent", "Independent school"
    college = "college", "College"
    other = "other", "Other"


class School(Organisation):
    """One establishment, known by its URN."""

    __tablename__ = "schools"
    __mapper_args__ = {"polymorphic_identity": OrganisationKind.school}
    __table_args__ = (CheckConstraint("urn BETWEEN 100000 AND 999999", name="urn_six_digits"),)

    id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    urn: Mapped[int] = mapped_column(unique=True)
    ukprn: Mapped[str | None] = mapped_column(String(8))
    establishment_type: Mapped[str] = mapped_column(String(100), default="")
    type_group: Mapped[TypeGroup] = mapped_column(EnumText(TypeGroup), default=TypeGroup.other)
    status: Mapped[EstablishmentStatus] = mapped_column(EnumText(EstablishmentStatus), index=True)
    phase: Mapped[Phase] = mapped_column(EnumText(Phase), default=Phase.not_applicable)
    opened_on: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    lowest_age: Mapped[int | None]
    highest_age: Mapped[int | None]
    gender: Mapped[str] = mapped_column(String(30), default="")
    religious_character: Mapped[str] = mapped_column(String(60), default="")
    has_sixth_form: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[int | None]
    pupils: Mapped[int | None]
    free_meals_percent: Mapped[float | None] = mapped_column(Float)
    street: Mapped[str] = mapped_column(String(200), default="")
    locality: Mapped[str] = mapped_column(String(200), default="")
    address3: Mapped[str] = mapped_column(String(200), default="")
    town: Mapped[str] = mapped_column(String(100), default="")
    county: Mapped[str] = mapped_column(String(100), default="")
    postcode: Mapped[str] = mapped_column(String(8), default="", index=True)
    register_website: Mapped[str] = mapped_column(String(300), default="")
    telephone: Mapped[str] = mapped_column(String(30), default="")
    head_name: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(60), default="")
    constituency: Mapped[str] = mapped_column(String(100), default="")
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    #: Did an import bring it? An invented school (a demonstration) is no business of the register.
    from_register: Mapped[bool] = mapped_column(default=False)
    local_authority_id: Mapped[int | None] = mapped_column(ForeignKey("local_authorities.id"), index=True)
    trust_id: Mapped[int | None] = mapped_column(ForeignKey("trusts.id"), index=True)

    local_authority: Mapped[LocalAuthority | None] = relationship(
        LocalAuthority, back_populates="schools", foreign_keys=[local_authority_id]
    )
    trust: Mapped[Trust | None] = relationship(Trust, back_populates="schools", foreign_keys=[trust_id])
    profile: Mapped[SchoolProfile | None] = relationship("SchoolProfile", back_populates="school", uselist=False)

    @property
    def is_open(self) -> bool:
        return self.status in {EstablishmentStatus.open, EstablishmentStatus.open_proposed_to_close}

    @property
    def is_faith_school(self) -> bool:
        return self.religious_character not in {"", "None", "Does not apply"}

    @property
    def address_lines(self) -> list[str]:
        """The postal address without empty lines, postcode last."""
        parts = (self.street, self.locality, self.address3, self.town, self.county, self.postcode)
        return [part for part in parts if part]


@event.listens_for(School, "before_update")
def _note_change(_mapper: Any, _connection: Any, school: School) -> None:
    """The moment of change stands in the organisation’s row, which a change of the school’s own would leave alone."""
    session = object_session(school)
    if session is not None and session.is_modified(school, include_collections=False):
        school.updated_at = clock.now()


class SchoolProfile(Timestamps, Model):
    """What a school says of itself. ``reviewed_at`` is the last time somebody of the school said it is still true."""

    __tablename__ = "school_profiles"

    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id", ondelete="CASCADE"), unique=True)
    welcome: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    work_for_us: Mapped[str] = mapped_column(Text, default="")
    staff_quote: Mapped[str] = mapped_column(Text, default="")
    staff_quote_by: Mapped[str] = mapped_column(String(120), default="")
    benefits: Mapped[str] = mapped_column(Text, default="")
    safeguarding: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(30), default="")
    facebook_url: Mapped[str] = mapped_column(String(300), default="")
    x_url: Mapped[str] = mapped_column(String(300), default="")
    instagram_url: Mapped[str] = mapped_column(String(300), default="")
    linkedin_url: Mapped[str] = mapped_column(String(300), default="")
    youtube_url: Mapped[str] = mapped_column(String(300), default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="SET NULL"))
    photo_alt: Mapped[str] = mapped_column(String(200), default="")
    scene: Mapped[str] = mapped_column(String(40), default="")
    reviewed_at: Mapped[datetime | None]

    school: Mapped[School] = relationship(School, back_populates="profile")
    photo: Mapped[StoredFile | None] = relationship(StoredFile)

    @property
    def shown_photo(self) -> StoredFile | None:
        """The photograph, when it may be shown."""
        return self.photo if self.photo is not None and self.photo.is_ready else None


class SchoolLink(Model):
    """A predecessor and the school it became (GIAS links)."""

    __tablename__ = "school_links"
    __table_args__ = (UniqueConstraint("predecessor_urn", "successor_urn"),)

    predecessor_urn: Mapped[int] = mapped_column(index=True)
    successor_urn: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60), default="")
    established_on: Mapped[date | None] = mapped_column(Date)
    #: When profile, people and posts were carried over; None while the successor is not open.
    carried_at: Mapped[datetime | None]
