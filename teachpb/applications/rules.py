"""What an application must hold before it can be sent: section by section, read from what is stored.

The form's pages ask with these sentences, and sending asks all of them again, whoever has filled the columns. Previous
convictions are not among the questions: they are asked after shortlisting only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from teachpb.applications.models import Application, QtsStatus, Referee
from teachpb.vacancies.models import TEACHING_ROLES, Vacancy

STATEMENT_WORDS = 1500
EARLIEST_QTS_YEAR = 1950
TRN_SENTENCE = "Enter a teacher reference number with 7 digits, like 1234567"

#: field -> the sentence that asks for it
WANTED = {
    "first_name": "Enter your first name",
    "last_name": "Enter your last name",
    "address_line_1": "Enter the first line of your address",
    "town": "Enter your town or city",
    "postcode": "Enter your postcode",
    "phone": "Enter your phone number",
    "email": "Enter your email address",
    "has_right_to_work": "Select yes if you have the right to work in the UK",
    "qts_status": "Select whether you have qualified teacher status",
    "qts_year": "Enter the year you were awarded QTS",
    "trn": "Enter your teacher reference number",
    "statement": "Write your personal statement",
    "needs_support": "Select yes if you need support to take part in an interview",
    "support_needs": "Say what support you need",
    "has_close_relationships": "Select yes if you have a close relationship with somebody at the school",
    "close_relationships": "Say who it is and how you know them",
    "agrees_to_checks": "Confirm that you agree to the checks",
    "is_accurate": "Confirm that what you have written is true",
}
#: The same of a referee.
REFEREE_WANTED = {
    "name": "Enter your referee’s name",
    "job_title": "Enter your referee’s job title",
    "organisation": "Enter the school or organisation your referee works for",
    "relationship_to_candidate": "Say how your referee knows you",
    "email": "Enter your referee’s email address",
    "is_latest_employer": "Select yes if this referee is from your present or last job",
}
NO_REFEREE = "Add at least one referee"
NO_EMPLOYER = "Add a referee from your present or last job, or from your place of study if this is your first job"


@dataclass(frozen=True)
class Problem:
    """One thing to put right. ``section`` is the page it is on."""

    section: str
    field: str
    message: str


def is_teaching(vacancy: Vacancy) -> bool:
    return any(role in TEACHING_ROLES for role in vacancy.job_roles)


def asks_status(application: Application) -> bool:
    """Qualified teacher status matters for teaching and leadership only."""
    return is_teaching(application.vacancy)


def always(_application: Application) -> bool:
    return True


def _no_more(_application: Application) -> Iterator[tuple[str, str]]:
    return iter(())


def _status(application: Application) -> Iterator[tuple[str, str]]:
    if application.qts_status is QtsStatus.yes:
        yield from _missing(application, "qts_year", "trn")
    if application.trn and not is_trn(application.trn):
        yield "trn", TRN_SENTENCE


def _statement(application: Application) -> Iterator[tuple[str, str]]:
    if len(application.statement.split()) > STATEMENT_WORDS:
        yield "statement", f"Your personal statement must be {STATEMENT_WORDS:,} words or fewer"


def _support(application: Application) -> Iterator[tuple[str, str]]:
    if application.needs_support:
        yield from _missing(application, "support_needs")


def _declarations(application: Application) -> Iterator[tuple[str, str]]:
    if application.has_close_relationships:
        yield from _missing(application, "close_relationships")


def _referees(application: Application) -> Iterator[tuple[str, str]]:
    referees = application.referees
    if not referees:
        yield "referees", NO_REFEREE
        return
    for referee in referees:
        yield from (("referees", sentence) for _, sentence in problems_of(referee))
    if not any(referee.is_latest_employer for referee in referees):
        yield "referees", NO_EMPLOYER


def problems_of(referee: Referee) -> list[tuple[str, str]]:
    """(field, sentence) of what is missing about one referee."""
    return [(name, sentence) for name, sentence in REFEREE_WANTED.items() if is_blank(getattr(referee, name))]


@dataclass(frozen=True)
class Section:
    """One page of the form. ``fields`` are the columns it writes, ``wanted`` those that must be answered always;
    ``more`` finds what depends on other answers."""

    name: str
    title: str
    fields: tuple[str, ...]
    wanted: tuple[str, ...]
    applies: Callable[[Application], bool] = always
    more: Callable[[Application], Iterator[tuple[str, str]]] = _no_more


PERSONAL = ("first_name", "last_name", "address_line_1", "town", "postcode", "phone", "email", "has_right_to_work")
SECTIONS = (
    Section("personal-details", "Personal details", (*PERSONAL, "previous_names", "address_line_2"), wanted=PERSONAL),
    Section(
        "professional-status",
        "Professional status",
        ("qts_status", "qts_year", "trn", "qts_details"),
        wanted=("qts_status",),
        applies=asks_status,
        more=_status,
    ),
    Section("personal-statement", "Personal statement", ("statement",), wanted=("statement",), more=_statement),
    Section("referees", "Referees", (), wanted=(), more=_referees),
    Section(
        "support", "Support at interview", ("needs_support", "support_needs"), wanted=("needs_support",), more=_support
    ),
    Section(
        "declarations",
        "Declarations",
        ("has_close_relationships", "close_relationships", "agrees_to_checks", "is_accurate"),
        wanted=("has_close_relationships", "agrees_to_checks", "is_accurate"),
        more=_declarations,
    ),
)
BY_NAME = {section.name: section for section in SECTIONS}


def problems_in(application: Application) -> list[Problem]:
    """Everything that keeps this application from being sent, in page order."""
    return [
        Problem(section.name, field, message)
        for section in SECTIONS
        if section.applies(application)
        for field, message in (*_missing(application, *section.wanted), *section.more(application))
    ]


def _missing(application: Application, *names: str) -> Iterator[tuple[str, str]]:
    return ((name, WANTED[name]) for name in names if is_blank(getattr(application, name), name))


def is_blank(value: Any, name: str = "") -> bool:
    """Nothing is given; of a box that has to be ticked (``is_accurate``, ``agrees_to_checks``): it is not ticked."""
    if name in {"is_accurate", "agrees_to_checks"}:
        return not value
    return value is None or value == ""


def is_trn(value: str) -> bool:
    """A teacher reference number: 7 digits, written plainly."""
    return re.fullmatch(r"[0-9]{7}", value) is not None
