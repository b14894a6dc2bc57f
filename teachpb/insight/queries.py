"""What is asked of the counts. Everything is read from one row per vacancy, however many applications there were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, Subquery, func, select

from teachpb import clock
from teachpb.db import db
from teachpb.insight.models import ImportedMonth, VacancyTally
from teachpb.insight.ratio import Tally, academic_year_of, median, total
from teachpb.schools.models import Organisation
from teachpb.vacancies import halftime
from teachpb.vacancies.models import ApplicationMethod, Vacancy, VacancyState


@dataclass(frozen=True, kw_only=True)
class OrganisationTally:
    organisation: Organisation
    tally: Tally


def tallies_by_month() -> dict[date, Tally]:
    """Every month with a vacancy, imported ones included, oldest first. A campaign counts in its first month."""
    campaigns = _campaigns()
    rows = db.session.execute(
        select(
            campaigns.c.month,
            func.count(),
            func.sum(campaigns.c.initiated),
            func.sum(campaigns.c.submitted),
            func.sum(campaigns.c.still_open),
        )
        .group_by(campaigns.c.month)
        .order_by(campaigns.c.month)
    )
    months = {
        month: Tally(vacancies=count, initiated=int(initiated), submitted=int(submitted), still_open=int(still_open))
        for month, count, initiated, submitted, still_open in rows
    }
    for row in db.session.scalars(select(ImportedMonth)):
        imported = Tally(vacancies=row.vacancies, initiated=row.initiated, submitted=row.submitted, imported=True)
        months[row.month] = months[row.month] + imported if row.month in months else imported
    return dict(sorted(months.items()))


def tally_since_launch() -> Tally:
    return total(tallies_by_month().values())


def tallies_by_academic_year(months: dict[date, Tally]) -> dict[int, Tally]:
    """Academic year (the year it began) -> tally."""
    years: dict[int, Tally] = {}
    for month, tally in months.items():
        year = academic_year_of(month)
        years[year] = years.get(year, Tally()) + tally
    return years


def tallies_by_organisation(first: date | None = None, last: date | None = None) -> list[OrganisationTally]:
    """Each school and trust that published between the two days (both included), lowest ratio first."""
    campaigns = _campaigns()
    question = select(
        campaigns.c.organisation_id,
        func.count(),
        func.sum(campaigns.c.initiated),
        func.sum(campaigns.c.submitted),
        func.sum(campaigns.c.still_open),
    ).group_by(campaigns.c.organisation_id)
    if first is not None:
        question = question.where(campaigns.c.day >= first)
    if last is not None:
        question = question.where(campaigns.c.day <= last)
    rows = {
        organisation_id: Tally(
            vacancies=count, initiated=int(initiated), submitted=int(submitted), still_open=int(still_open)
        )
        for organisation_id, count, initiated, submitted, still_open in db.session.execute(question)
    }
    names = db.session.scalars(select(Organisation).where(Organisation.id.in_(rows)))
    found = [OrganisationTally(organisation=each, tally=rows[each.id]) for each in names]
    return sorted(found, key=lambda item: (item.tally.ratio or 0, item.organisation.name, item.organisation.id))


def city_median(tallies: list[OrganisationTally]) -> float | None:
    """The ratio of the school in the middle."""
    return median(item.tally.ratio for item in tallies if item.tally.ratio is not None)


def tally_of(organisation_ids: set[int]) -> Tally:
    """All that these organisations have published here."""
    campaigns = _campaigns()
    row = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(campaigns.c.initiated), 0),
            func.coalesce(func.sum(campaigns.c.submitted), 0),
            func.coalesce(func.sum(campaigns.c.still_open), 0),
        ).where(campaigns.c.organisation_id.in_(organisation_ids))
    ).one()
    return Tally(vacancies=row[0], initiated=int(row[1]), submitted=int(row[2]), still_open=int(row[3]))


def tallies_of_vacancies(vacancy_ids: list[int]) -> dict[int, Tally]:
    """vacancy id -> what it drew itself (relisted parents not included)."""
    rows = db.session.scalars(select(VacancyTally).where(VacancyTally.vacancy_id.in_(vacancy_ids)))
    return {row.vacancy_id: Tally(vacancies=1, initiated=row.initiated, submitted=row.submitted) for row in rows}


def vacancies_without_applications() -> list[Vacancy]:
    """Open vacancies past half their time that nobody has begun to apply for, closing soonest first."""
    now = clock.now()
    open_ones = db.session.scalars(
        select(Vacancy)
        .join(VacancyTally, VacancyTally.vacancy_id == Vacancy.id)
        .where(
            VacancyTally.initiated == 0,
            Vacancy.state.in_((VacancyState.live, VacancyState.scheduled)),
            Vacancy.opens_at <= now,
            Vacancy.closes_at > now,
        )
        .order_by(Vacancy.closes_at, Vacancy.id)
    )
    return [each for each in open_ones if halftime.is_past_half(each, now)]


def clicks_of(vacancy_ids: Sequence[int]) -> dict[int, int]:
    """vacancy id -> how often somebody went on to the school’s own form, for adverts that are answered there."""
    rows = db.session.execute(
        select(VacancyTally.vacancy_id, VacancyTally.initiated)
        .join(Vacancy, Vacancy.id == VacancyTally.vacancy_id)
        .where(VacancyTally.vacancy_id.in_(vacancy_ids), Vacancy.application_method == ApplicationMethod.website)
    )
    return {row.vacancy_id: row.initiated for row in rows if row.initiated}


def _campaigns() -> Subquery:
    """One row a campaign, for what the public could already read: first day and month, all its applications."""
    now = clock.now()
    is_open = (Vacancy.state.in_((VacancyState.live, VacancyState.scheduled))) & (Vacancy.closes_at > now)
    return (
        select(
            VacancyTally.campaign_id,
            func.min(VacancyTally.published_on).label("day"),
            func.min(VacancyTally.month).label("month"),
            func.min(VacancyTally.organisation_id).label("organisation_id"),
            func.sum(VacancyTally.initiated).label("initiated"),
            func.sum(VacancyTally.submitted).label("submitted"),
            func.max(func.coalesce(is_open.cast(Integer), 0)).label("still_open"),
        )
        .join(Vacancy, Vacancy.id == VacancyTally.vacancy_id)
        .where(VacancyTally.published_on <= clock.today())
        .group_by(VacancyTally.campaign_id)
        .subquery()
    )
