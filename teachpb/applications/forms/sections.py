"""The pages of the application form. What is wanted, and the sentence that asks for it, stands in ``rules``."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from teachpb import clock
from teachpb.applications.models import QtsStatus
from teachpb.applications.rules import (
    EARLIEST_QTS_YEAR,
    REFEREE_WANTED,
    STATEMENT_WORDS,
    TRN_SENTENCE,
    WANTED,
    is_trn,
)
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    EmailField,
    EnumRadioField,
    IntegerField,
    PostcodeField,
    Required,
    StringField,
    TelField,
    TextArea,
    WordLimit,
    YesNoField,
)


def wanted(name: str) -> list[Any]:
    return [Required(WANTED[name])]


def of_referee(name: str) -> list[Any]:
    return [Required(REFEREE_WANTED[name])]


class PersonalDetailsForm(BaseForm):
    first_name = StringField("First name", wanted("first_name"), max_chars=100, autocomplete="given-name", width=20)
    last_name = StringField("Last name", wanted("last_name"), max_chars=100, autocomplete="family-name", width=20)
    previous_names = StringField("Previous names", optional=True, hint="Names your certificates may be in", width=20)
    address_line_1 = StringField("Address", wanted("address_line_1"), autocomplete="address-line1")
    address_line_2 = StringField("Second line of the address", optional=True, autocomplete="address-line2")
    town = StringField("Town or city", wanted("town"), max_chars=100, autocomplete="address-level2", width=20)
    postcode = PostcodeField("Postcode", wanted("postcode"))
    phone = TelField("Phone number", wanted("phone"), max_chars=30, width=20)
    email = EmailField(
        "Email address",
        wanted("email"),
        hint="Where the school can write to you. Our own messages go to the address you sign in with.",
    )
    has_right_to_work = YesNoField(
        "Do you have the right to work in the UK?",
        wanted("has_right_to_work"),
        hint="Answer no if you need a visa, or a school to sponsor one. You can still apply.",
        summary_label="Right to work in the UK",
    )


class ProfessionalStatusForm(BaseForm):
    qts_status = EnumRadioField(
        "Do you have qualified teacher status (QTS)?",
        wanted("qts_status"),
        enum=QtsStatus,
        reveals={QtsStatus.yes: ("qts_year", "trn")},
        summary_label="Qualified teacher status",
    )
    qts_year = IntegerField("Year you were awarded QTS", wanted("qts_year"), min=EARLIEST_QTS_YEAR, width=4)
    trn = StringField(
        "Teacher reference number (TRN)",
        wanted("trn"),
        hint="7 digits. It is on your payslip, or ask the Teaching Regulation Agency.",
        width=10,
        inputmode="numeric",
        spellcheck=False,
        max_chars=20,
    )
    qts_details = TextArea(
        "Is there anything the school should know about your status?",
        optional=True,
        hint="For example your route into teaching, when you expect QTS, or a teaching qualification from abroad.",
        rows=3,
        max_words=150,
        summary_label="More about your status",
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        if isinstance(self.trn.data, str):
            self.trn.data = self.trn.data.replace(" ", "").replace("/", "")

    def validate_trn(self, field: Any) -> None:
        if not is_trn(str(field.data)):
            raise ValidationError(TRN_SENTENCE)

    def validate_qts_year(self, field: Any) -> None:
        if field.data > clock.today().year:
            raise ValidationError("The year you were awarded QTS must not be in the future")


class StatementForm(BaseForm):
    statement = TextArea(
        "Personal statement",
        [*wanted("statement"), WordLimit(STATEMENT_WORDS)],
        hint="Say what draws you to this job and this school, and show with examples how you meet what the advert asks"
        " for. Leave your name out of it: some schools read without knowing names.",
        rows=18,
        max_words=STATEMENT_WORDS,
    )


class SupportForm(BaseForm):
    needs_support = YesNoField(
        "Do you need any support to take part in an interview?",
        wanted("needs_support"),
        hint="For example step-free access, a sign-language interpreter or more time. The school sees your answer only"
        " once it has shortlisted you.",
        reveals={True: "support_needs"},
        summary_label="Support at interview",
    )
    support_needs = TextArea("What would help you?", wanted("support_needs"), rows=4, max_words=250)


class DeclarationsForm(BaseForm):
    has_close_relationships = YesNoField(
        "Do you have a close relationship with anybody at the school or its trust?",
        wanted("has_close_relationships"),
        hint="A relative, a partner or a close friend among the staff, governors or trustees. It does not count against"
        " you: the school only makes sure that they take no part in choosing.",
        reveals={True: "close_relationships"},
        summary_label="Close relationships",
    )
    close_relationships = TextArea(
        "Who is it, and how do you know them?", wanted("close_relationships"), rows=3, max_words=150
    )
    agrees_to_checks = BooleanField(
        "I understand that the school will check my identity, my right to work in the UK and my suitability to work"
        " with children before I start",
        wanted("agrees_to_checks"),
        summary_label="Agreed to the checks",
    )
    is_accurate = BooleanField(
        "What I have written is true and complete, as far as I know",
        wanted("is_accurate"),
        summary_label="Confirmed as true",
    )


class RefereeForm(BaseForm):
    """One referee."""

    name = StringField("Full name", of_referee("name"), max_chars=120, width=20)
    job_title = StringField("Job title", of_referee("job_title"), max_chars=120, width=20)
    organisation = StringField("School or organisation", of_referee("organisation"))
    relationship_to_candidate = StringField(
        "How do they know you?", of_referee("relationship_to_candidate"), hint="For example: my line manager since 2021"
    )
    email = EmailField(
        "Email address",
        of_referee("email"),
        hint="A work address, so that the school knows who answers.",
        autocomplete="off",
    )
    phone = TelField("Phone number", optional=True, max_chars=30, width=20, autocomplete="off")
    is_latest_employer = YesNoField(
        "Is this referee from your present or last job?",
        of_referee("is_latest_employer"),
        hint="If this is your first job, answer yes for somebody from your place of study.",
        summary_label="From your present or last job",
    )
