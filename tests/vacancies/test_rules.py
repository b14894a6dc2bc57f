"""What makes each step complete, and what an answer does to the answers of others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from teachpb import clock
from teachpb.schools.models import Phase
from teachpb.vacancies.models import (
    ApplicationMethod,
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    PayPeriod,
    PayScale,
    ReligiousForm,
    StartType,
    Subject,
    Vacancy,
    WorkingPattern,
)
from teachpb.vacancies.rules import STEPS, Advert, problems_in, settle, step_named, steps_for
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.factories.vacancies import DraftVacancyFactory

NOW = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 5, 8, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stopped(frozen: Any) -> None:
    """The rules go by 10am on Friday 24 April 2026."""


def draft(**fields: Any) -> Vacancy:
    built: Vacancy = DraftVacancyFactory.build(closes_at=CLOSES, **fields)
    return built


def trust_draft(**fields: Any) -> Vacancy:
    trust = TrustFactory.build(id=900)
    return draft(organisation=trust, **fields)


def complaints(step: str, vacancy: Vacancy) -> list[str]:
    rule = step_named(step)
    assert rule is not None
    return [f"{problem.field}: {problem.message}" for problem in rule.problems(vacancy, NOW)]


def test_the_factory_is_complete() -> None:
    assert problems_in(draft(), NOW) == {}


def test_every_field_of_the_advert_belongs_to_one_step() -> None:
    asked = [field for step in STEPS for field in step.fields]
    assert len(asked) == len(set(asked))


MISSING = [
    ("title", {"title": ""}, "title: Enter a job title"),
    ("title", {"title": "abc"}, "title: Job title must be between 4 and 75 characters"),
    ("title", {"title": "a" * 76}, "title: Job title must be between 4 and 75 characters"),
    ("title", {"title": "Teacher <b>now</b>"}, "title: Job title must not include < or >"),
    ("role", {"job_roles": []}, "job_roles: Select at least one role"),
    ("key-stages", {"key_stages": []}, "key_stages: Select at least one key stage"),
    (
        "key-stages",
        {"key_stages": [KeyStage.ks4]},
        "key_stages: Select key stages that belong to the phase of the job",
    ),
    (
        "subjects",
        {"phases": [Phase.secondary], "subjects": None},
        "subjects: Select the subjects, or “No particular subject”",
    ),
    ("contract", {"contract_type": None}, "contract_type: Select the kind of contract"),
    (
        "contract",
        {"contract_type": ContractType.fixed_term, "is_parental_leave_cover": False},
        "contract_duration: Enter how long the contract is for, like “1 year”",
    ),
    (
        "contract",
        {"contract_type": ContractType.fixed_term, "contract_duration": "1 year"},
        "is_parental_leave_cover: Select yes if the job covers parental leave",
    ),
    ("contract", {"working_patterns": []}, "working_patterns: Select full time, part time or both"),
    ("contract", {"is_job_share": None}, "is_job_share: Select yes if the job can be shared"),
    (
        "contract",
        {"working_patterns_details": "word " * 76},
        "working_patterns_details: Working hours must be 75 words or fewer",
    ),
    ("start", {"start_type": None}, "start_type: Select when the job starts"),
    ("start", {"start_type": StartType.other}, "start_words: Enter when the job starts"),
    ("start", {"start_type": StartType.specific_date}, "starts_on: Enter start date"),
    ("pay", {"pay_scale": None}, "pay_scale: Select a pay scale"),
    ("pay", {"pay_period": None}, "pay_period: Select whether the pay is for a year or for an hour"),
    ("pay", {"pay_min_pence": None, "pay_max_pence": None}, "pay_min_pence: Enter the lowest pay"),
    (
        "pay",
        {"pay_min_pence": 32_916, "pay_max_pence": None},
        "pay_min_pence: Lowest pay must be between £5,000 and £300,000 a year",
    ),
    (
        "pay",
        {"pay_max_pence": 3_000_000},
        "pay_max_pence: Highest pay must be the same as or more than the lowest",
    ),
    ("pay", {"pay_point_from": "M9"}, "pay_point_from: Enter a point of the main pay range, like M1"),
    ("pay", {"pay_point_from": "U1", "pay_point_to": "M3"}, "pay_point_to: The highest point must be above the lowest"),
    (
        "pay",
        {"pay_is_full_time_equivalent": None},
        "pay_is_full_time_equivalent: Select whether the amounts are for full-time work",
    ),
    (
        "pay",
        {"contract_type": ContractType.casual},
        "pay_period: Select pay by the hour: that is how casual work is paid",
    ),
    (
        "about",
        {"ect_status": None},
        "ect_status: Select whether the job is suitable for early career teachers",
    ),
    (
        "about",
        {"skills_and_experience": ""},
        "skills_and_experience: Enter the skills and experience you are looking for",
    ),
    ("about", {"school_offer": ""}, "school_offer: Enter what the school offers its staff"),
    ("visits", {"school_visits": None}, "school_visits: Select yes if candidates can visit"),
    ("visa", {"visa_sponsorship": None}, "visa_sponsorship: Select yes if you can sponsor a visa"),
    ("dates", {"publish_on": None}, "publish_on: Select when the advert is to appear"),
    ("applying", {"application_method": None}, "application_method: Select how people apply"),
    (
        "application-form",
        {"application_method": ApplicationMethod.uploaded_form},
        "application_form: Select the form that people are to fill in",
    ),
    ("documents", {"has_documents": None}, "has_documents: Select yes if there are documents to go with the advert"),
    ("documents", {"has_documents": True}, "supporting_documents: Select a document, or answer no"),
    (
        "confirm-contact",
        {"contact_is_known": False},
        "contact_is_confirmed: Confirm that office@example.org is right, or change it",
    ),
    ("anonymity", {"is_anonymised": None}, "is_anonymised: Select yes if names are to be hidden until you shortlist"),
    ("contact", {"contact_email": ""}, "contact_email: Enter an email address for questions about the job"),
]


@pytest.mark.parametrize(("step", "fields", "complaint"), MISSING)
def test_what_is_missing_is_said(step: str, fields: dict[str, Any], complaint: str) -> None:
    vacancy = draft(**fields)
    assert complaint in complaints(step, vacancy)
    assert step in problems_in(vacancy, NOW)


@pytest.mark.parametrize(
    ("closes_at", "complaint"),
    [
        (None, "closes_at: Enter a closing date and time"),
        (NOW, "closes_at: Closing date and time must be in the future"),
        (NOW + timedelta(seconds=1), None),
        (NOW - timedelta(days=1), "closes_at: Closing date and time must be in the future"),
        (datetime(2028, 4, 24, 22, 59, tzinfo=UTC), None),
        (datetime(2028, 4, 25, 11, 0, tzinfo=UTC), "closes_at: Closing date must be within the next two years"),
    ],
)
def test_closing_dates(closes_at: datetime | None, complaint: str | None) -> None:
    vacancy = draft(publish_on=date(2026, 4, 24))
    vacancy.closes_at = closes_at
    assert complaints("dates", vacancy) == ([complaint] if complaint else [])


@pytest.mark.parametrize(
    ("publish_on", "complaint"),
    [
        (date(2026, 4, 1), None),  # a day gone by: as soon as it is published
        (date(2026, 5, 7), None),
        (date(2026, 5, 8), "closes_at: Closing date must be after the day the advert appears"),
        (date(2028, 4, 25), "publish_on: The day it appears must be within the next two years"),
    ],
)
def test_days_of_publication(publish_on: date, complaint: str | None) -> None:
    found = complaints("dates", draft(publish_on=publish_on))
    assert complaint in found if complaint else found == []


@pytest.mark.parametrize(
    ("starts_on", "complaint"),
    [
        (date(2026, 4, 23), "starts_on: Start date must be today or in the future"),
        (date(2026, 5, 8), "starts_on: Start date must be after the closing date, 8 May 2026"),
        (date(2026, 5, 9), None),
        (date(2028, 4, 24), None),
        (date(2028, 4, 25), "starts_on: Start date must be within the next two years"),
    ],
)
def test_start_dates(starts_on: date, complaint: str | None) -> None:
    found = complaints("start", draft(start_type=StartType.specific_date, starts_on=starts_on))
    assert found == ([complaint] if complaint else [])


def test_a_range_of_start_dates_runs_forwards() -> None:
    span = {"starts_earliest_on": date(2026, 9, 1), "starts_latest_on": date(2026, 9, 1)}
    found = complaints("start", draft(start_type=StartType.date_range, **span))
    assert found == ["starts_latest_on: Latest start date must be after the earliest"]


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://www.example.org/jobs?id=1", True),
        ("http://example.org", True),
        ("https://example", False),
        ("javascript:alert(1)", False),
        ("ftp://example.org/form", False),
        ("//example.org", False),
        ("https://user:pass@example.org", False),
        ("https://example.org/a b", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_web_addresses_lead_elsewhere(address: str, good: bool) -> None:
    found = complaints("applying", draft(application_method=ApplicationMethod.website, application_link=address))
    assert (found == []) is good


@pytest.mark.parametrize(
    ("email", "phone", "good"),
    [
        ("office@example.org", "", True),
        ("office@example.org", "01733 747474", True),
        ("office@example.org", "+44 1733 747474", True),
        ("office@example.org", "12345", False),
        ("office@example.org", "none yet 123", False),
        ("office@example", "", False),
        ("office at example.org", "", False),
    ],
)
def test_contacts(email: str, phone: str, good: bool) -> None:
    assert (complaints("contact", draft(contact_email=email, contact_phone=phone)) == []) is good


# -- a trust says where


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({}, "schools: Select where the job is"),
        ({"at_head_office": True}, "office_postcode: Enter the postcode of your head office, like PE1 1AA"),
        ({"at_head_office": True, "office_postcode": "PE1 1AA"}, None),
    ],
)
def test_a_trust_says_where_the_job_is(fields: dict[str, Any], complaint: str | None) -> None:
    fields = {"at_head_office": False, "office_postcode": "", **fields}
    assert complaints("location", trust_draft(**fields)) == ([complaint] if complaint else [])


def test_a_trust_posts_for_its_own_schools_only() -> None:
    vacancy = trust_draft(at_head_office=False, office_postcode="")
    ours, theirs = SchoolFactory.build(trust_id=900), SchoolFactory.build(trust_id=901, name="Elsewhere")
    vacancy.schools = [ours]
    assert complaints("location", vacancy) == []
    vacancy.schools = [ours, theirs]
    assert complaints("location", vacancy) == ["schools: Select schools of your trust: Elsewhere is not one of them"]


# -- which steps there are


@pytest.mark.parametrize(
    ("fields", "absent"),
    [
        ({}, "phases subjects application-form confirm-contact"),
        ({"phases": [Phase.secondary]}, "phases application-form confirm-contact"),
        (
            {"job_roles": [JobRole.it_support]},
            "phases key-stages subjects application-form confirm-contact",
        ),
        (
            {"application_method": ApplicationMethod.website},
            "phases subjects application-form anonymity confirm-contact",
        ),
        ({"application_method": ApplicationMethod.uploaded_form}, "phases subjects confirm-contact"),
        ({"contact_is_known": False}, "phases subjects application-form"),
        (
            {"contact_is_known": False, "contact_email": ""},
            "phases subjects application-form confirm-contact",
        ),
    ],
)
def test_steps_that_do_not_apply_are_not_asked(fields: dict[str, Any], absent: str) -> None:
    names = [step.name for step in steps_for(draft(**fields))]
    assert names == [step.name for step in STEPS if step.name not in {"location", "campus", *absent.split()}]


def test_a_school_of_no_certain_phase_is_asked_for_one() -> None:
    vacancy = draft(organisation=SchoolFactory.build(phase=Phase.through), phases=[])
    assert "phases" in [step.name for step in steps_for(vacancy)]
    assert complaints("phases", vacancy) == ["phases: Select at least one phase of education"]


# -- dependent answers


def settled(vacancy: Vacancy) -> Vacancy:
    settle(vacancy)
    return vacancy


def secondary(**fields: Any) -> Vacancy:
    return draft(organisation=SchoolFactory.build(phase=Phase.secondary, religious_character=""), **fields)


DEPENDENTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"contract_type": ContractType.permanent}, {"contract_duration": "", "is_parental_leave_cover": None}),
    ({"contract_type": ContractType.fixed_term}, {"contract_duration": "1 year", "is_parental_leave_cover": True}),
    ({"working_patterns": [WorkingPattern.full_time]}, {"fte_basis_points": None}),
    ({"working_patterns": [WorkingPattern.part_time]}, {"fte_basis_points": 6_000}),
    (
        {"working_patterns": [WorkingPattern.full_time], "pay_is_full_time_equivalent": False},
        {"pay_is_full_time_equivalent": True},
    ),
    (
        {"working_patterns": [WorkingPattern.full_time], "pay_is_full_time_equivalent": None},
        {"pay_is_full_time_equivalent": True},
    ),
    ({"pay_period": PayPeriod.hour}, {"fte_basis_points": None, "pay_is_full_time_equivalent": None}),
    ({"contract_type": ContractType.casual}, {"pay_period": None, "pay_min_pence": None, "pay_max_pence": None}),
    ({"job_roles": [JobRole.it_support]}, {"key_stages": [], "subjects": None, "ect_status": None}),
    ({"job_roles": [JobRole.headteacher]}, {"subjects": [Subject.physics], "ect_status": None}),
    ({"key_stages": [KeyStage.ks2, KeyStage.ks3]}, {"key_stages": [KeyStage.ks3]}),
    ({"application_method": ApplicationMethod.website}, {"is_anonymised": None, "application_link": "https://a.org"}),
    ({"application_method": ApplicationMethod.native}, {"is_anonymised": True, "application_link": ""}),
    ({"start_type": StartType.asap}, {"starts_on": None, "starts_earliest_on": None, "start_words": ""}),
    ({"start_type": StartType.specific_date}, {"starts_on": date(2026, 9, 1), "start_words": ""}),
    ({"start_type": StartType.other}, {"starts_on": None, "start_words": "After half term"}),
    ({"religious_form": ReligiousForm.catholic}, {"religious_form": ReligiousForm.no_religion}),
    ({"pay_scale": PayScale.main, "pay_point_from": "mps 2"}, {"pay_point_from": "M2"}),
    ({"pay_scale": PayScale.main, "pay_point_from": "Z9"}, {"pay_point_from": "Z9"}),
    ({"at_head_office": True}, {"at_head_office": False, "office_postcode": ""}),
]


@pytest.mark.parametrize(("answer", "expected"), DEPENDENTS)
def test_an_answer_takes_back_what_no_longer_applies(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    filled: dict[str, Any] = {
        "contract_type": ContractType.fixed_term,
        "contract_duration": "1 year",
        "is_parental_leave_cover": True,
        "working_patterns": [WorkingPattern.part_time],
        "fte_basis_points": 6_000,
        "subjects": [Subject.physics],
        "key_stages": [KeyStage.ks3],
        "ect_status": EctStatus.ect_suitable,
        "is_anonymised": True,
        "application_link": "https://a.org",
        "starts_on": date(2026, 9, 1),
        "starts_earliest_on": date(2026, 9, 1),
        "start_words": "After half term",
        "office_postcode": "PE1 1AA",
    }
    vacancy = settled(secondary(**{**filled, **answer}))
    assert {name: getattr(vacancy, name) for name in expected} == expected
    before = {name: getattr(vacancy, name) for name in filled}
    settle(vacancy)
    assert {name: getattr(vacancy, name) for name in filled} == before, "settling twice changes nothing more"


def test_a_faith_school_may_ask_about_faith() -> None:
    school = SchoolFactory.build(religious_character="Roman Catholic")
    assert settled(draft(organisation=school, religious_form=ReligiousForm.catholic)).religious_form.value == "catholic"


def test_a_proposal_is_judged_without_touching_the_vacancy() -> None:
    vacancy = draft()
    proposal = Advert(vacancy, {"job_roles": [JobRole.it_support]})
    settle(proposal)
    assert proposal.key_stages == []
    assert vacancy.key_stages == [KeyStage.ks2]
    assert vacancy.job_roles == [JobRole.teacher]
    assert "key-stages" not in [step.name for step in steps_for(proposal)]


def test_everything_missing_is_found_at_once() -> None:
    bare = Vacancy(organisation=SchoolFactory.build(), slug="x")
    settle(bare)
    found = problems_in(bare, clock.now())
    assert list(found) == [
        *("title", "role", "contract", "start", "pay", "about", "visits", "visa", "dates", "applying", "contact")
    ]
