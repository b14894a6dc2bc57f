"""Months of a candidate's history that nothing accounts for.

Schools have to ask about gaps before they appoint (Keeping children safe in education, part three), so an application
must cover every month from the end of full-time education to the month it is sent in: with a job, with full-time study,
or with a break that is explained. Runs of up to three months need no words.

People give months, not days, so a month is the smallest thing known here. A month in which a job or a course began or
ended counts as covered, and a gap is a run of whole months with no cover. A job that ended in August and one that began
in December leave September, October and November: exactly three months, which is fine. A day more lies in a fourth
month. If that month is the one the next job began in, nobody can tell, and the candidate is believed; if it is empty,
there are four months to explain. The month of sending is counted as empty unless something covers it, because today
lies in it.

Pure: the standard library and models only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from teachpb.applications.models import (
    SCHOOL_QUALIFICATIONS,
    Application,
    EmploymentKind,
    Qualification,
    QualificationKind,
    StudyProgress,
)

#: Months in a row that need no explanation.
LONGEST = 3
#: What is known of a school qualification is its year; the school year ends in August.
SCHOOL_YEAR_ENDS = 8


@dataclass(frozen=True, order=True)
class Months:
    """A run of months. ``first`` and ``last`` are first days of months, and both months belong to it."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return number_of(self.last) - number_of(self.first) + 1


def number_of(day: date) -> int:
    """Months since the year nought, so that neighbours differ by one."""
    return day.year * 12 + day.month - 1


def month_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def uncovered(cover: Iterable[Months], *, since: date | None, until: date) -> list[Months]:
    """The runs of months nothing covers, earliest first, however short.

    It looks from the month after ``since`` (without it: from the first month that is covered) to the month of
    ``until``, that month included. Cover may overlap, stand in any order and reach beyond both ends; what ends before
    it begins covers nothing.
    """
    covered = {month for run in cover for month in range(number_of(run.first), number_of(run.last) + 1)}
    if since is None and not covered:
        return []
    begin = min(covered) if since is None else number_of(since) + 1
    empty = [month for month in range(begin, number_of(until) + 1) if month not in covered]
    starts = [month for month in empty if month == begin or month - 1 in covered]
    ends = [month for month in empty if month == number_of(until) or month + 1 in covered]
    return [Months(month_of(first), month_of(last)) for first, last in zip(starts, ends, strict=True)]


def history_of(application: Application, today: date) -> list[Months]:
    """What covers months: jobs, explained breaks, and study that has a beginning. Unfinished rows cover what they can
    say for sure, which may be nothing. What goes on today lasts until today."""
    return [*_work(application, today), *_study(application, today)]


def _work(application: Application, today: date) -> Iterator[Months]:
    for row in application.employments:
        last = today if row.is_current else row.ended_on
        if row.started_on is not None and last is not None:
            yield Months(row.started_on, last)


def _study(application: Application, today: date) -> Iterator[Months]:
    for row in application.qualifications:
        last = today if row.progress is StudyProgress.studying else row.ended_on
        if row.started_on is not None and last is not None:
            yield Months(row.started_on, last)


def first_job(application: Application) -> date | None:
    """The month the first job began in."""
    jobs = (row.started_on for row in application.employments if row.kind is EmploymentKind.job)
    return min((start for start in jobs if start is not None), default=None)


def dated_education_end(application: Application) -> date | None:
    """The month the last full-time education before the first job ended in, as the qualifications tell it.

    Later ones do not move it: a degree taken in mid-career must not hide what came before.
    """
    begin = first_job(application)
    ends = [end for row in application.qualifications if (end := _ended(row)) is not None]
    return max((end for end in ends if begin is None or end <= begin), default=None)


def _ended(row: Qualification) -> date | None:
    """When this full-time education ended. What people do beside a job (a certificate with no beginning given) is
    none."""
    if row.kind in SCHOOL_QUALIFICATIONS:
        return None if row.year is None else date(row.year, SCHOOL_YEAR_ENDS, 1)
    if row.kind is QualificationKind.other and row.started_on is None:
        return None
    return row.ended_on


def education_end(application: Application) -> date | None:
    """As ``dated_education_end``, or else as the candidate said. None when neither is known."""
    dated = dated_education_end(application)
    return dated if dated is not None else application.left_education_on


def gaps_in(application: Application, today: date) -> list[Months]:
    """The runs of months this application does not account for, however short. Once sent it stands as it was sent."""
    until = application.submitted_at.date() if application.submitted_at is not None else today
    begin, since = first_job(application), education_end(application)
    if since is not None and begin is not None and since > begin:
        since = None  # they worked before they left education: their history begins with the work
    return uncovered(history_of(application, until), since=since, until=until)


def to_explain(application: Application, today: date) -> list[Months]:
    """Those that are too long to go unexplained."""
    return [run for run in gaps_in(application, today) if run.count > LONGEST]
