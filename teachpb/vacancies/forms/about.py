"""The words of the advert, and how to apply."""

from __future__ import annotations

from teachpb.vacancies.forms.base import StepForm
from teachpb.vacancies.models import ApplicationMethod, EctStatus, JobRole, ReligiousForm
from teachpb.vacancies.rules.terms import OFFERED_METHODS
from teachpb.web.forms import EmailField, EnumRadioField, StringField, TelField, TextArea, YesNoField

LISTS = "Begin a line with a hyphen to make a list."


class AboutForm(StepForm):
    rule = "about"

    ect_status = EnumRadioField(
        "Is it suitable for an early career teacher?",
        enum=EctStatus,
        summary_label="Early career teachers",
        choices=[(EctStatus.ect_suitable, "Yes"), (EctStatus.ect_unsuitable, "No")],
        inline=True,
    )
    skills_and_experience = TextArea(
        "What skills and experience are you looking for?",
        hint=f"What somebody needs to be able to do, and what you would teach them. {LISTS}",
        rows=9,
        thing="Skills and experience",
        summary_label="Skills and experience",
    )
    school_offer = TextArea(
        "What does the school offer its staff?",
        hint=f"Why a good teacher would choose you: colleagues, time, training, place. {LISTS}",
        rows=9,
        thing="What the school offers",
        summary_label="What the school offers",
    )
    flexible_working = TextArea(
        "Flexible working",
        optional=True,
        rows=4,
        hint="Part-time hours, late starts, planning at home: say what is possible. It brings more candidates.",
    )
    further_details = TextArea("Anything else candidates should know", optional=True, rows=4)

    def prepare(self) -> None:
        if JobRole.teacher not in self.vacancy.job_roles:
            self.drop("ect_status")


class VisitsForm(StepForm):
    rule = "visits"

    school_visits = YesNoField(
        "Can candidates visit before they apply?",
        hint="A short visit is what candidates most often ask for.",
        summary_label="Visits",
    )
    visa_sponsorship = YesNoField(
        "Can you sponsor a Skilled Worker visa?",
        hint="Say yes only if the school or trust has a sponsor licence and the job qualifies.",
        summary_label="Visa sponsorship",
    )


class ApplyingForm(StepForm):
    rule = "applying"

    application_method = EnumRadioField(
        "How do people apply?",
        enum=ApplicationMethod,
        only=OFFERED_METHODS,
        hints={
            ApplicationMethod.native: "One form that meets safer-recruitment rules. You see, sort and answer "
            "applications here, and candidates can use what they wrote before.",
            ApplicationMethod.website: "We send people on to a page of yours, and count how many go.",
        },
        reveals={ApplicationMethod.website: "application_link"},
        summary_label="How to apply",
    )
    application_link = StringField(
        "Web address of the application page", max_chars=500, hint="Like https://www.example.org/jobs"
    )
    religious_form = EnumRadioField(
        "Which questions about religion should the form ask?", enum=ReligiousForm, summary_label="Questions of faith"
    )

    def prepare(self) -> None:
        if not any(school.is_faith_school for school in self.vacancy.schools):
            self.drop("religious_form")

    def process(self, *args: object, **kwargs: object) -> None:
        super().process(*args, **kwargs)
        link = self.application_link.data
        if link and "://" not in link and not link.startswith(("//", "javascript:", "data:", "mailto:")):
            self.application_link.data = f"https://{link}"


class AnonymityForm(StepForm):
    rule = "anonymity"

    is_anonymised = YesNoField(
        "Hide who candidates are until you shortlist?",
        hint="Names, contact details and schools attended are hidden from everybody until a candidate is shortlisted. "
        "It cannot be changed after the first application.",
        summary_label="Anonymous shortlisting",
        inline=False,
    )


class ContactForm(StepForm):
    rule = "contact"

    contact_email = EmailField(
        "Email address for questions",
        hint="Candidates see it. A shared mailbox is better than one person’s.",
        thing="Email address",
    )
    contact_phone = TelField("Phone number", optional=True, hint="With the dialling code, like 01733 747474")
