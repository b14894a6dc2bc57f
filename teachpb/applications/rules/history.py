"""What a candidate has learned and done: qualifications, training, professional bodies, jobs and breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from teachpb import clock
from teachpb.applications import gaps
from teachpb.applications.models import (
    SCHOOL_QUALIFICATIONS,
    Application,
    BodyMembership,
    Employment,
    EmploymentKind,
    Qualification,
    QualificationKind,
    StudyProgress,
    Training,
)
from teachpb.applications.rules.base import Complaints, Section, missing
from teachpb.applications.rules.entries import EntryKind, EntryList, ListName

EARLIEST_YEAR = 1940
DUTIES_WORDS, REASON_WORDS = 150, 50
BACKWARDS = "The end date must be the same as or after the start date"
NO_JOB = "Add your present or last job, or say that this would be your first"
UNFINISHED = (StudyProgress.studying, StudyProgress.left)


def _too_long(entry: Any, name: str, thing: str, limit: int) -> Complaints:
    if len((getattr(entry, name) or "").split()) > limit:
        yield name, f"{thing} must be {limit} words or fewer"


def _year(entry: Any, thing: str) -> Complaints:
    if entry.year is not None and not EARLIEST_YEAR <= entry.year <= clock.today().year:
        yield "year", f"{thing} must be between {EARLIEST_YEAR} and {clock.today().year}"


def _months(entry: Any) -> Complaints:
    """Months in the future, and an end before the beginning."""
    today = clock.today()
    for name, thing in (("started_on", "The start date"), ("ended_on", "The end date")):
        if (day := getattr(entry, name)) is not None and day > today:
            yield name, f"{thing} must not be in the future"
    if entry.started_on and entry.ended_on and entry.ended_on < entry.started_on:
        yield "ended_on", BACKWARDS


# -- qualifications

STUDY_WANTED = {
    "institution": "Enter the name of the school, college or university",
    "subject": "Enter the subject of the degree",
    "name": "Enter the name of the qualification",
    "progress": "Select whether you have finished it",
    "grade": "Enter the grade or class",
    "ended_on": "Enter the month you finished",
    "details": "Say how far you have come, and when you expect to finish",
}
SCHOOL_WANTED = {
    "institution": "Enter the name of the school or college",
    "year": "Enter the year you got your results",
    "results": "Enter at least one subject with its grade",
}


def _halves(entry: Any) -> Complaints:
    """Half a result is none."""
    for result in entry.results or ():
        if not result["subject"]:
            yield "results", "Enter the subject of every grade"
            return
        if not result["grade"]:
            yield "results", f"Enter the grade for {result['subject']}"
            return


def _school_faults(entry: Any) -> Complaints:
    yield from _year(entry, "The year of your results")


class _School(EntryKind):
    """School results: a subject without its grade is unfinished, not wrong."""

    def lacking(self, entry: Any) -> Complaints:
        yield from missing(entry, self.sentences, *self.wanted)
        if not entry.results:
            yield "results", SCHOOL_WANTED["results"]
        yield from _halves(entry)


def _study_also(entry: Any) -> Iterable[str]:
    if entry.progress is StudyProgress.finished:
        return ("grade", "ended_on")
    return ("details",) if entry.progress in UNFINISHED else ()


def _school(kind: QualificationKind) -> EntryKind:
    fields = ("institution", "year", "results")
    return _School(kind.value, kind.label, fields, ("institution", "year"), SCHOOL_WANTED, faults=_school_faults)


def _study(kind: QualificationKind, named: str, *, noun: str) -> EntryKind:
    fields = ("institution", named, "progress", "grade", "started_on", "ended_on", "details")
    wanted = ("institution", named, "progress")
    return EntryKind(kind.value, noun, fields, wanted, STUDY_WANTED, _study_also, _months)


_Q = QualificationKind
QUALIFICATIONS_LIST = EntryList(
    ListName.qualifications,
    "qualifications",
    Qualification,
    {
        **{kind.value: _school(kind) for kind in QualificationKind if kind in SCHOOL_QUALIFICATIONS},
        _Q.undergraduate.value: _study(_Q.undergraduate, "subject", noun="an undergraduate degree"),
        _Q.postgraduate.value: _study(_Q.postgraduate, "subject", noun="a postgraduate degree"),
        _Q.other.value: _study(_Q.other, "name", noun="another qualification"),
    },
)

# -- training, professional bodies

TRAINING_WANTED = {"name": "Enter the name of the course", "year": "Enter the year you did it"}
MEMBERSHIP_WANTED = {
    "name": "Enter the name of the professional body",
    "has_taken_exam": "Select yes if you passed an exam to become a member",
}
TRAINING_LIST = EntryList(
    ListName.training,
    "trainings",
    Training,
    {
        "": EntryKind(
            "training",
            "a course",
            ("name", "provider", "year", "length", "grade"),
            tuple(TRAINING_WANTED),
            TRAINING_WANTED,
            faults=lambda entry: _year(entry, "The year"),
        )
    },
)
MEMBERSHIPS_LIST = EntryList(
    ListName.memberships,
    "memberships",
    BodyMembership,
    {
        "": EntryKind(
            "membership",
            "a professional body",
            ("name", "grade", "number", "year", "has_taken_exam"),
            tuple(MEMBERSHIP_WANTED),
            MEMBERSHIP_WANTED,
            faults=lambda entry: _year(entry, "The year you joined"),
        )
    },
    most=10,
)

# -- jobs and breaks

JOB_WANTED = {
    "organisation": "Enter the school or organisation you worked for",
    "job_title": "Enter your job title",
    "started_on": "Enter the month you started",
    "is_current": "Select yes if you still work there",
    "ended_on": "Enter the month you left",
    "main_duties": "Say what your main duties were",
    "reason_for_leaving": "Say why you left",
}
BREAK_WANTED = {
    "started_on": "Enter the month the break began",
    "ended_on": "Enter the month the break ended",
    "reason": "Say what you did during the break",
}
HISTORY_WANTED = {
    "is_first_job": NO_JOB,
    "left_education_on": "Enter the month you left full-time education",
}


def _job_faults(entry: Any) -> Complaints:
    yield from _months(entry)
    if entry.is_current and entry.ended_on is not None:
        yield "ended_on", "A job you still have has no end date"
    yield from _too_long(entry, "main_duties", "Your main duties", DUTIES_WORDS)
    yield from _too_long(entry, "reason_for_leaving", "Your reason for leaving", REASON_WORDS)


def _break_faults(entry: Any) -> Complaints:
    yield from _months(entry)
    yield from _too_long(entry, "reason", "What you did during the break", REASON_WORDS)


JOB = EntryKind(
    EmploymentKind.job.value,
    "a job",
    (
        *("organisation", "job_title", "subjects", "started_on", "is_current", "ended_on", "main_duties"),
        "reason_for_leaving",
    ),
    ("organisation", "job_title", "started_on", "is_current", "main_duties"),
    JOB_WANTED,
    also=lambda entry: ("ended_on", "reason_for_leaving") if entry.is_current is False else (),
    faults=_job_faults,
)
BREAK = EntryKind(
    EmploymentKind.pause.value,
    "a break",
    ("started_on", "ended_on", "reason"),
    tuple(BREAK_WANTED),
    BREAK_WANTED,
    faults=_break_faults,
)
EMPLOYMENT_LIST = EntryList(ListName.employment, "employments", Employment, {JOB.name: JOB, BREAK.name: BREAK}, most=60)


def asks_first_job(application: Application) -> bool:
    """Whether this would be the first job is a question only while no job is named."""
    return not any(row.kind is EmploymentKind.job for row in application.employments)


def asks_education_end(application: Application) -> bool:
    """When full-time education ended is a question only where no qualification tells it."""
    return gaps.dated_education_end(application) is None


def gap_sentence(gap: gaps.Months) -> str:
    """What to do about a gap."""
    return (
        f"Account for {_span(gap.first, gap.last)} ({gap.count} months):"
        " add a job or full-time study, or say what you did"
    )


def _span(first: date, last: date) -> str:
    return f"{first:%B %Y} to {last:%B %Y}"


def _employment(application: Application) -> Complaints:
    yield from EMPLOYMENT_LIST.complaints(application)
    yield from _frame(application)
    yield from (("employment", gap_sentence(gap)) for gap in gaps.to_explain(application, clock.today()))


def _frame(application: Application) -> Iterator[tuple[str, str]]:
    """Where the history begins."""
    if asks_first_job(application) and not application.is_first_job:
        yield "is_first_job", NO_JOB
    if asks_education_end(application):
        yield from missing(application, HISTORY_WANTED, "left_education_on")
        if application.left_education_on is not None and application.left_education_on > clock.today():
            yield "left_education_on", "The month you left full-time education must not be in the future"


QUALIFICATIONS = Section("qualifications", "Qualifications", (), more=QUALIFICATIONS_LIST.complaints)
TRAINING = Section("training", "Training and professional development", (), more=TRAINING_LIST.complaints)
MEMBERSHIPS = Section("memberships", "Professional bodies", (), more=MEMBERSHIPS_LIST.complaints)
EMPLOYMENT = Section(
    "employment",
    "Employment history",
    ("is_first_job", "left_education_on"),
    sentences=HISTORY_WANTED,
    more=_employment,
)
