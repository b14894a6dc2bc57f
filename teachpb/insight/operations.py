"""Counting what happens, and taking in what was counted before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from teachpb import clock
from teachpb.db import db
from teachpb.insight.models import DayCount, ImportedMonth, Metric, VacancyTally
from teachpb.insight.ratio import month_of
from teachpb.schools.models import School
from teachpb.vacancies.models import Vacancy

#: (vacancy id, day, metric, source) -> how often
Counts = Mapping[tuple[int, date, Metric, str], int]


def begin_tally(*, vacancy: Vacancy) -> None:
    """Start counting a vacancy from the day the public can read it. Publishing again changes only a day to come."""
    if vacancy.published_at is None:
        return
    db.session.flush()
    day = clock.london_day(vacancy.published_at)
    tally = db.session.scalar(select(VacancyTally).where(VacancyTally.vacancy_id == vacancy.id))
    if tally is None:
        tally = VacancyTally(vacancy_id=vacancy.id, initiated=0, submitted=0)
        db.session.add(tally)
    elif tally.published_on <= clock.today():
        return
    tally.campaign_id = vacancy.campaign_id
    tally.organisation_id = vacancy.organisation_id
    tally.published_on = day
    tally.month = month_of(day)


def forget_tally(*, vacancy: Vacancy) -> None:
    """A scheduled vacancy that was taken back before anybody could read it never was one."""
    tally = db.session.scalar(select(VacancyTally).where(VacancyTally.vacancy_id == vacancy.id))
    if tally is not None and tally.published_on > clock.today() and not tally.initiated:
        db.session.delete(tally)


def count_initiated(*, vacancy_id: int, metric: Metric, source: str = "") -> None:
    """Somebody began an application here, or left for an external form."""
    _raise_tally(vacancy_id, initiated=1)
    add_counts(counts={(vacancy_id, clock.today(), metric, source): 1})


def count_submitted(*, vacancy_id: int, source: str = "") -> None:
    _raise_tally(vacancy_id, submitted=1)
    add_counts(counts={(vacancy_id, clock.today(), Metric.submitted, source): 1})


def count_saved(*, vacancy_id: int, source: str = "") -> None:
    """Somebody put the job on their list."""
    add_counts(counts={(vacancy_id, clock.today(), Metric.saved, source): 1})


def count_told(*, vacancy_ids: Iterable[int], source: str = "") -> None:
    """A letter told somebody of these vacancies."""
    add_counts(counts={(vacancy_id, clock.today(), Metric.told, source): 1 for vacancy_id in vacancy_ids})


def add_counts(*, counts: Counts) -> None:
    """Add to the counts of the day. Vacancies that are gone are left out."""
    wanted = {vacancy_id for vacancy_id, *_ in counts}
    known = set(db.session.scalars(select(Vacancy.id).where(Vacancy.id.in_(wanted))))
    rows = [
        {"vacancy_id": vacancy_id, "day": day, "metric": metric, "source": source[:40], "count": number}
        for (vacancy_id, day, metric, source), number in sorted(counts.items())
        if vacancy_id in known
    ]
    if not rows:
        return
    insert: Any = postgresql_insert if db.session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = insert(DayCount).values(rows)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["vacancy_id", "day", "metric", "source"],
            set_={"count": DayCount.count + statement.excluded.count},
        )
    )


def import_month(
    *, month: date, vacancies: int, initiated: int, submitted: int | None = None, page_views: int | None = None
) -> bool:
    """Take in, or replace, the totals of a month before this system. Returns whether anything changed."""
    row = db.session.scalar(select(ImportedMonth).where(ImportedMonth.month == month))
    values = {"vacancies": vacancies, "initiated": initiated, "submitted": submitted, "page_views": page_views}
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return False
    if row is None:
        row = ImportedMonth(month=month)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.imported_at = clock.now()
    return True


def follow_succession(*, predecessor: School, successor: School) -> None:
    """A school became another: its history goes along."""
    db.session.execute(
        update(VacancyTally)
        .where(VacancyTally.organisation_id == predecessor.id)
        .values(organisation_id=successor.id, updated_at=clock.now())
    )


def recount() -> int:
    """Make sure that every published vacancy has its row (after a restore, say). Returns how many were missing."""
    missing = db.session.scalars(
        select(Vacancy)
        .outerjoin(VacancyTally, VacancyTally.vacancy_id == Vacancy.id)
        .where(Vacancy.published_at.is_not(None), VacancyTally.id.is_(None))
    ).all()
    for vacancy in missing:
        begin_tally(vacancy=vacancy)
        db.session.flush()
        _fill_from_days(vacancy.id)
    return len(missing)


def _fill_from_days(vacancy_id: int) -> None:
    rows = db.session.execute(
        select(DayCount.metric, func.sum(DayCount.count))
        .where(DayCount.vacancy_id == vacancy_id)
        .group_by(DayCount.metric)
    )
    counted = {metric: int(number) for metric, number in rows}
    initiated = counted.get(Metric.started, 0) + counted.get(Metric.clicked, 0)
    _raise_tally(vacancy_id, initiated=initiated, submitted=counted.get(Metric.submitted, 0))


def _raise_tally(vacancy_id: int, *, initiated: int = 0, submitted: int = 0) -> None:
    """One UPDATE, so that two at once both count."""
    db.session.flush()
    db.session.execute(
        update(VacancyTally)
        .where(VacancyTally.vacancy_id == vacancy_id)
        .values(
            initiated=VacancyTally.initiated + initiated,
            submitted=VacancyTally.submitted + submitted,
            updated_at=clock.now(),
        )
    )
