"""Half of the advertising time has gone and nobody has applied: when that is, and what helps. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from teachpb.vacancies.models import Vacancy, VacancyState

#: With less time than this left, more time is worth a thought.
SHORT = timedelta(days=7)


@dataclass(frozen=True)
class Advice:
    """One thing to do. ``step`` is the step of the advert where it is done; ``action`` an ``Action`` by its value."""

    text: str
    step: str = ""
    action: str = ""


def halfway(opens_at: datetime, closes_at: datetime) -> datetime:
    """The middle of the advertising time; an extension moves it."""
    return opens_at + (closes_at - opens_at) / 2


def is_past_half(vacancy: Vacancy, moment: datetime) -> bool:
    """Is it live, and has half of its time gone?"""
    if vacancy.opens_at is None or vacancy.closes_at is None:
        return False
    is_live = vacancy.state_at(moment) is VacancyState.live
    return is_live and moment >= halfway(vacancy.opens_at, vacancy.closes_at)


def advice(vacancy: Vacancy, moment: datetime) -> list[Advice]:
    """What can still be done with this advert, the most useful first."""
    found = []
    if vacancy.pay_min_pence is None:
        found.append(Advice("Put figures to the pay: adverts with figures are read far more often.", step="pay"))
    if not vacancy.flexible_working:
        found.append(Advice("Say which flexible working is possible, even if it is only a little.", step="about"))
    if vacancy.school_visits is False:
        found.append(Advice("Invite people to visit: it is what candidates most often ask for.", step="visits"))
    if vacancy.closes_at is not None and vacancy.closes_at - moment < SHORT:
        found.append(Advice("Give it more time.", action="extend"))
    return found
