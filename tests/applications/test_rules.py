"""What has to be there before an application can be sent, section by section."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from teachpb.applications.models import (
    Application,
    Employment,
    EmploymentKind,
    InductionStatus,
    QtsStatus,
    Referee,
    WantedPattern,
)
from teachpb.applications.rules import (
    BY_NAME,
    FILE_PAGES,
    SECTIONS,
    WANTED,
    ListName,
    is_ni_number,
    is_trn,
    lives_in_uk,
    problems_in,
)
from teachpb.applications.wizard import STEP_FORMS, WIZARD
from teachpb.vacancies.models import JobRole, Vacancy

pytestmark = pytest.mark.usefixtures("frozen")

COMPLETE: dict[str, Any] = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "address_line_1": "1 Engine Row",
    "town": "Peterborough",
    "postcode": "PE1 1AA",
    "country": "United Kingdom",
    "phone": "01733 747474",
    "email": "ada@example.org",
    "has_right_to_work": False,
    "needs_sponsor": True,
    "has_ni_number": True,
    "ni_number": "AC123456C",
    "working_patterns": [WantedPattern.full_time],
    "qts_status": QtsStatus.yes,
    "qts_year": 2019,
    "trn": "1234567",
    "induction": InductionStatus.completed,
    "is_first_job": True,
    "left_education_on": date(2026, 2, 1),
    "statement": "I count.",
    "wants_notice": False,
    "only_referee_reason": "It is my first job",
    "needs_support": True,
    "support_needs": "A ramp",
    "has_close_relationships": True,
    "close_relationships": "My sister is a governor",
    "has_safeguarding_issue": True,
    "safeguarding_details": "A caution of mine in 2010",
    "agrees_to_checks": True,
    "is_accurate": True,
}
REFEREE = {
    "name": "Charles",
    "job_title": "Head",
    "organisation": "School",
    "relationship_to_candidate": "Manager",
    "email": "c@example.org",
    "is_latest_employer": True,
    "may_ask_early": False,
}
#: Said so that nobody writes about them.
NOT_HERE = "do not write about convictions: they are asked about later, and only if you are shortlisted"
OPTIONAL = {
    *("previous_names", "address_line_2", "qts_details", "qts_specialism", "working_pattern_details"),
    *("induction_details", "only_referee_reason"),
}
BLANK = {"working_patterns": []}


def application(role: JobRole = JobRole.teacher, **fields: Any) -> Application:
    """Never stored: rules read columns."""
    referees = fields.pop("referees", [Referee(**REFEREE)])
    made = Application(**{**COMPLETE, **fields}, vacancy=Vacancy(job_roles=[role], slug="x", title="x"))
    made.referees = referees
    for name in OPTIONAL - fields.keys() - {"only_referee_reason"}:
        setattr(made, name, "")
    return made


def a_job() -> Employment:
    return Employment(
        kind=EmploymentKind.job,
        organisation="School",
        job_title="Assistant",
        started_on=date(2026, 2, 1),
        is_current=True,
        main_duties="Counting",
    )


def sentences(made: Application) -> list[str]:
    return [problem.message for problem in problems_in(made)]


def test_a_complete_one_has_no_problems() -> None:
    assert problems_in(application()) == []


@pytest.mark.parametrize("field", sorted(COMPLETE.keys() - {"only_referee_reason"}))
def test_each_answer_is_wanted(field: str) -> None:
    made = application(**{field: BLANK.get(field, "" if isinstance(COMPLETE[field], str) else None)})
    assert sentences(made) == [WANTED[field]]
    assert problems_in(made)[0].field == field


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"has_right_to_work": True, "needs_sponsor": None}, []),
        ({"has_right_to_work": False, "needs_sponsor": False}, []),
        ({"has_ni_number": False, "ni_number": ""}, []),
        ({"ni_number": "AC123456"}, []),
        ({"ni_number": "AC12345"}, ["Enter a National Insurance number, like QQ 12 34 56 C"]),
        ({"has_ni_number": False, "ni_number": "nonsense"}, ["Enter a National Insurance number, like QQ 12 34 56 C"]),
        ({"country": "Poland", "postcode": ""}, []),
        ({"country": "Scotland", "postcode": ""}, ["Enter your postcode"]),
        ({"working_pattern_details": "word " * 50}, []),
        ({"working_pattern_details": "word " * 51}, ["Write 50 words or fewer about how you would like to work"]),
        ({"needs_support": False, "support_needs": ""}, []),
        ({"has_close_relationships": False, "close_relationships": ""}, []),
        ({"qts_status": QtsStatus.no, "qts_year": None, "trn": "", "induction": None}, []),
        ({"qts_status": QtsStatus.on_track, "qts_year": None, "trn": "", "induction": None}, []),
        ({"trn": "123456"}, ["Enter a teacher reference number with 7 digits, like 1234567"]),
        ({"trn": "12345678"}, ["Enter a teacher reference number with 7 digits, like 1234567"]),
        ({"trn": "１２３４５６７"}, ["Enter a teacher reference number with 7 digits, like 1234567"]),
        ({"qts_status": QtsStatus.no, "trn": "12"}, ["Enter a teacher reference number with 7 digits, like 1234567"]),
        ({"statement": "word " * 1500}, []),
        ({"statement": "word " * 1501}, ["Your personal statement must be 1,500 words or fewer"]),
        ({"is_accurate": False}, [WANTED["is_accurate"]]),
        ({"referees": []}, ["Add two referees"]),
        ({"only_referee_reason": "  "}, ["Add a second referee, or say why you can name only one"]),
        ({"only_referee_reason": "", "referees": [Referee(**REFEREE), Referee(**REFEREE)]}, []),
        (
            {"employments": [a_job()], "referees": [Referee(**{**REFEREE, "is_latest_employer": False})]},
            ["Add a referee from your present or last job, or from your place of study if this is your first job"],
        ),
        ({"referees": [Referee(**{**REFEREE, "is_latest_employer": False})]}, []),  # who never had a job
        ({"referees": [Referee(**{**REFEREE, "email": ""})]}, ["Enter your referee’s email address"]),
        ({"referees": [Referee(**REFEREE), Referee(**{**REFEREE, "is_latest_employer": False})]}, []),
    ],
)
def test_what_depends_on_what(fields: dict[str, Any], expected: list[str]) -> None:
    assert sentences(application(**fields)) == expected


@pytest.mark.parametrize("role", [JobRole.teacher, JobRole.headteacher, JobRole.sendco])
def test_teachers_are_asked_for_their_status(role: JobRole) -> None:
    assert sentences(application(role, qts_status=None)) == [WANTED["qts_status"]]


@pytest.mark.parametrize("role", [JobRole.teaching_assistant, JobRole.it_support])
def test_support_staff_are_not(role: JobRole) -> None:
    assert sentences(application(role, qts_status=None, trn="", qts_year=None)) == []


def test_the_form_asks_for_what_the_rules_want_and_nothing_about_convictions() -> None:
    for section in SECTIONS:
        form = STEP_FORMS.get(section.name)
        if form is None:
            assert section.name in {*ListName, *FILE_PAGES.values(), "equal-opportunities"}
            continue
        asked = {name for name in dir(form) if type(getattr(form, name)).__name__ == "UnboundField"}
        assert set(section.fields) == asked
        assert set(section.wanted) <= asked
        words = " ".join(str(getattr(form, name).kwargs) + str(getattr(form, name).args) for name in asked).lower()
        words = words.replace(NOT_HERE, "")
        for forbidden in ("convict", "criminal", "caution", "barred", "offence"):
            assert forbidden not in words
    assert [step.name for step in WIZARD.steps] == list(BY_NAME)


@pytest.mark.parametrize(
    ("value", "expected"), [("1234567", True), ("123 4567", False), ("", False), ("1234567\n", False)]
)
def test_a_trn(value: str, expected: bool) -> None:
    assert is_trn(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("AC123456C", True),
        ("AC123456", True),
        ("AA000000D", True),
        ("AC123456E", False),
        ("AC12345C", False),
        ("DA123456C", False),
        ("AO123456C", False),
        ("GB123456A", False),
        ("ZZ123456A", False),
        ("ac123456c", False),
        ("AC 12 34 56 C", False),
        ("AC１２３４５６C", False),
        ("", False),
    ],
)
def test_a_national_insurance_number(value: str, expected: bool) -> None:
    assert is_ni_number(value) is expected


@pytest.mark.parametrize(
    ("country", "expected"),
    [("United Kingdom", True), (" uk ", True), ("WALES", True), ("", True), (None, True), ("Ukraine", False)],
)
def test_who_lives_here(country: str | None, expected: bool) -> None:
    assert lives_in_uk(country) is expected


@pytest.mark.parametrize("year", [1949, 2027])
def test_a_stored_year_of_qts_that_cannot_be(year: int) -> None:
    assert "must be between 1950 and 2026" in sentences(application(qts_year=year))[0]
