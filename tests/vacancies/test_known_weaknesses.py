"""Weaknesses other services for posting jobs have, each tried here: this one shall not have them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from teachpb import clock
from teachpb.db import transaction
from teachpb.schools.models import Phase, Role
from teachpb.vacancies import operations
from teachpb.vacancies.errors import NotEditable
from teachpb.vacancies.models import (
    EDITABLE_FIELDS,
    ApplicationMethod,
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    StartType,
    Vacancy,
    VacancyState,
    WorkingPattern,
)
from teachpb.vacancies.rules import problems_in, steps_for
from teachpb.vacancies.rules.job import LONGEST_PATTERN_WORDS
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.usefixtures("session", "frozen")


def edit(vacancy: Vacancy, **values: Any) -> Vacancy:
    with transaction():
        return operations.edit(actor=None, vacancy=vacancy, values=values)


def missing(vacancy: Vacancy) -> set[str]:
    return set(problems_in(vacancy, clock.now()))


# -- what is stored is judged, not what was visited


def trust_teacher(**fields: Any) -> tuple[Vacancy, Any]:
    """A complete advert of a trust for a teacher at its primary school, and its secondary school."""
    trust = TrustFactory()
    primary, secondary = (SchoolFactory(trust=trust, phase=phase) for phase in (Phase.primary, Phase.secondary))
    return DraftVacancyFactory(organisation=trust, schools=[primary], **fields), secondary


def test_key_stages_follow_the_phase_of_the_place() -> None:
    vacancy, secondary = trust_teacher(subjects=None)
    assert missing(vacancy) == set()
    edit(vacancy, schools=[secondary])
    assert vacancy.key_stages == []
    assert missing(vacancy) == {"key-stages", "subjects"}, "both have to be answered anew"
    edit(vacancy, key_stages=[KeyStage.ks2, KeyStage.ks4], subjects=[])
    assert vacancy.key_stages == [KeyStage.ks4], "what is not taught there cannot be chosen"
    assert missing(vacancy) == set()


#: name -> (the draft as it is, the later change, the steps that want another look)
LATER_CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any], set[str]]] = {
    "a teacher after all": (
        {"job_roles": [JobRole.it_support], "key_stages": [], "ect_status": None},
        {"job_roles": [JobRole.teacher]},
        {"key-stages", "about"},
    ),
    "casual work is paid by the hour": ({}, {"contract_type": ContractType.casual}, {"pay"}),
    "a fixed term has a length": ({}, {"contract_type": ContractType.fixed_term}, {"contract"}),
    "applying with a form": ({}, {"application_method": ApplicationMethod.uploaded_form}, {"application-form"}),
    "applying on a page": ({}, {"application_method": ApplicationMethod.website}, {"applying"}),
    "back to our form": (
        {
            "application_method": ApplicationMethod.website,
            "application_link": "https://x.example.org",
            "is_anonymised": None,
        },
        {"application_method": ApplicationMethod.native},
        {"anonymity"},
    ),
    "documents after all": ({}, {"has_documents": True}, {"documents"}),
}


@pytest.mark.parametrize("name", LATER_CHANGES)
def test_a_later_change_undoes_what_depends_on_it(name: str) -> None:
    before, change, wants = LATER_CHANGES[name]
    vacancy = DraftVacancyFactory(**before)
    edit(vacancy, **change)
    assert missing(vacancy) == wants


def test_a_closing_date_after_the_start_wants_another_start() -> None:
    starts = clock.today() + timedelta(days=30)
    vacancy = DraftVacancyFactory(start_type=StartType.specific_date, starts_on=starts)
    assert missing(vacancy) == set()
    edit(vacancy, closes_at=clock.at_london(starts))
    assert missing(vacancy) == {"start"}


@pytest.mark.parametrize("patterns", [[WorkingPattern.full_time], [WorkingPattern.part_time], list(WorkingPattern)])
def test_what_full_time_work_makes_pointless_is_taken_back(patterns: list[WorkingPattern]) -> None:
    vacancy = DraftVacancyFactory(
        working_patterns=[WorkingPattern.part_time], fte_basis_points=6_000, pay_is_full_time_equivalent=True
    )
    edit(vacancy, working_patterns=patterns)
    assert vacancy.fte_basis_points == (6_000 if WorkingPattern.part_time in patterns else None)


def test_a_teacher_no_more_has_no_ect_status() -> None:
    vacancy = DraftVacancyFactory(ect_status=EctStatus.ect_suitable)
    edit(vacancy, job_roles=[JobRole.headteacher])
    assert vacancy.ect_status is None
    assert "ect_status" not in {
        problem.field for found in problems_in(vacancy, clock.now()).values() for problem in found
    }


def test_the_error_names_the_limit_that_is_checked() -> None:
    vacancy = DraftVacancyFactory(working_patterns_details=" ".join(["word"] * (LONGEST_PATTERN_WORDS + 1)))
    (problem,) = problems_in(vacancy, clock.now())["contract"]
    assert problem.message == f"Working hours must be {LONGEST_PATTERN_WORDS} words or fewer"
    edit(vacancy, working_patterns_details=" ".join(["word"] * LONGEST_PATTERN_WORDS))
    assert missing(vacancy) == set()


# -- the server decides


@pytest.mark.parametrize("action", ["publish", "unschedule", "remove", "relist"])
def test_no_link_changes_an_advert(app: Flask, client: Any, action: str) -> None:
    """A mail scanner that follows every link publishes nothing, and takes nothing away."""
    school = SchoolFactory()
    client.sign_in(member(Role.owner, school))
    for factory in (DraftVacancyFactory, ScheduledVacancyFactory, VacancyFactory, ExpiredVacancyFactory):
        vacancy = factory(organisation=school)
        before = (vacancy.state, vacancy.publish_on, vacancy.closes_at)
        assert client.http.get(f"/hiring/vacancies/{vacancy.id}/{action}").status_code in {200, 302, 405}
        assert (vacancy.state, vacancy.publish_on, vacancy.closes_at) == before


def test_a_live_advert_never_becomes_a_draft(client: Any) -> None:
    vacancy = VacancyFactory()
    client.sign_in(member(Role.owner, vacancy.organisation))
    client.http.post(f"/hiring/vacancies/{vacancy.id}/unschedule", data={"csrf_token": client._csrf_token()})
    assert vacancy.state is VacancyState.live


def test_a_scheduled_advert_that_is_a_draft_again_is_published_anew() -> None:
    vacancy = ScheduledVacancyFactory()
    owner = member(Role.owner, vacancy.organisation)
    with transaction():
        operations.unschedule(actor=owner, vacancy=vacancy)
    assert (vacancy.state, vacancy.opens_at, vacancy.published_at) == (VacancyState.draft, None, None)


def test_a_place_of_somebody_elses_is_not_taken(client: Any) -> None:
    vacancy, _ = trust_teacher()
    stranger = SchoolFactory()
    client.sign_in(member(Role.owner, vacancy.organisation))
    step = f"/hiring/vacancies/{vacancy.id}/edit/location"
    client.submit(step, status=200, places=[str(stranger.id)])
    assert stranger not in vacancy.schools


@pytest.mark.parametrize("path", ["tasks", "edit/title", "check", "preview", "activity", "published"])
def test_a_draft_is_never_had_by_its_number(client: Any, path: str) -> None:
    vacancy = DraftVacancyFactory()
    client.sign_in(member(Role.owner))
    client.get(f"/hiring/vacancies/{vacancy.id}/{path}", status=404)


def test_anonymity_cannot_be_switched_off_in_the_middle() -> None:
    assert "is_anonymised" in EDITABLE_FIELDS[VacancyState.live]
    vacancy = VacancyFactory(is_anonymised=True)
    with transaction():
        operations.record_first_application(vacancy=vacancy)
    with pytest.raises(NotEditable):
        edit(vacancy, is_anonymised=False)
    assert vacancy.is_anonymised is True


# -- who is asked what


@pytest.mark.parametrize(
    ("phase", "asked"),
    [
        (Phase.nursery, set()),
        (Phase.primary, {"key-stages"}),
        (Phase.secondary, {"key-stages", "subjects"}),
        (Phase.sixth_form_or_college, {"subjects"}),
        (Phase.through, {"phases"}),
        (Phase.not_applicable, {"phases"}),
    ],
)
def test_only_what_the_school_cannot_tell_is_asked(phase: Phase, asked: set[str]) -> None:
    with transaction():
        school = SchoolFactory(phase=phase)
        vacancy = operations.create_draft(actor=member(Role.owner, school), organisation=school)
        vacancy.job_roles = [JobRole.teacher]
    names = {step.name for step in steps_for(vacancy)}
    assert names & {"phases", "key-stages", "subjects"} == asked


def test_faith_is_asked_about_at_faith_schools_and_in_their_trusts(client: Any) -> None:
    trust = TrustFactory()
    SchoolFactory(trust=trust, religious_character="Roman Catholic")
    plain = SchoolFactory(trust=trust, religious_character="")
    office = DraftVacancyFactory(
        organisation=trust, at_head_office=True, office_postcode="PE1 1AA", religious_form="catholic"
    )
    school = DraftVacancyFactory(organisation=trust, schools=[plain], religious_form="catholic")
    for vacancy, is_asked in ((office, True), (school, False)):
        edit(vacancy, title="Another title")
        assert (vacancy.religious_form.value == "catholic") is is_asked


@pytest.mark.parametrize(("answer", "days"), [("now", 0), ("tomorrow", 1)])
def test_an_advert_appears_today_or_tomorrow_by_one_click(client: Any, answer: str, days: int) -> None:
    vacancy = DraftVacancyFactory()
    client.sign_in(member(Role.owner, vacancy.organisation))
    step = f"/hiring/vacancies/{vacancy.id}/edit/dates"
    client.submit(step, publish=answer)
    assert vacancy.publish_on == clock.today() + timedelta(days=days)
    assert client.get(step).select(f"input[name=publish][value={answer}][checked]")


def test_a_day_that_has_passed_is_refused(client: Any) -> None:
    vacancy = DraftVacancyFactory()
    client.sign_in(member(Role.owner, vacancy.organisation))
    page = client.submit(
        f"/hiring/vacancies/{vacancy.id}/edit/dates",
        status=200,
        publish="later",
        **{"publish_day-day": "1", "publish_day-month": "4", "publish_day-year": "2026"},
    )
    assert page.errors == ["Day it appears must be today or in the future"]
