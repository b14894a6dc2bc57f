"""What stands on the desk: the ratio, and what there is to do, each with the one thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from sqlalchemy import func, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.insight import queries as insight
from teachpb.schools.models import OwnershipRequest, School
from teachpb.schools.queries import open_schools
from teachpb.schools.queries.people import requests_for_officer
from teachpb.web.templating import plural

STALE = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of the list: what, how many, and where to go."""

    text: str
    count: int
    href: str


def tasks(user: User, la_code: str) -> list[Task]:
    """What waits for this officer, most urgent first; nothing that is nought."""
    stale = stale_schools(la_code)
    quiet = insight.vacancies_without_applications()
    waiting = waiting_requests(user)
    found = [
        Task(
            text=f"{plural(waiting, 'person waits', 'people wait')} to be let in as a school’s first owner",
            count=waiting,
            href=url_for("ownership.list_requests"),
        ),
        Task(
            text=f"{plural(len(quiet), 'job is', 'jobs are')} past half their time without an application",
            count=len(quiet),
            href=url_for("admin.list_quiet_vacancies"),
        ),
        Task(
            text=f"{plural(len(stale), 'school page was', 'school pages were')} not looked through in the last year",
            count=len(stale),
            href=url_for("admin.list_stale_schools"),
        ),
    ]
    return [task for task in found if task.count]


def waiting_requests(user: User) -> int:
    """People who ask to be let in as a school’s first owner and wait for this officer."""
    question = requests_for_officer(user).order_by(None).with_only_columns(OwnershipRequest.id)
    return db.session.scalar(select(func.count()).select_from(question.subquery())) or 0


def stale_schools(la_code: str) -> list[School]:
    """Open schools whose page nobody has reviewed for a year (or ever), longest ago first."""
    limit = (clock.now() - STALE).timestamp()
    stale = [school for school in open_schools(la_code) if _reviewed_at(school) < limit]
    return sorted(stale, key=lambda school: (_reviewed_at(school), school.name))


def _reviewed_at(school: School) -> float:
    reviewed = school.profile.reviewed_at if school.profile else None
    return reviewed.timestamp() if reviewed else 0.0
