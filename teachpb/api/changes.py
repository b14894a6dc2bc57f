"""What has changed since, so that a copy kept elsewhere can follow: adverts and schools that are new or different, and
tombstones of those that are gone.

A list of changes reaches up to a fixed moment, carried in its cursor. What changes while it is read lies after that
moment and is in the next list; nothing is in one list twice. ``next_since`` lies ``OVERLAP`` before that moment,
because a change may be written a little after the time it bears; taking in the same advert twice does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, select

from teachpb.api.cursors import Place, microseconds
from teachpb.api.parameters import Changes, SchoolChanges
from teachpb.api.queries import PER_PAGE, matching_schools
from teachpb.db import LabelledEnum, db
from teachpb.schools.models import EstablishmentStatus, School, SchoolProfile
from teachpb.schools.queries import DirectorySearch
from teachpb.schools.queries.finding import shown_in
from teachpb.schools.queries.reach import OPEN
from teachpb.vacancies.models import Vacancy, VacancyState, state_at
from teachpb.vacancies.queries import Criteria, matching_ids, public_by_ids

#: Longer than a transaction may last, and than the search index may lag behind.
OVERLAP = timedelta(minutes=2)


class GoneReason(LabelledEnum):
    """Why an advert is no longer among the answers."""

    closed = "closed", "It has closed"
    removed = "removed", "It was taken away"
    unmatched = "unmatched", "It is open, but does not match the search (any more)"


@dataclass(frozen=True)
class Tombstone:
    """An advert to forget."""

    id: int
    slug: str
    reason: GoneReason
    gone_at: datetime


@dataclass(frozen=True)
class ChangedSlice:
    """``after`` is the cursor of the next slice, None at the end."""

    vacancies: list[Vacancy]
    tombstones: list[Tombstone]
    after: str | None


def next_since(until: datetime) -> datetime:
    """What to ask ``since`` next time, having read everything up to ``until``."""
    return until - OVERLAP


def changed(asked: Changes, criteria: Criteria | None, moment: datetime) -> ChangedSlice:
    """One page of what changed, in the order in which it did."""
    changed_at = _changed_at(asked.until)
    question = (
        select(Vacancy.id, Vacancy.slug, Vacancy.state, Vacancy.opens_at, Vacancy.closes_at, changed_at.label("at"))
        .where(Vacancy.published_at <= asked.until, changed_at >= asked.since, changed_at <= asked.until)
        .order_by(changed_at, Vacancy.id)
    )
    if asked.after is not None:
        after = asked.after
        question = question.where(
            (changed_at > after.moment) | ((changed_at == after.moment) & (Vacancy.id > after.id))
        )
    rows = list(db.session.execute(question.limit(PER_PAGE + 1)))
    shown = rows[:PER_PAGE]
    wanted = None if criteria is None or not shown else set(matching_ids(criteria))
    return ChangedSlice(
        vacancies=public_by_ids([row.id for row in shown if wanted is None or row.id in wanted]),
        tombstones=[stone for row in shown if (stone := _tombstone(row, wanted, moment)) is not None],
        after=f"{microseconds(asked.until)}-{Place(shown[-1].at, shown[-1].id)}" if len(rows) > PER_PAGE else None,
    )


@dataclass(frozen=True)
class SchoolTombstone:
    """A school to forget."""

    urn: int
    slug: str
    reason: GoneReason
    gone_at: datetime


@dataclass(frozen=True)
class ChangedSchools:
    """``after`` is the cursor of the next slice, None at the end."""

    schools: list[School]
    tombstones: list[SchoolTombstone]
    after: str | None


def changed_schools(asked: SchoolChanges, search: DirectorySearch) -> ChangedSchools:
    """One page of the schools whose entry or profile changed, by URN. How many vacancies are open is no change of
    the school: ask for the vacancies."""
    written = case(
        (SchoolProfile.updated_at > School.updated_at, SchoolProfile.updated_at), else_=School.updated_at
    ).label("at")
    question = (
        select(School.id, School.urn, School.slug, School.status, written)
        .outerjoin(School.profile)
        .where(written >= asked.since, written <= asked.until, School.urn > asked.after)
        .order_by(School.urn)
    )
    if search.la_code:
        question = question.where(shown_in(search.la_code))
    rows = list(db.session.execute(question.limit(PER_PAGE + 1)))
    shown = rows[:PER_PAGE]
    schools = matching_schools(search, [row.id for row in shown])
    found = {school.id for school in schools}
    return ChangedSchools(
        schools=schools,
        tombstones=[
            SchoolTombstone(row.urn, row.slug, _why_gone(row.status), row.at) for row in shown if row.id not in found
        ],
        after=f"{microseconds(asked.until)}-{shown[-1].urn}" if len(rows) > PER_PAGE else None,
    )


def _why_gone(status: EstablishmentStatus) -> GoneReason:
    return GoneReason.unmatched if status in OPEN else GoneReason.closed


def _changed_at(until: datetime) -> ColumnElement[datetime]:
    """The last of: written, opened by the clock, closed by the clock, as far as that lies before ``until``."""
    latest: ColumnElement[datetime] = Vacancy.updated_at  # type: ignore[assignment]
    for event in (Vacancy.opens_at, Vacancy.closes_at):
        happened = event.is_not(None) & (event <= until) & (event > latest)
        latest = case((happened, event), else_=latest)
    return latest


def _tombstone(row: Any, wanted: set[int] | None, moment: datetime) -> Tombstone | None:
    state = state_at(row.state, row.opens_at, row.closes_at, moment)
    if state is VacancyState.live:
        is_wanted = wanted is None or row.id in wanted
        return None if is_wanted else Tombstone(row.id, row.slug, GoneReason.unmatched, row.at)
    reason = GoneReason.removed if state is VacancyState.removed else GoneReason.closed
    return Tombstone(row.id, row.slug, reason, row.at)
