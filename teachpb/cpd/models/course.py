"""A course: the lasting thing, of which dates are run."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, Date, Float, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.cpd.models.enums import (
    ApprovalRule,
    Audience,
    CertificateKind,
    CourseStatus,
    Level,
    Mode,
    Subject,
    Theme,
    VatTreatment,
)
from teachpb.db import CONSTRAINT_MESSAGES, EnumList, EnumText, Model, Timestamps
from teachpb.schools.models import Phase, Provider

if TYPE_CHECKING:
    from teachpb.cpd.models.date import CourseDate
    from teachpb.cpd.models.series import FacilitatorProfile

CONSTRAINT_MESSAGES["uq_courses_slug"] = ("title", "There is already a course with this title")
CONSTRAINT_MESSAGES["uq_courses_provider_id_code"] = ("code", "Another of your courses has this code: enter another")

#: Free to cancel five working days before, half price from two, the full price below (``charges.py``).
USUAL_TIERS: list[dict[str, int | None]] = [
    {"working_days": 5, "percent": 0, "flat_pence": None},
    {"working_days": 2, "percent": 50, "flat_pence": None},
    {"working_days": 0, "percent": 100, "flat_pence": None},
]


class Course(Timestamps, Model):
    """What is taught, for whom, and on what terms. ``slug`` is the public address and stays when the title changes.

    ``hours`` counts in halves. ``policy_tiers`` are the terms of cancelling as ``charges.Tier`` reads them. A course
    of mode ``external_application`` has no dates here: ``external_url`` leads to where one applies, and
    ``external_note`` says what holds this year, ``external_note_owner`` who says so, and ``external_review_on`` when it
    is looked at again. ``standard_statements`` are the provider's own words for the parts of the Standard for
    teachers' professional development (Department for Education, 2016), by their numbers "1" to "5": a claim, never a
    badge. ``vat_basis_points`` is the rate in hundredths of a percent, 0 unless VAT is charged. What was learnt holds
    for ``validity_months``; 0 is for good.
    """

    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint("hours > 0 AND hours <= 200", name="hours_in_range"),
        CheckConstraint("validity_months >= 0 AND validity_months <= 120", name="validity_in_range"),
        CheckConstraint(
            "vat_basis_points >= 0 AND vat_basis_points <= 10000 AND"
            " (vat_treatment = 'standard' OR vat_basis_points = 0)",
            name="vat_rate_fits",
        ),
        UniqueConstraint("provider_id", "code"),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(140), unique=True)
    summary: Mapped[str] = mapped_column(String(250))
    description: Mapped[str] = mapped_column(Text, default="")
    outcomes: Mapped[list[str]] = mapped_column(JSON, default=list)
    content_outline: Mapped[list[str]] = mapped_column(JSON, default=list)
    evidence_base: Mapped[str] = mapped_column(Text, default="")
    standard_statements: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    accreditation: Mapped[str] = mapped_column(String(300), default="")
    funding_note: Mapped[str] = mapped_column(Text, default="")
    prerequisites: Mapped[str] = mapped_column(String(500), default="")
    audiences: Mapped[list[Audience]] = mapped_column(EnumList(Audience), default=list)
    phases: Mapped[list[Phase]] = mapped_column(EnumList(Phase), default=list)
    subjects: Mapped[list[Subject]] = mapped_column(EnumList(Subject), default=list)
    themes: Mapped[list[Theme]] = mapped_column(EnumList(Theme), default=list)
    career_steps: Mapped[list[str]] = mapped_column(JSON, default=list)
    level: Mapped[Level] = mapped_column(EnumText(Level), default=Level.introductory)
    mode: Mapped[Mode] = mapped_column(EnumText(Mode), default=Mode.in_person)
    hours: Mapped[float] = mapped_column(Float, default=6.0)
    status: Mapped[CourseStatus] = mapped_column(EnumText(CourseStatus), default=CourseStatus.draft, index=True)
    published_at: Mapped[datetime | None]
    external_url: Mapped[str] = mapped_column(String(500), default="")
    external_note: Mapped[str] = mapped_column(Text, default="")
    external_note_owner: Mapped[str] = mapped_column(String(120), default="")
    external_review_on: Mapped[date | None] = mapped_column(Date)
    vat_treatment: Mapped[VatTreatment] = mapped_column(EnumText(VatTreatment), default=VatTreatment.exempt)
    vat_basis_points: Mapped[int] = mapped_column(default=0)
    approval_rule: Mapped[ApprovalRule] = mapped_column(EnumText(ApprovalRule), default=ApprovalRule.school_default)
    certificate_kind: Mapped[CertificateKind] = mapped_column(
        EnumText(CertificateKind), default=CertificateKind.attendance
    )
    validity_months: Mapped[int] = mapped_column(default=0)
    statutory_basis: Mapped[str] = mapped_column(String(200), default="")
    statutory_review_on: Mapped[date | None] = mapped_column(Date)
    evaluation_required: Mapped[bool] = mapped_column(default=False)
    policy_tiers: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=lambda: [dict(tier) for tier in USUAL_TIERS]
    )

    provider: Mapped[Provider] = relationship(Provider)
    leads_to: Mapped[list[Course]] = relationship(
        "Course",
        secondary="course_followers",
        primaryjoin="Course.id == course_followers.c.course_id",
        secondaryjoin="Course.id == course_followers.c.next_id",
        order_by="Course.title",
    )
    taught_by: Mapped[list[FacilitatorProfile]] = relationship(
        "FacilitatorProfile", secondary="course_facilitators", order_by="FacilitatorProfile.name"
    )
    dates: Mapped[list[CourseDate]] = relationship(
        "CourseDate", back_populates="course", order_by="CourseDate.starts_at, CourseDate.id"
    )

    @property
    def is_public(self) -> bool:
        return self.status is CourseStatus.published

    @property
    def is_external(self) -> bool:
        return self.mode is Mode.external_application

    @property
    def is_statutory(self) -> bool:
        """Whether the provider names a duty in law or guidance that asks for this training."""
        return bool(self.statutory_basis)

    @property
    def vat_percent(self) -> Decimal:
        """The rate as people say it: 20 for 20 %."""
        return Decimal(self.vat_basis_points) / 100
