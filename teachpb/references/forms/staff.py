"""What the school is asked."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.references.models import ReferenceRequest
from teachpb.web.forms import (
    MEGABYTE,
    BaseForm,
    BooleanField,
    CheckboxesField,
    EmailField,
    FileField,
    Required,
    StringField,
    TelField,
    TextArea,
    YesNoField,
)

ENDINGS = (".pdf", ".docx", ".doc")
LARGEST = 20 * MEGABYTE


class AskReferencesForm(BaseForm):
    """Which referees to ask."""

    referees = CheckboxesField("Whom would you like to ask?", [Required("Tick at least one referee")])

    @classmethod
    def offering(cls, referees: Sequence[tuple[int, str]]) -> AskReferencesForm:
        form = cls()
        form.referees.choices = list(referees)
        form.referees.coerce = int
        return form


class AskDisclosureForm(BaseForm):
    """Nothing but a button."""


class RefereeForm(BaseForm):
    """Somebody else to ask."""

    name = StringField("Full name", [Required("Enter the referee’s name")], max_chars=120, width=20)
    job_title = StringField("Job title", [Required("Enter the referee’s job title")], max_chars=120, width=20)
    organisation = StringField("School or organisation", [Required("Enter where the referee works")])
    connection = StringField("How do they know the candidate?", [Required("Say how the referee knows the candidate")])
    email = EmailField("Work email address", [Required("Enter the referee’s email address")], autocomplete="off")
    phone = TelField("Phone number", optional=True, max_chars=30, width=20, autocomplete="off")


class AddressForm(BaseForm):
    email = EmailField("New email address", [Required("Enter the referee’s email address")], autocomplete="off")

    @classmethod
    def of(cls, request: ReferenceRequest) -> AddressForm:
        return cls(data={"email": request.email})


class RecordForm(BaseForm):
    """A reference that came another way."""

    note = TextArea(
        "How did it reach you, and who wrote it?",
        [Required("Say how the reference reached you, and who wrote it")],
        rows=3,
        max_words=150,
    )
    upload = FileField("The reference as a file", optional=True, accept=ENDINGS, max_bytes=LARGEST)


class ElsewhereForm(BaseForm):
    """A self-disclosure that was filled in on paper."""

    note = TextArea(
        "How did it reach you, and where is it kept?",
        [Required("Say how it reached you, and where it is kept")],
        rows=3,
        max_words=150,
    )


class CheckForm(BaseForm):
    is_satisfactory = YesNoField(
        "Is this reference satisfactory?",
        [Required("Select whether the reference is satisfactory")],
        hint="When the references this job needs are satisfactory, that check is ticked by itself.",
    )
    note = TextArea(
        "What did you check?",
        optional=True,
        hint="For example that you rang the referee, and that dates and jobs agree with the application.",
        rows=3,
        max_words=250,
    )


class PanelReadsForm(BaseForm):
    panel_reads = BooleanField("Panel members of this job may read references")
