"""The statement, and who speaks for the candidate."""

from __future__ import annotations

from teachpb.applications.models import Application, Referee
from teachpb.applications.rules.base import Complaints, Section
from teachpb.applications.rules.entries import EntryKind, EntryList, ListName
from teachpb.applications.rules.history import asks_first_job

STATEMENT_WORDS = 1500
STATEMENT_WANTED = {"statement": "Write your personal statement"}

REFEREE_WANTED = {
    "name": "Enter your referee’s name",
    "job_title": "Enter your referee’s job title",
    "organisation": "Enter the school or organisation your referee works for",
    "relationship_to_candidate": "Say how your referee knows you",
    "email": "Enter your referee’s email address",
    "is_latest_employer": "Select yes if this referee is from your present or last job",
    "may_ask_early": "Select yes if the school may ask this referee before the interview",
}
NOTICE_WANTED = {"wants_notice": "Select yes if you want to be told before the school asks your referees"}
LEAST_REFEREES = 2
ONE_REFEREE = "Add a second referee, or say why you can name only one"
NO_REFEREE = "Add two referees"
NO_EMPLOYER = "Add a referee from your present or last job, or from your place of study if this is your first job"


def _statement(application: Application) -> Complaints:
    if len(application.statement.split()) > STATEMENT_WORDS:
        yield "statement", f"Your personal statement must be {STATEMENT_WORDS:,} words or fewer"


REFEREES_LIST = EntryList(
    ListName.referees,
    "referees",
    Referee,
    {"": EntryKind("referee", "a referee", (*REFEREE_WANTED, "phone"), tuple(REFEREE_WANTED), REFEREE_WANTED)},
    most=5,
)


def asks_only_referee(application: Application) -> bool:
    """Why there is only one is a question only while there is."""
    return len(application.referees) < LEAST_REFEREES


def _referees(application: Application) -> Complaints:
    """Two of them, one from the present or last job (Keeping children safe in education, part three): with one only
    the candidate says why. Whoever has never had a job need not name an employer."""
    yield from REFEREES_LIST.complaints(application)
    if not application.referees:
        yield "referees", NO_REFEREE
        return
    if asks_only_referee(application) and not application.only_referee_reason.strip():
        yield "only_referee_reason", ONE_REFEREE
    has_employer = any(referee.is_latest_employer for referee in application.referees)
    if not has_employer and not asks_first_job(application):
        yield "referees", NO_EMPLOYER


PERSONAL_STATEMENT = Section(
    "personal-statement",
    "Personal statement",
    ("statement",),
    wanted=("statement",),
    sentences=STATEMENT_WANTED,
    more=_statement,
)
REFEREES = Section(
    "referees",
    "Referees",
    ("wants_notice", "only_referee_reason"),
    wanted=("wants_notice",),
    sentences=NOTICE_WANTED,
    more=_referees,
)
