"""The words of the advert, visits and visas."""

from __future__ import annotations

from teachpb.vacancies.forms.base import StepForm
from teachpb.vacancies.models import EctStatus, JobRole
from teachpb.vacancies.rules.terms import asks_about_qts
from teachpb.web.forms import EnumRadioField, TextArea, YesNoField

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
    qts_required = YesNoField(
        "Does the job need qualified teacher status?",
        hint="Colleges may appoint people with another teaching qualification, or who train on the job.",
        summary_label="Qualified teacher status needed",
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
        if not asks_about_qts(self.vacancy):
            self.drop("qts_required")


class VisitsForm(StepForm):
    rule = "visits"

    school_visits = YesNoField(
        "Can candidates visit before they apply?",
        hint="A short visit is what candidates most often ask for.",
        summary_label="Visits",
    )


class VisaForm(StepForm):
    rule = "visa"

    visa_sponsorship = YesNoField(
        "Can you sponsor a Skilled Worker visa?",
        hint="Say yes only if the school or trust has a sponsor licence and the job qualifies.",
        summary_label="Visa sponsorship",
    )
