"""The rows of the form's lists as people read them: on the list pages, when checking, and for the school."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from teachpb import clock
from teachpb.applications import gaps
from teachpb.applications.masking import masked, others_named
from teachpb.applications.models import (
    SCHOOL_QUALIFICATIONS,
    Application,
    BodyMembership,
    Employment,
    EmploymentKind,
    Qualification,
    Referee,
    StudyProgress,
    Training,
)


@dataclass(frozen=True)
class Row:
    """One row in words: ``label`` says what it is, ``title`` names it, ``when`` is a year or a span of months,
    ``facts`` are short lines, ``private`` those that tell who somebody is, ``words`` what was written at
    length. ``tag`` is what sets it apart."""

    label: str
    title: str
    when: str = ""
    facts: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    words: str = ""
    tag: str = ""

    @property
    def lines(self) -> list[str]:
        """When, and the short lines."""
        return [line for line in (self.when, *self.facts, *self.private) if line]


def month(day: date | None) -> str:
    return f"{day:%B %Y}" if day is not None else ""


def span(first: date | None, last: date | None, *, open_end: str = "") -> str:
    """“September 2019 to August 2022”; what is not known is left out."""
    ends = [month(first), open_end or month(last)]
    if ends[0] and ends[0] == ends[1]:
        return ends[0]
    return " to ".join(end for end in ends if end)


def results_in_words(results: Iterable[dict[str, str]] | None) -> list[str]:
    """“Mathematics: 7 (AQA)”."""
    return [
        f"{row['subject']}: {row['grade']}" + (f" ({row['body']})" if row.get("body") else "") for row in results or ()
    ]


def _joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)


def _qualification(row: Qualification) -> Row:
    if row.kind in SCHOOL_QUALIFICATIONS:
        return Row(row.kind.label, row.institution, str(row.year or ""), tuple(results_in_words(row.results)), tag="")
    studying = row.progress is StudyProgress.studying
    tag = "Still studying" if studying else "Not finished" if row.progress is StudyProgress.left else ""
    facts = tuple(each for each in (row.institution, row.grade) if each)
    when = span(row.started_on, row.ended_on, open_end="today" if studying and row.started_on else "")
    return Row(row.kind.label, row.subject or row.name, when, facts, words=row.details or "", tag=tag)


def _training(row: Training) -> Row:
    return Row("Training", row.name, str(row.year or ""), tuple(filter(None, (row.provider, row.length, row.grade))))


def _membership(row: BodyMembership) -> Row:
    exam = "By exam" if row.has_taken_exam else ""
    since = f"Since {row.year}" if row.year else ""
    number = (f"Number {row.number}",) if row.number else ()
    return Row("Professional body", row.name, since, tuple(filter(None, (row.grade, exam))), number)


def _employment(row: Employment) -> Row:
    if row.kind is EmploymentKind.pause:
        return Row("Break", "Break", span(row.started_on, row.ended_on), words=row.reason or "", tag="Break")
    when = span(row.started_on, row.ended_on, open_end="today" if row.is_current else "")
    left = f"Left because: {row.reason_for_leaving}" if row.reason_for_leaving else ""
    facts = tuple(filter(None, (row.subjects, left)))
    tag = "Present job" if row.is_current else ""
    return Row("Job", _joined(row.job_title, row.organisation), when, facts, words=row.main_duties or "", tag=tag)


def _referee(row: Referee) -> Row:
    work = _joined(row.job_title, row.organisation)
    reach = _joined(row.email, row.phone)
    early = "Please do not ask before the interview" if row.may_ask_early is False else ""
    facts = tuple(filter(None, (work, row.relationship_to_candidate, reach, early)))
    return Row("Referee", row.name, facts=facts, tag="Present or last job" if row.is_latest_employer else "")


_ROWS: dict[type, Callable[[Any], Row]] = {
    Qualification: _qualification,
    Training: _training,
    BodyMembership: _membership,
    Employment: _employment,
    Referee: _referee,
}


def row_of(entry: Any) -> Row:
    """One stored row in words, finished or not."""
    return _ROWS[type(entry)](entry)


def rows_of(application: Application, entries: Sequence[Any], *, for_staff: bool) -> list[Row]:
    """Rows in words; for staff as they may read them now."""
    return [_shown(application, row_of(entry), for_staff=for_staff) for entry in entries]


def history(application: Application, *, for_staff: bool) -> list[Row]:
    """Jobs and breaks, the latest first. Staff see every run of months between that is not accounted for."""
    dated = [(entry.started_on, entry) for entry in application.employments]
    found = [(start or date.min, _shown(application, row_of(entry), for_staff=for_staff)) for start, entry in dated]
    if for_staff:
        found += [(gap.first, gap_row(gap)) for gap in gaps.gaps_in(application, clock.today())]
    return [row for _start, row in sorted(found, key=lambda pair: pair[0], reverse=True)]


def text_for_staff(application: Application, text: str) -> str:
    """What was written at length, without whoever is named in it while names are hidden."""
    return masked(application, text, also=others_named(application)) if application.is_hidden else text


def gap_row(gap: gaps.Months) -> Row:
    """Months nothing accounts for."""
    months = "1 month" if gap.count == 1 else f"{gap.count} months"
    return Row("Gap", f"{months} not accounted for", span(gap.first, gap.last), tag="Gap")


def _shown(application: Application, row: Row, *, for_staff: bool) -> Row:
    """While names are hidden: without the candidate’s name, those of the referees, and what leads to them."""
    if not for_staff or not application.is_hidden:
        return row
    facts = tuple(text_for_staff(application, fact) for fact in row.facts)
    title, words = (text_for_staff(application, text) for text in (row.title, row.words))
    return replace(row, title=title, facts=facts, private=(), words=words)
