"""Where and what the job is."""

from __future__ import annotations

from typing import Any

from teachpb.schools.models import Phase, School
from teachpb.schools.queries import schools_of_trust
from teachpb.vacancies import keystages
from teachpb.vacancies.forms.base import StepForm
from teachpb.vacancies.models import SUPPORT_ROLES, TEACHING_ROLES, VACANCY_PHASES, JobRole, KeyStage, Subject, Vacancy
from teachpb.vacancies.rules.job import LONGEST_TITLE
from teachpb.web.forms import CheckboxesField, EnumCheckboxesField, Option, PostcodeField, StringField

HEAD_OFFICE = "head-office"


class LocationForm(StepForm):
    rule = "location"
    standing_for = {"schools": "places", "at_head_office": "places"}

    places = CheckboxesField(
        "Where is the job?",
        hint="Select every school where the person may work. The advert appears once and is found from each of them.",
        reveals={HEAD_OFFICE: ("office_address", "office_postcode")},
    )
    office_address = StringField("Address of the office", optional=True, max_chars=300)
    office_postcode = PostcodeField("Postcode of the office")

    def prepare(self) -> None:
        self.schools: list[School] = schools_of_trust(self.vacancy.organisation)
        office = Option(HEAD_OFFICE, f"Head office of {self.vacancy.organisation.name}")
        schools = [Option(str(school.id), school.name, hint=school.town) for school in self.schools]
        self.places.choices = [office, *schools]

    @classmethod
    def stored(cls, vacancy: Vacancy) -> dict[str, Any]:
        office = [HEAD_OFFICE] if vacancy.at_head_office else []
        return {"places": [*office, *(str(school.id) for school in vacancy.schools)]}

    def values(self) -> dict[str, Any]:
        chosen = set(self.places.data or [])
        return {
            "schools": [school for school in self.schools if str(school.id) in chosen],
            "at_head_office": HEAD_OFFICE in chosen,
            "office_address": self.office_address.data,
            "office_postcode": self.office_postcode.data,
        }


class TitleForm(StepForm):
    rule = "title"

    title = StringField(
        "What is the job title?",
        hint="Say what candidates search for, like “Year 4 class teacher” or “Teacher of mathematics”. Leave out the "
        "school’s name and words like “exciting”.",
        thing="Job title",
        summary_label="Job title",
        max_chars=LONGEST_TITLE,
    )


class CampusForm(StepForm):
    rule = "campus"

    campus_address = StringField(
        "Where is the job?",
        hint="Leave both empty if it is at the college’s own address. Candidates search by distance from this place.",
        thing="Address",
        summary_label="Address of the job",
        optional=True,
        max_chars=300,
    )
    campus_postcode = PostcodeField("Postcode", optional=True)


class RoleForm(StepForm):
    rule = "role"
    standing_for = {"job_roles": "teaching"}

    teaching = EnumCheckboxesField("Teaching and leadership", enum=JobRole, only=TEACHING_ROLES)
    support = EnumCheckboxesField("Support", enum=JobRole, only=SUPPORT_ROLES)

    @classmethod
    def stored(cls, vacancy: Vacancy) -> dict[str, Any]:
        roles = vacancy.job_roles
        return {
            "teaching": [role for role in roles if role in TEACHING_ROLES],
            "support": [role for role in roles if role in SUPPORT_ROLES],
        }

    def _fix(self) -> None:
        super()._fix()
        self.support.disabled = self.teaching.disabled

    def values(self) -> dict[str, Any]:
        return {"job_roles": [*(self.teaching.data or []), *(self.support.data or [])]}


class PhasesForm(StepForm):
    rule = "phases"

    phases = EnumCheckboxesField(
        "Which phase of education is the job in?",
        enum=Phase,
        only=VACANCY_PHASES,
        summary_label="Phase",
        hint="Select all that apply.",
    )


class KeyStagesForm(StepForm):
    rule = "key-stages"

    key_stages = EnumCheckboxesField(
        "Which key stages is the job for?", enum=KeyStage, summary_label="Key stages", hint="Select all that apply."
    )

    def prepare(self) -> None:
        offered = keystages.key_stages_of(self.vacancy.phases)
        self.key_stages.choices = [Option(stage, stage.label) for stage in offered]


class SubjectsForm(StepForm):
    rule = "subjects"

    subjects = EnumCheckboxesField(
        "Which subjects is the job for?",
        enum=Subject,
        summary_label="Subjects",
        hint="Select all that apply.",
        none="No particular subject",
        small=True,
        classes="tp-choice-columns",
    )

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """An empty list in the record says that “no particular subject” was chosen; None, that nothing was."""
        super().process(formdata, *args, **kwargs)
        if self.subjects.typed is None:
            self.subjects.none_chosen = self.vacancy.subjects == []

    def values(self) -> dict[str, Any]:
        answered = self.subjects.data or self.subjects.none_chosen
        return {"subjects": list(self.subjects.data or []) if answered else None}
