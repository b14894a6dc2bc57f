"""Counted vacancies."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from teachpb import clock
from teachpb.clock import LONDON
from teachpb.db import db
from teachpb.insight.models import VacancyTally
from teachpb.insight.ratio import month_of
from tests.factories.vacancies import VacancyFactory


def counted(day: date, *, initiated: int = 0, submitted: int = 0, **fields: Any) -> VacancyTally:
    """A vacancy first published on ``day`` that was open for two weeks, with what it drew."""
    opened = datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)
    fields = {"opens_at": opened, "published_at": opened, "closes_at": opened + timedelta(days=14), **fields}
    vacancy = VacancyFactory(**fields)
    tally = VacancyTally(
        vacancy_id=vacancy.id,
        campaign_id=vacancy.campaign_id,
        organisation_id=vacancy.organisation_id,
        published_on=clock.london_day(opened),
        month=month_of(day),
        initiated=initiated,
        submitted=submitted,
    )
    db.session.add(tally)
    db.session.commit()
    return tally
