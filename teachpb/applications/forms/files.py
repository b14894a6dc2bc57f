"""A file to go with an application, and what a school has to know beside its own form."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from teachpb.applications.forms.asking import wanted
from teachpb.applications.models import QtsStatus
from teachpb.applications.rules import LARGEST_FILE, TRN_SENTENCE, is_trn
from teachpb.web.forms import (
    BaseForm,
    EmailField,
    EnumRadioField,
    FileField,
    Required,
    StringField,
    TelField,
    YesNoField,
)

ENDINGS = (".pdf", ".doc", ".docx")


class ApplicationFileForm(BaseForm):
    upload = FileField("Choose a file", [Required("Select a file to upload")], accept=ENDINGS, max_bytes=LARGEST_FILE)


class YourDetailsForm(BaseForm):
    """For applications with the school's own form, which says the rest."""

    first_name = StringField("First name", wanted("first_name"), max_chars=100, autocomplete="given-name", width=20)
    last_name = StringField("Last name", wanted("last_name"), max_chars=100, autocomplete="family-name", width=20)
    phone = TelField("Phone number", wanted("phone"), max_chars=30, width=20)
    email = EmailField("Email address", wanted("email"), hint="Where the school can write to you.")
    has_right_to_work = YesNoField(
        "Do you have the right to work in the UK?",
        wanted("has_right_to_work"),
        hint="Answer no if you need a visa, or a school to sponsor one. You can still apply.",
        summary_label="Right to work in the UK",
    )
    qts_status = EnumRadioField(
        "Do you have qualified teacher status (QTS)?",
        enum=QtsStatus,
        summary_label="Qualified teacher status",
        hint="Leave it out if the job is not a teaching job.",
    )
    trn = StringField(
        "Teacher reference number (TRN)",
        optional=True,
        hint="7 digits, if you have one.",
        width=10,
        inputmode="numeric",
        spellcheck=False,
        max_chars=20,
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        if isinstance(self.trn.data, str):
            self.trn.data = self.trn.data.replace(" ", "").replace("/", "")

    def validate_trn(self, field: Any) -> None:
        if field.data and not is_trn(str(field.data)):
            raise ValidationError(TRN_SENTENCE)
