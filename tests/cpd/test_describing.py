"""What a provider says of a course beside its content: terms, certificate, duty, evidence, the Standard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from teachpb.audit.models import AuditEntry
from teachpb.cpd import operations
from teachpb.cpd.models import ApprovalRule, CertificateKind, Course, Mode, VatTreatment
from teachpb.cpd.operations import CourseCase, CourseTerms
from teachpb.db import db
from teachpb.schools.models import Role
from tests.factories.cpd import CourseDateFactory, CourseFactory
from tests.factories.schools import ProviderFactory, member
from tests.support.client import StrictClient

pytestmark = pytest.mark.usefixtures("session", "frozen")

TERMS = {
    "vat_treatment": "standard",
    "vat_percent": "17.5",
    "approval_rule": "always",
    "certificate_kind": "completion",
    "evaluation_required": "yes",
    "validity_months": "24",
    "statutory_basis": "Keeping children safe in education",
    "statutory_review_on-day": "1",
    "statutory_review_on-month": "9",
    "statutory_review_on-year": "2026",
}


@pytest.fixture
def course(client: StrictClient) -> Course:
    course: Course = CourseFactory(title="Safeguarding for leads")
    client.sign_in(member(Role.provider_admin, course.provider))
    return course


def test_a_new_course_is_exempt_and_follows_each_schools_rule(course: Course) -> None:
    assert (course.vat_treatment, course.vat_basis_points) == (VatTreatment.exempt, 0)
    assert course.approval_rule is ApprovalRule.school_default
    assert course.certificate_kind is CertificateKind.attendance
    assert (course.validity_months, course.evaluation_required, course.is_statutory) == (0, False, False)


def test_terms_are_kept_and_shown(client: StrictClient, course: Course) -> None:
    page = client.follow(client.submit(f"/training/courses/{course.id}/terms", **TERMS))
    assert page.flashes == ["Saved."]
    assert (course.vat_treatment, course.vat_basis_points) == (VatTreatment.standard, 1750)
    assert course.vat_percent == Decimal("17.5")
    assert course.approval_rule is ApprovalRule.always
    assert course.certificate_kind is CertificateKind.completion
    assert (course.validity_months, course.evaluation_required) == (24, True)
    assert (course.statutory_basis, course.statutory_review_on) == (
        "Keeping children safe in education",
        date(2026, 9, 1),
    )
    facts = client.get(f"/courses/{course.slug}").text
    for words in ("24 months", "Keeping children safe in education", "Charged at 17.5%", "must always approve"):
        assert words in facts
    again = client.get(f"/training/courses/{course.id}/terms")
    assert again.select("input[name=vat_percent]")[0]["value"] == "17.5"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"vat_treatment": ""}, "Select how VAT applies"),
        ({"vat_percent": ""}, "Enter the rate of VAT"),
        ({"vat_percent": "101"}, "Rate of VAT must be between 0 and 100"),
        ({"approval_rule": "perhaps"}, "Select whether the school must approve"),
        ({"certificate_kind": ""}, "Select what people get afterwards"),
        ({"validity_months": "121"}, "How long it holds must be between 0 and 120"),
        (
            {"statutory_review_on-day": "", "statutory_review_on-month": "", "statutory_review_on-year": ""},
            "Enter when you will check that this still holds",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_it(
    client: StrictClient, course: Course, changed: dict[str, str], sentence: str
) -> None:
    page = client.submit(f"/training/courses/{course.id}/terms", status=200, **{**TERMS, **changed})
    assert sentence in page.errors
    db.session.expire_all()
    assert course.vat_treatment is VatTreatment.exempt


def test_no_rate_is_kept_where_no_vat_is_charged(client: StrictClient, course: Course) -> None:
    client.submit(f"/training/courses/{course.id}/terms", **TERMS)
    client.submit(
        f"/training/courses/{course.id}/terms",
        **{**TERMS, "vat_treatment": "outside", "statutory_basis": "", "validity_months": ""},
    )
    assert (course.vat_treatment, course.vat_basis_points) == (VatTreatment.outside, 0)
    assert (course.statutory_review_on, course.validity_months) == (None, 0)


def test_the_database_refuses_a_rate_without_vat(course: Course) -> None:
    course.vat_basis_points = 2000
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_standard_is_the_providers_own_statement(client: StrictClient, course: Course) -> None:
    client.submit(
        f"/training/courses/{course.id}/evidence",
        evidence_base="The guidance report on feedback, 2021.",
        part_1="Pupils read more fluently; we test before and after.",
        part_4="Three sessions over two terms.",
    )
    assert sorted(course.standard_statements) == ["1", "4"]
    page = client.get(f"/courses/{course.slug}")
    assert "the provider’s own statement" in page.text
    assert "Three sessions over two terms." in page.text
    assert "It rests on evidence and expertise" not in page.text
    assert "The guidance report on feedback, 2021." in page.text
    operations.edit_case(actor=None, course=course, case=CourseCase())  # type: ignore[arg-type]
    db.session.commit()
    assert "the provider’s own statement" not in client.get(f"/courses/{course.slug}").text


def test_a_code_belongs_to_one_course_of_a_provider(client: StrictClient, course: Course) -> None:
    def save(other: Course, code: str, **expect: Any) -> Any:
        return client.submit(f"/training/courses/{other.id}/edit", code=code, **expect)

    save(course, "safe-1")
    assert course.code == "SAFE-1"
    other = CourseFactory(provider=course.provider)
    refused = save(other, "SAFE-1", status=200)
    assert "Another of your courses has this code: enter another" in refused.errors
    assert "Enter a code of letters, digits and hyphens" in save(other, "SAFE 1", status=200).errors
    elsewhere = CourseFactory(provider=ProviderFactory(), code="SAFE-1")
    db.session.commit()
    assert elsewhere.id


def test_outline_accreditation_and_funding_are_on_the_page(client: StrictClient) -> None:
    run = CourseDateFactory(
        course__content_outline=["Why records matter", "A case to think about"],
        course__accreditation="Recognised by the city’s safeguarding partners",
        course__funding_note="Free for **small** schools this year.",
        course__code="DSL-1",
    )
    page = client.get(f"/courses/{run.course.slug}")
    for words in ("A case to think about", "city’s safeguarding partners", "DSL-1"):
        assert words in page.text
    assert page.select("strong")


def test_what_holds_this_year_has_an_owner_and_a_day(client: StrictClient) -> None:
    course = CourseFactory(
        mode=Mode.external_application,
        external_url="https://apply.example/npq",
        external_note="Apply by May.",
        external_note_owner="The CPD team",
        external_review_on=date(2026, 9, 1),
    )
    page = client.get(f"/courses/{course.slug}")
    assert "Kept up to date by The CPD team; checked again by Tuesday 1 September 2026" in page.text


def test_changes_are_audited(course: Course) -> None:
    terms = CourseTerms(
        vat_treatment=VatTreatment.exempt,
        approval_rule=ApprovalRule.none,
        certificate_kind=CertificateKind.none,
    )
    operations.edit_terms(actor=None, course=course, terms=terms)  # type: ignore[arg-type]
    db.session.commit()
    event = db.session.query(AuditEntry).filter_by(verb="course_terms_edited").one()
    assert event.organisation_id == course.provider_id
