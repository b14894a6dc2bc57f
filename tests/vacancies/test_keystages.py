"""Phases, key stages and subjects."""

from __future__ import annotations

import pytest

from teachpb.schools.models import Phase, School
from teachpb.vacancies import keystages
from teachpb.vacancies.models import JobRole, KeyStage, Subject

pytestmark = pytest.mark.pure
P, K, R = Phase, KeyStage, JobRole


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        ([P.nursery], "early_years"),
        ([P.primary], "early_years ks1 ks2"),
        ([P.secondary], "ks3 ks4 ks5"),
        ([P.sixth_form_or_college], "ks5"),
        ([P.through], "early_years ks1 ks2 ks3 ks4 ks5"),
        ([P.secondary, P.nursery], "early_years ks3 ks4 ks5"),
        ([P.not_applicable], ""),
        ([], ""),
    ],
)
def test_key_stages_of_phases(phases: list[Phase], expected: str) -> None:
    assert [stage.value for stage in keystages.key_stages_of(phases)] == expected.split()


@pytest.mark.parametrize(
    ("phase", "asks"),
    [(P.primary, False), (P.secondary, False), (P.nursery, False), (P.through, True), (P.not_applicable, True)],
)
def test_a_school_of_one_phase_need_not_be_asked(phase: Phase, asks: bool) -> None:
    school = School(phase=phase)
    assert keystages.asks_for_phases([school]) is asks
    assert keystages.phases_of([school]) == ([] if asks else [phase])


def test_several_schools_bring_the_phases_of_all_that_are_certain() -> None:
    schools = [School(phase=P.secondary), School(phase=P.not_applicable), School(phase=P.primary)]
    assert keystages.phases_of(schools) == [P.primary, P.secondary]


@pytest.mark.parametrize(
    ("phases", "roles", "key_stages", "subjects"),
    [
        ([P.primary], [R.teacher], True, False),
        ([P.secondary], [R.teacher], True, True),
        ([P.through], [R.headteacher], True, True),
        ([P.nursery], [R.teacher], False, False),
        ([P.sixth_form_or_college], [R.teacher], False, True),
        ([P.secondary], [R.it_support], False, False),
        ([P.secondary], [R.sendco], False, True),
        ([P.secondary], [R.teaching_assistant], True, True),
        ([P.secondary], [R.it_support, R.teacher], True, True),
        ([], [R.teacher], False, False),
    ],
)
def test_what_is_asked(phases: list[Phase], roles: list[JobRole], key_stages: bool, subjects: bool) -> None:
    assert keystages.asks_for_key_stages(phases, roles) is key_stages
    assert keystages.asks_for_subjects(phases, roles) is subjects


@pytest.mark.parametrize(
    ("phases", "roles", "chosen", "left"),
    [
        ([P.primary], [R.teacher], [K.ks2, K.ks1], [K.ks1, K.ks2]),
        ([P.secondary], [R.teacher], [K.ks2, K.ks3], [K.ks3]),
        ([P.nursery], [R.teacher], [], [K.early_years]),
        ([P.sixth_form_or_college], [R.headteacher], [K.ks1], [K.ks5]),
        ([P.primary], [R.other_support], [K.ks1], []),
        ([P.nursery], [R.other_support], [K.early_years], []),
    ],
)
def test_what_is_left_of_a_choice(
    phases: list[Phase], roles: list[JobRole], chosen: list[KeyStage], left: list[KeyStage]
) -> None:
    assert keystages.settled_key_stages(phases, roles, chosen) == left


def test_all_through_jobs_are_found_by_primary_and_by_secondary() -> None:
    assert keystages.findable_phases([P.through]) == [P.primary, P.secondary, P.through]
    assert keystages.findable_phases([P.nursery]) == [P.nursery]


def test_there_are_forty_subjects_and_five_are_short() -> None:
    assert len(Subject) == 40
    assert {subject.value for subject in Subject if subject.is_shortage} == {
        "physics",
        "computing",
        "mathematics",
        "chemistry",
        "languages",
    }
    assert (Subject.ict.label, Subject.pshe.label) == ("ICT", "PSHE")
    assert Subject.design_and_technology.label == "Design and technology"
