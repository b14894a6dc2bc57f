"""The terms of a course, and what speaks for it."""

from __future__ import annotations

from decimal import Decimal

from teachpb.cpd.models import ApprovalRule, CertificateKind, Course, VatTreatment
from teachpb.cpd.operations import CourseCase, CourseTerms
from teachpb.cpd.standard import PARTS
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    DateField,
    DecimalField,
    EnumRadioField,
    IntegerField,
    Required,
    RequiredIf,
    StringField,
    TextArea,
)


class TermsForm(BaseForm):
    """VAT, approval, certificate, how long it holds, and what asks for it."""

    vat_treatment = EnumRadioField(
        "How does VAT apply?",
        [Required("Select how VAT applies")],
        enum=VatTreatment,
        reveals={VatTreatment.standard: "vat_percent"},
        hint="Training by schools, councils and universities is as a rule exempt. Ask your finance team.",
    )
    vat_percent = DecimalField(
        "Rate of VAT", [Required("Enter the rate of VAT")], max=100, places=2, width=4, suffix="%"
    )
    approval_rule = EnumRadioField(
        "Must the school approve a place?", [Required("Select whether the school must approve")], enum=ApprovalRule
    )
    certificate_kind = EnumRadioField(
        "What do people get afterwards?",
        [Required("Select what people get afterwards")],
        enum=CertificateKind,
        hint="Nobody who did not attend gets one.",
    )
    evaluation_required = BooleanField("People answer the evaluation before they get the certificate")
    validity_months = IntegerField(
        "For how many months does it hold?",
        max=120,
        width=3,
        suffix="months",
        optional=True,
        hint="24 for designated safeguarding leads, 36 for paediatric first aid. Leave empty if it does not run out.",
        thing="How long it holds",
    )
    statutory_basis = StringField(
        "Which law or guidance asks for it?",
        max_chars=200,
        optional=True,
        hint="Such as “Keeping children safe in education”. Leave empty if none does.",
    )
    statutory_review_on = DateField(
        "When will you check that this still holds?",
        [RequiredIf("statutory_basis", "Enter when you will check that this still holds")],
        optional=True,
        hint="Guidance changes each September.",
        thing="The day you check again",
    )

    def terms(self) -> CourseTerms:
        answers = self.answers()
        percent = answers.pop("vat_percent") or Decimal(0)
        answers["validity_months"] = answers["validity_months"] or 0
        return CourseTerms(**answers, vat_basis_points=int(percent * 100))

    @classmethod
    def for_course(cls, course: Course) -> TermsForm:
        stored = {name: getattr(course, name) for name in cls._stored()}
        charged = course.vat_treatment is VatTreatment.standard
        percent = course.vat_percent if charged else Decimal(20)
        return cls(data={**stored, "validity_months": course.validity_months or None, "vat_percent": percent})

    @staticmethod
    def _stored() -> tuple[str, ...]:
        return (
            "vat_treatment",
            "approval_rule",
            "certificate_kind",
            "evaluation_required",
            "statutory_basis",
            "statutory_review_on",
        )


class CaseForm(BaseForm):
    """The evidence, and the provider's words for the five parts of the Standard."""

    evidence_base = TextArea(
        "What evidence does it rest on?",
        rows=5,
        max_chars=1000,
        optional=True,
        hint="Reviews, trials, guidance reports. You can write web addresses.",
    )
    part_1 = TextArea(PARTS["1"], rows=3, max_chars=600, optional=True)
    part_2 = TextArea(PARTS["2"], rows=3, max_chars=600, optional=True)
    part_3 = TextArea(PARTS["3"], rows=3, max_chars=600, optional=True)
    part_4 = TextArea(PARTS["4"], rows=3, max_chars=600, optional=True)
    part_5 = TextArea(PARTS["5"], rows=3, max_chars=600, optional=True)

    def case(self) -> CourseCase:
        answers = self.answers()
        return CourseCase(
            evidence_base=answers["evidence_base"],
            standard_statements={part: answers[f"part_{part}"] for part in PARTS},
        )

    @classmethod
    def for_course(cls, course: Course) -> CaseForm:
        parts = {f"part_{part}": course.standard_statements.get(part, "") for part in PARTS}
        return cls(data={"evidence_base": course.evidence_base, **parts})
