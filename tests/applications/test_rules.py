"""What has to be there before an application can be sent, section by section."""

from __future__ import annotations

from typing import Any

import pytest

from teachpb.applications.models import Application, QtsStatus, Referee
from teachpb.applications.rules import BY_NAME, SECTIONS, WANTED, is_trn, problems_in
from teachpb.applications.wizard import STEP_FORMS, WIZARD
from teachpb.vacancies.models import JobRole, Vacancy

COMPLETE: dict[str, Any] = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "address_line_1": "1 Engine Row",
    "town": "Peterborough",
    "postcode": "PE1 1AA",
    "phone": "01733 747474",
    "email": "ada@example.org",
    "has_right_to_work": True,
    "qts_status": QtsStatus.yes,
    "qts_year": 2019,
    "trn": "1234567",
    "statement": "I count.",
    "needs_support": True,
    "support_needs": "A ramp",
    "has_close_relationships": True,
    "close_relationships": "My sister is a governor",
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
}
OPTIONAL = {"previous_names", "address_line_2", "qts_details"}
BLANK = {"has_right_to_work": None, "needs_support": None, "has_close_relationships": None, "qts_status": None}


def application(role: JobRole = JobRole.teacher, **fields: Any) -> Application:
    """Never stored: rules read columns."""
    referees = fields.pop("referees", [Referee(**REFEREE)])
    made = Application(**{**COMPLETE, **fields}, vacancy=Vacancy(job_roles=[role], slug="x", title="x"))
    made.referees = referees
    made.previous_names = made.address_line_2 = made.qts_details = ""
    return made


def sentences(made: Application) -> list[str]:
    return [problem.message for problem in problems_in(made)]


def test_a_complete_one_has_no_problems() -> None:
    assert problems_in(application()) == []


@pytest.mark.parametrize("field", sorted(COMPLETE))
def test_each_answer_is_wanted(field: str) -> None:
    made = application(**{field: BLANK.get(field, "" if isinstance(COMPLETE[field], str) else None)})
    assert sentences(made) == [WANTED[field]]
    assert problems_in(made)[0].field == field


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"has_right_to_work": False}, []),
        ({"needs_support": False, "support_needs": ""}, []),
        ({"has_close_relationships": False, "close_relationships": ""}, []),
        ({"qts_status": QtsStatus.no, "qts_year": None, "trn": ""}, []),
        ({"qts_status": QtsStatus.on_track, "qts_year": None, "trn": ""}, []),
        ({"trn": "123456"}, ["Enter a teacher reference number with 7 digits, like 1234567"]),
        ({"trn": "12345678"}, ["Enter a teacher reference number with 7 digits, like 1234567"]),
        ({"trn": "１２３４５６７"}, ["Enter a teacher reference number with 7 digits, like 1234567"]),
        ({"qts_status": QtsStatus.no, "trn": "12"}, ["Enter a teacher reference number with 7 digits, like 1234567"]),
        ({"statement": "word " * 1500}, []),
        ({"statement": "word " * 1501}, ["Your personal statement must be 1,500 words or fewer"]),
        ({"is_accurate": False}, [WANTED["is_accurate"]]),
        ({"referees": []}, ["Add at least one referee"]),
        (
            {"referees": [Referee(**{**REFEREE, "is_latest_employer": False})]},
            ["Add a referee from your present or last job, or from your place of study if this is your first job"],
        ),
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
            assert section.name == "referees"
            continue
        asked = {name for name in dir(form) if type(getattr(form, name)).__name__ == "UnboundField"}
        assert set(section.fields) == asked
        assert set(section.wanted) <= asked
        words = " ".join(str(getattr(form, name).kwargs) + str(getattr(form, name).args) for name in asked).lower()
        for forbidden in ("convict", "criminal", "caution", "barred", "offence"):
            assert forbidden not in words
    assert [step.name for step in WIZARD.steps] == list(BY_NAME)


@pytest.mark.parametrize(
    ("value", "expected"), [("1234567", True), ("123 4567", False), ("", False), ("1234567\n", False)]
)
def test_a_trn(value: str, expected: bool) -> None:
    assert is_trn(value) is expected
