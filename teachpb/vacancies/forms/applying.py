"""How to apply, what goes with the advert, and whom to ask."""

from __future__ import annotations

from typing import Any

from teachpb import clock
from teachpb.vacancies import queries
from teachpb.vacancies.forms.base import StepForm
from teachpb.vacancies.models import ApplicationMethod, ReligiousForm, Vacancy, VacancyState
from teachpb.vacancies.rules import asks_about_faith
from teachpb.vacancies.rules.applying import is_mail_address
from teachpb.web.access import signed_in_user
from teachpb.web.forms import (
    BooleanField,
    EmailField,
    EnumRadioField,
    FileField,
    MultiFileField,
    Option,
    RadioField,
    StringField,
    TelField,
    YesNoField,
)

#: What documents may be, and how large: job descriptions and forms as schools keep them.
ENDINGS = (".pdf", ".doc", ".docx")
LARGEST = 20 * 1024 * 1024
MOST_AT_ONCE = 5


class ApplyingForm(StepForm):
    rule = "applying"

    application_method = EnumRadioField(
        "How do people apply?",
        enum=ApplicationMethod,
        hints={
            ApplicationMethod.native: "One form that meets safer-recruitment rules. You see, sort and answer "
            "applications here, and candidates can use what they wrote before.",
            ApplicationMethod.uploaded_form: "You upload your form on the next page. Candidates download it, "
            "fill it in and upload it here, and you sort and answer their applications on this site.",
            ApplicationMethod.website: "We send people on to a page of yours, and count how many go.",
        },
        reveals={ApplicationMethod.website: "application_link"},
        summary_label="How to apply",
    )
    application_link = StringField(
        "Web address of the application page", max_chars=500, hint="Like https://www.example.org/jobs"
    )
    religious_form = EnumRadioField(
        "Which questions about religion should the form ask?",
        enum=ReligiousForm,
        summary_label="Questions of faith",
        hint="For applications on this site. People of no faith or another may always apply.",
    )

    def prepare(self) -> None:
        if not asks_about_faith(self.vacancy):
            self.drop("religious_form")

    def process(self, *args: object, **kwargs: object) -> None:
        super().process(*args, **kwargs)
        link = self.given("application_link")
        if link and "://" not in link and not link.startswith(("//", "javascript:", "data:", "mailto:")):
            self.application_link.data = f"https://{link}"


class ApplicationFormForm(StepForm):
    """The school’s own form. Nothing needs to be chosen where there is one already."""

    rule = "application-form"
    standing_for = {"application_form": "upload"}

    upload = FileField("Application form", accept=ENDINGS, max_bytes=LARGEST, summary_label="Application form")

    def values(self) -> dict[str, Any]:
        return {"application_form": self.upload.data or self.vacancy.application_form}

    def answers(self) -> dict[str, Any]:
        return {"upload": self.upload.data}


class AnonymityForm(StepForm):
    rule = "anonymity"

    is_anonymised = YesNoField(
        "Hide who candidates are until you shortlist?",
        summary_label="Anonymous shortlisting",
        inline=False,
    )

    def prepare(self) -> None:
        hides = (
            "Names, contact details and schools attended are hidden from everybody until a candidate is shortlisted. "
            "It cannot be changed after the first application."
        )
        if self.vacancy.application_method is ApplicationMethod.uploaded_form:
            hides += (
                " What people write into your own form cannot be hidden, so you get each form once you have shortlisted"
                " its candidate."
            )
        self.is_anonymised.description = hides


class DocumentsForm(StepForm):
    rule = "documents"
    standing_for = {"supporting_documents": "uploads"}

    has_documents = YesNoField(
        "Are there documents to go with the advert?",
        hint="A job description or person specification, for example. Not the application form.",
        reveals={True: "uploads"},
        summary_label="Documents",
        inline=False,
    )
    uploads = MultiFileField(
        "Add documents",
        optional=True,
        accept=ENDINGS,
        max_bytes=LARGEST,
        max_files=MOST_AT_ONCE,
    )

    def values(self) -> dict[str, Any]:
        documents = [*self.vacancy.supporting_documents, *(self.uploads.data or [])]
        return {"has_documents": self.has_documents.data, "supporting_documents": documents}

    def answers(self) -> dict[str, Any]:
        return {"has_documents": self.has_documents.data, "uploads": self.uploads.data or []}


OWN, OTHER = "own", "other"


class ContactForm(StepForm):
    """A draft’s strange address is confirmed on a page of its own; a published advert’s on this one, at once."""

    rule = "contact"
    standing_for = {"contact_email": "other_email"}

    whose = RadioField(
        "Which email address should candidates write to?", reveals={OTHER: "other_email"}, summary_label="Email address"
    )
    other_email = EmailField(
        "Email address for questions",
        hint="Candidates see it. A shared mailbox is better than one person’s.",
        thing="Email address",
    )
    contact_is_confirmed = BooleanField("This address is right. Invite whoever reads it to join us here.")
    contact_phone = TelField("Phone number", optional=True, hint="With the dialling code, like 01733 747474")

    def prepare(self) -> None:
        self.own = _own_address()
        mine = [Option(OWN, f"Mine: {self.own}")] if self.own else []
        self.whose.choices = [*mine, Option(OTHER, "Another address")]

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        self.whose.disabled = self.other_email.disabled
        if not self._wants_confirmation():
            self.drop("contact_is_confirmed")

    def _wants_confirmation(self) -> bool:
        vacancy, address = self.vacancy, self.address
        if vacancy.state_at(clock.now()) is VacancyState.draft or not is_mail_address(address):
            return False
        if address.casefold() == vacancy.contact_email.casefold():
            return False
        return not queries.is_address_known(vacancy, address)

    @classmethod
    def stored(cls, vacancy: Vacancy) -> dict[str, Any]:
        address = vacancy.contact_email
        is_own = bool(address) and address == _own_address()
        return {
            "whose": OWN if is_own else OTHER if address else None,
            "other_email": "" if is_own else address,
            "contact_is_confirmed": False,
        }

    @property
    def address(self) -> str:
        if self.whose.data == OWN:
            return self.own
        return self.other_email.data or "" if self.whose.data == OTHER else ""

    def values(self) -> dict[str, Any]:
        values = {"contact_email": self.address, "contact_phone": self.contact_phone.data}
        if "contact_is_confirmed" in self._fields:
            values["contact_is_confirmed"] = bool(self.contact_is_confirmed.data)
        return values

    def validate(self, extra_validators: Any = None, *, partial: bool = False) -> bool:
        super().validate(extra_validators, partial=partial)
        if "contact_is_confirmed" in self._fields and not self.contact_is_confirmed.data and not partial:
            self._complain(
                "contact_is_confirmed",
                f"Nobody at {self.vacancy.organisation.name} has this address here. Tick the box if it is right",
            )
        return not self.has_errors

    def _complain(self, name: str, message: str) -> None:
        """Without a choice there is no address to be asked for."""
        super()._complain("whose" if name == "contact_email" and not self.whose.data else name, message)


def _own_address() -> str:
    """The address of whoever is asking."""
    user = signed_in_user()
    return str(user.email) if user is not None else ""


class ConfirmContactForm(StepForm):
    rule = "confirm-contact"

    contact_is_confirmed = BooleanField("Yes, this address is right", summary_label="Address confirmed")
