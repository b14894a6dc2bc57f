"""Rules of the steps that describe the job: place, title, role, phases, key stages, subjects, contract, start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from teachpb import clock
from teachpb.schools.models import OrganisationKind
from teachpb.vacancies import keystages
from teachpb.vacancies.models import ContractType, StartType, VacancyState
from teachpb.vacancies.rules.problems import Problem

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
SHORTEST_TITLE, LONGEST_TITLE = 4, 75
LONGEST_PATTERN_WORDS = 75


def years_on(day: date, years: int = 2) -> date:
    """The last day anything may be planned for."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def check_location(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.organisation.kind is OrganisationKind.school:
        return
    if not advert.schools and not advert.at_head_office:
        yield Problem("schools", "Select where the job is")
    strangers = [school for school in advert.schools if school.trust_id != advert.organisation.id]
    # A school may leave its trust while the advert is out, when nobody can change the place any more.
    if strangers and advert.state in {VacancyState.draft, VacancyState.scheduled}:
        yield Problem("schools", f"Select schools of your trust: {strangers[0].name} is not one of them")
    if advert.at_head_office and not POSTCODE.fullmatch(advert.office_postcode):
        yield Problem("office_postcode", "Enter the postcode of your head office, like PE1 1AA")


def check_title(advert: Any, moment: datetime) -> Iterator[Problem]:
    title = advert.title
    if not title:
        yield Problem("title", "Enter a job title")
    elif not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        yield Problem("title", f"Job title must be between {SHORTEST_TITLE} and {LONGEST_TITLE} characters")
    elif "<" in title or ">" in title:
        yield Problem("title", "Job title must not include < or >")


def check_campus(advert: Any, moment: datetime) -> Iterator[Problem]:
    """Nothing given means the address of the college itself."""
    if advert.campus_postcode and not advert.campus_address:
        yield Problem("campus_address", "Enter the address, or leave the postcode empty too")
    if advert.campus_address and not POSTCODE.fullmatch(advert.campus_postcode):
        yield Problem("campus_postcode", "Enter the postcode of this address, like PE1 4DZ")


def check_role(advert: Any, moment: datetime) -> Iterator[Problem]:
    if not advert.job_roles:
        yield Problem("job_roles", "Select at least one role")


def check_phases(advert: Any, moment: datetime) -> Iterator[Problem]:
    if not advert.phases:
        yield Problem("phases", "Select at least one phase of education")


def check_key_stages(advert: Any, moment: datetime) -> Iterator[Problem]:
    possible = keystages.key_stages_of(advert.phases)
    if not advert.key_stages:
        yield Problem("key_stages", "Select at least one key stage")
    elif not set(advert.key_stages) <= set(possible):
        yield Problem("key_stages", "Select key stages that belong to the phase of the job")


def check_subjects(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.subjects is None:
        yield Problem("subjects", "Select the subjects, or “No particular subject”")


def check_contract(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.contract_type is None:
        yield Problem("contract_type", "Select the kind of contract")
    if advert.contract_type is ContractType.fixed_term:
        if not advert.contract_duration:
            yield Problem("contract_duration", "Enter how long the contract is for, like “1 year”")
        if advert.is_parental_leave_cover is None:
            yield Problem("is_parental_leave_cover", "Select yes if the job covers parental leave")
    if not advert.working_patterns:
        yield Problem("working_patterns", "Select full time, part time or both")
    if advert.is_job_share is None:
        yield Problem("is_job_share", "Select yes if the job can be shared")
    if len(advert.working_patterns_details.split()) > LONGEST_PATTERN_WORDS:
        yield Problem("working_patterns_details", f"Working hours must be {LONGEST_PATTERN_WORDS} words or fewer")


def check_start(advert: Any, moment: datetime) -> Iterator[Problem]:
    kind = advert.start_type
    if kind is None:
        yield Problem("start_type", "Select when the job starts")
    elif kind is StartType.specific_date:
        yield from _check_day(advert, moment, "starts_on", "Start date")
    elif kind is StartType.date_range:
        yield from _check_day(advert, moment, "starts_earliest_on", "Earliest start date")
        yield from _check_day(advert, moment, "starts_latest_on", "Latest start date")
        earliest, latest = advert.starts_earliest_on, advert.starts_latest_on
        if earliest and latest and latest <= earliest:
            yield Problem("starts_latest_on", "Latest start date must be after the earliest")
    elif kind is StartType.other and not advert.start_words:
        yield Problem("start_words", "Enter when the job starts")


def _check_day(advert: Any, moment: datetime, field: str, thing: str) -> Iterator[Problem]:
    """A start lies after the closing date (when that is known), not before today, and within two years."""
    day: date | None = getattr(advert, field)
    today = clock.london_day(moment)
    if day is None:
        yield Problem(field, f"Enter {thing[:1].lower()}{thing[1:]}")
    elif day < today:
        yield Problem(field, f"{thing} must be today or in the future")
    elif day > years_on(today):
        yield Problem(field, f"{thing} must be within the next two years")
    elif advert.closes_at is not None and day <= clock.london_day(advert.closes_at):
        closes = clock.london_day(advert.closes_at)
        yield Problem(field, f"{thing} must be after the closing date, {closes.day} {closes:%B %Y}")
