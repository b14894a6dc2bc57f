"""Who somebody is, and whether they are a qualified teacher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wtforms.validators import ValidationError

from teachpb import clock
from teachpb.applications.forms.asking import wanted
from teachpb.applications.models import InductionStatus, QtsStatus, WantedPattern
from teachpb.applications.rules import (
    EARLIEST_QTS_YEAR,
    NI_SENTENCE,
    PATTERN_WORDS,
    TRN_SENTENCE,
    WANTED,
    is_ni_number,
    is_trn,
    lives_in_uk,
)
from teachpb.web.forms import (
    BaseForm,
    EmailField,
    EnumCheckboxesField,
    EnumRadioField,
    IntegerField,
    PostcodeField,
    RequiredIf,
    StringField,
    TelField,
    TextArea,
    YesNoField,
)

LONGEST_POSTCODE = 10


class AnyPostcodeField(PostcodeField):
    """A postcode of ours, or of the country the form names. Only ours is wanted and checked."""

    def pre_validate(self, form: Any) -> None:
        if lives_in_uk(form.country.data):
            super().pre_validate(form)
        elif len(str(self.data)) > LONGEST_POSTCODE:
            raise ValidationError(f"Postcode must be {LONGEST_POSTCODE} characters or fewer")

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:
        if self.is_blank() and not lives_in_uk(form.country.data):
            self.errors = []
            return True
        return super().validate(form, extra_validators)


class PersonalDetailsForm(BaseForm):
    first_name = StringField("First name", wanted("first_name"), max_chars=100, autocomplete="given-name", width=20)
    last_name = StringField("Last name", wanted("last_name"), max_chars=100, autocomplete="family-name", width=20)
    previous_names = StringField("Previous names", optional=True, hint="Names your certificates may be in", width=20)
    address_line_1 = StringField("Address", wanted("address_line_1"), autocomplete="address-line1")
    address_line_2 = StringField("Second line of the address", optional=True, autocomplete="address-line2")
    town = StringField("Town or city", wanted("town"), max_chars=100, autocomplete="address-level2", width=20)
    postcode = AnyPostcodeField("Postcode", wanted("postcode"), hint="Outside the UK leave it empty if you have none.")
    country = StringField("Country", wanted("country"), max_chars=60, autocomplete="country-name", width=20)
    phone = TelField(
        "Phone number",
        wanted("phone"),
        max_chars=30,
        width=20,
        hint="For a number outside the UK, begin with a plus and the country code, like +48 22 123 45 67",
    )
    email = EmailField(
        "Email address",
        wanted("email"),
        hint="Where the school can write to you. Our own messages go to the address you sign in with.",
    )
    has_right_to_work = YesNoField(
        "Do you have the right to work in the UK?",
        wanted("has_right_to_work"),
        hint="Answer no if you need a visa. You can still apply.",
        reveals={False: "needs_sponsor"},
        summary_label="Right to work in the UK",
    )
    needs_sponsor = YesNoField(
        "Would the school have to sponsor your visa?",
        wanted("needs_sponsor"),
        hint="For example a Skilled Worker visa.",
        summary_label="Needs a sponsor",
    )
    has_ni_number = YesNoField(
        "Do you have a National Insurance number?",
        wanted("has_ni_number"),
        reveals={True: "ni_number"},
        summary_label="Has a National Insurance number",
    )
    ni_number = StringField(
        "National Insurance number",
        wanted("ni_number"),
        hint="It is on your payslip or P60, like QQ 12 34 56 C. It is kept encrypted.",
        width=10,
        max_chars=20,
        spellcheck=False,
    )
    working_patterns = EnumCheckboxesField(
        "How would you like to work?", wanted("working_patterns"), enum=WantedPattern, hint="Select all that suit you."
    )
    working_pattern_details = TextArea(
        "Anything else about your hours?",
        optional=True,
        hint="For example days you cannot work.",
        rows=2,
        max_words=PATTERN_WORDS,
        summary_label="More about working hours",
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        if isinstance(self.ni_number.data, str):
            self.ni_number.data = re.sub(r"[\s.\-]", "", self.ni_number.data).upper()

    def validate_ni_number(self, field: Any) -> None:
        if field.data and not is_ni_number(str(field.data)):
            raise ValidationError(NI_SENTENCE)


class ProfessionalStatusForm(BaseForm):
    qts_status = EnumRadioField(
        "Do you have qualified teacher status (QTS)?",
        wanted("qts_status"),
        enum=QtsStatus,
        reveals={QtsStatus.yes: ("qts_year", "qts_specialism")},
        summary_label="Qualified teacher status",
    )
    qts_year = IntegerField("Year you were awarded QTS", wanted("qts_year"), min=EARLIEST_QTS_YEAR, width=4)
    qts_specialism = StringField(
        "Age range and subject you trained for",
        optional=True,
        hint="For example 7 to 14, geography",
        summary_label="Age range and subject",
    )
    trn = StringField(
        "Teacher reference number (TRN)",
        [RequiredIf("qts_status", WANTED["trn"], QtsStatus.yes)],
        hint="7 digits. It is on your payslip, or ask the Teaching Regulation Agency. Leave it empty if you have no QTS"
        " and no number yet.",
        width=10,
        inputmode="numeric",
        spellcheck=False,
        max_chars=20,
    )
    induction = EnumRadioField(
        "Have you completed your statutory induction?",
        [RequiredIf("qts_status", WANTED["induction"], QtsStatus.yes)],
        enum=InductionStatus,
        hint="Leave this empty if you have no QTS.",
        hints={InductionStatus.exempt: "For example because you were awarded QTS before 7 May 1999"},
        reveals={InductionStatus.not_yet: "induction_details"},
        summary_label="Statutory induction",
    )
    induction_details = TextArea(
        "How much of it have you done?", optional=True, rows=2, max_words=50, summary_label="Induction so far"
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
        if field.data and not is_trn(str(field.data)):
            raise ValidationError(TRN_SENTENCE)

    def validate_qts_year(self, field: Any) -> None:
        if field.data is not None and field.data > clock.today().year:
            raise ValidationError("The year you were awarded QTS must not be in the future")
