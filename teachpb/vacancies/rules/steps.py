"""The steps of an advert, in order: what each asks, when it is asked, and what makes it complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teachpb.schools.models import OrganisationKind
from teachpb.vacancies import keystages
from teachpb.vacancies.models import ApplicationMethod
from teachpb.vacancies.rules import applying, job, terms
from teachpb.vacancies.rules.problems import Problem

Check = Callable[[Any, datetime], Iterator[Problem]]


def always(advert: Any) -> bool:
    return True


@dataclass(frozen=True)
class StepRule:
    """One page of questions. ``fields`` are the vacancy's fields it answers."""

    name: str
    title: str
    fields: frozenset[str]
    check: Check
    applies: Callable[[Any], bool] = always

    def problems(self, advert: Any, moment: datetime) -> list[Problem]:
        """What is missing or wrong; nothing while the step does not apply."""
        return list(self.check(advert, moment)) if self.applies(advert) else []

    def is_complete(self, advert: Any, moment: datetime) -> bool:
        return not self.problems(advert, moment)


@dataclass(frozen=True)
class Section:
    """A heading of the task list."""

    name: str
    title: str
    steps: tuple[StepRule, ...]


def _rule(name: str, title: str, fields: str, check: Check, applies: Callable[[Any], bool] = always) -> StepRule:
    return StepRule(name, title, frozenset(fields.split()), check, applies)


JOB = (
    _rule(
        "location",
        "Where the job is",
        "schools at_head_office office_address office_postcode",
        job.check_location,
        lambda advert: advert.organisation.kind is not OrganisationKind.school,
    ),
    _rule("title", "Job title", "title", job.check_title),
    _rule(
        "campus",
        "Address of the job",
        "campus_address campus_postcode",
        job.check_campus,
        lambda advert: keystages.is_at_college(advert.schools),
    ),
    _rule("role", "Role", "job_roles", job.check_role),
    _rule(
        "phases",
        "Phase of education",
        "phases",
        job.check_phases,
        lambda advert: keystages.asks_for_phases(advert.schools),
    ),
    _rule(
        "key-stages",
        "Key stages",
        "key_stages",
        job.check_key_stages,
        lambda advert: keystages.asks_for_key_stages(advert.phases, advert.job_roles),
    ),
    _rule(
        "subjects",
        "Subjects",
        "subjects",
        job.check_subjects,
        lambda advert: keystages.asks_for_subjects(advert.phases, advert.job_roles),
    ),
    _rule(
        "contract",
        "Contract and working pattern",
        "contract_type contract_duration is_parental_leave_cover working_patterns is_job_share "
        "working_patterns_details",
        job.check_contract,
    ),
    _rule(
        "start", "Start date", "start_type starts_on starts_earliest_on starts_latest_on start_words", job.check_start
    ),
    _rule(
        "pay",
        "Pay",
        "pay_scale pay_point_from pay_point_to pay_min_pence pay_max_pence pay_period pay_is_full_time_equivalent "
        "fte_basis_points pay_words allowances allowances_details",
        terms.check_pay,
    ),
)
ABOUT = (
    _rule(
        "about",
        "Description",
        "ect_status qts_required skills_and_experience school_offer flexible_working further_details",
        terms.check_about,
    ),
    _rule("visits", "Visits to the school", "school_visits", terms.check_visits),
    _rule("visa", "Visa sponsorship", "visa_sponsorship", terms.check_visa),
)
DATES = (_rule("dates", "When it appears and closes", "publish_on closes_at", terms.check_dates),)
APPLYING = (
    _rule("applying", "How to apply", "application_method application_link religious_form", applying.check_applying),
    _rule(
        "application-form",
        "Your application form",
        "application_form",
        applying.check_application_form,
        lambda advert: advert.application_method is ApplicationMethod.uploaded_form,
    ),
    _rule(
        "anonymity",
        "Anonymous shortlisting",
        "is_anonymised",
        applying.check_anonymity,
        lambda advert: advert.application_method in {ApplicationMethod.native, ApplicationMethod.uploaded_form},
    ),
    _rule("documents", "Documents", "has_documents supporting_documents", applying.check_documents),
    _rule("contact", "Contact details", "contact_email contact_phone", applying.check_contact),
    _rule(
        "confirm-contact",
        "Confirm the contact address",
        "contact_is_confirmed",
        applying.check_confirmation,
        lambda advert: bool(advert.contact_email) and not advert.contact_is_known,
    ),
)
SECTIONS = (
    Section("job", "The job", JOB),
    Section("about", "About the role", ABOUT),
    Section("dates", "Dates", DATES),
    Section("applying", "Applying", APPLYING),
)
STEPS: tuple[StepRule, ...] = tuple(step for section in SECTIONS for step in section.steps)


def step_named(name: str) -> StepRule | None:
    return next((step for step in STEPS if step.name == name), None)


def steps_for(advert: Any) -> list[StepRule]:
    """The steps that apply to this advert as it stands, in order."""
    return [step for step in STEPS if step.applies(advert)]


def problems_in(advert: Any, moment: datetime) -> dict[str, list[Problem]]:
    """Step name -> what keeps it from being complete; empty for an advert fit to publish."""
    found = {step.name: step.problems(advert, moment) for step in STEPS}
    return {name: problems for name, problems in found.items() if problems}
