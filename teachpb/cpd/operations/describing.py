"""The terms of a course beside its price, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.cpd.models import ApprovalRule, CertificateKind, Course, VatTreatment


@dataclass(frozen=True, kw_only=True)
class CourseTerms:
    """What holds for everyone who comes. ``vat_basis_points`` is the rate in hundredths of a percent and counts only
    where VAT is charged; ``validity_months`` of 0 means for good."""

    vat_treatment: VatTreatment
    approval_rule: ApprovalRule
    certificate_kind: CertificateKind
    vat_basis_points: int = 0
    validity_months: int = 0
    statutory_basis: str = ""
    statutory_review_on: date | None = None
    evaluation_required: bool = False


@dataclass(frozen=True, kw_only=True)
class CourseCase:
    """What the course rests on, and how it meets each part ("1" to "5") of the Standard for teachers' professional
    development, in the provider's words."""

    evidence_base: str = ""
    standard_statements: dict[str, str] = field(default_factory=dict)


def edit_terms(*, actor: User, course: Course, terms: CourseTerms) -> None:
    """Change the terms. What places already booked cost, and certificates already given, stay as they were."""
    for item in fields(terms):
        setattr(course, item.name, getattr(terms, item.name))
    if terms.vat_treatment is not VatTreatment.standard:
        course.vat_basis_points = 0
    if not terms.statutory_basis:
        course.statutory_review_on = None
    _note(course, actor, "course_terms_edited")


def edit_case(*, actor: User, course: Course, case: CourseCase) -> None:
    """Change what speaks for the course; parts of the Standard without words are left out."""
    course.evidence_base = case.evidence_base
    course.standard_statements = {part: words for part, words in sorted(case.standard_statements.items()) if words}
    _note(course, actor, "course_case_edited")


def _note(course: Course, actor: User, verb: str) -> None:
    record(actor=actor, verb=verb, subject=course, organisation_id=course.provider_id, changes=changes_of(course))
