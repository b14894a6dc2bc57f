"""Rules of the steps about pay, the words of the advert, and its dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from teachpb import clock
from teachpb.vacancies import keystages, salary
from teachpb.vacancies.models import ContractType, JobRole, PayPeriod, PayScale
from teachpb.vacancies.rules.job import years_on
from teachpb.vacancies.rules.problems import Problem


def check_pay(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.pay_scale is None:
        yield Problem("pay_scale", "Select a pay scale")
    else:
        yield from _check_points(advert)
    if advert.pay_period is None:
        yield Problem("pay_period", "Select whether the pay is for a year or for an hour")
    elif advert.pay_period is PayPeriod.year and advert.contract_type is ContractType.casual:
        yield Problem("pay_period", "Select pay by the hour: that is how casual work is paid")
    else:
        yield from _check_amounts(advert)
    if advert.pay_period is PayPeriod.year and advert.pay_is_full_time_equivalent is None:
        yield Problem("pay_is_full_time_equivalent", "Select whether the amounts are for full-time work")


def _check_points(advert: Any) -> Iterator[Problem]:
    scale: PayScale = advert.pay_scale
    points = {name: getattr(advert, name) for name in ("pay_point_from", "pay_point_to")}
    wrong = [name for name, point in points.items() if point and salary.read_point(scale, point) is None]
    for name in wrong:
        yield Problem(name, f"Enter a point of the {_lower_first(scale.label)}, like {EXAMPLES[scale]}")
    if wrong or scale is PayScale.other or not all(points.values()):
        return
    low, high = (salary.rung(scale, salary.read_point(scale, point) or "") for point in points.values())
    if high < low:
        yield Problem("pay_point_to", "The highest point must be above the lowest")


EXAMPLES = {
    PayScale.main: "M1",
    PayScale.upper_range: "U1",
    PayScale.leadership: "L12",
    PayScale.unqualified: "UQ 1",
    PayScale.support: "SCP 5",
}


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _check_amounts(advert: Any) -> Iterator[Problem]:
    period: PayPeriod = advert.pay_period
    if advert.pay_min_pence is None:
        yield Problem("pay_min_pence", "Enter the lowest pay")
    for name, thing in (("pay_min_pence", "Lowest pay"), ("pay_max_pence", "Highest pay")):
        pence = getattr(advert, name)
        if pence is not None and not salary.is_plausible(pence, period):
            between = salary.plausible_words(period)
            yield Problem(name, f"{thing} must be between {between} {period.label}")
    low, high = advert.pay_min_pence, advert.pay_max_pence
    if low is not None and high is not None and high < low:
        yield Problem("pay_max_pence", "Highest pay must be the same as or more than the lowest")


def asks_about_qts(advert: Any) -> bool:
    """In a maintained school the law answers it; a college decides for itself."""
    return JobRole.teacher in (advert.job_roles or []) and keystages.is_at_college(advert.schools)


def check_about(advert: Any, moment: datetime) -> Iterator[Problem]:
    if JobRole.teacher in advert.job_roles and advert.ect_status is None:
        yield Problem("ect_status", "Select whether the job is suitable for early career teachers")
    if asks_about_qts(advert) and advert.qts_required is None:
        yield Problem("qts_required", "Select yes if the job needs qualified teacher status")
    if not advert.skills_and_experience:
        yield Problem("skills_and_experience", "Enter the skills and experience you are looking for")
    if not advert.school_offer:
        yield Problem("school_offer", "Enter what the school offers its staff")


def check_visits(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.school_visits is None:
        yield Problem("school_visits", "Select yes if candidates can visit")


def check_visa(advert: Any, moment: datetime) -> Iterator[Problem]:
    if advert.visa_sponsorship is None:
        yield Problem("visa_sponsorship", "Select yes if you can sponsor a visa")


def check_dates(advert: Any, moment: datetime) -> Iterator[Problem]:
    """A day of publication that has passed in a draft means “as soon as it is published”."""
    today = clock.london_day(moment)
    if advert.publish_on is None:
        yield Problem("publish_on", "Select when the advert is to appear")
    elif advert.publish_on > years_on(today):
        yield Problem("publish_on", "The day it appears must be within the next two years")
    closes_at = advert.closes_at
    if closes_at is None:
        yield Problem("closes_at", "Enter a closing date and time")
    elif closes_at <= moment:
        yield Problem("closes_at", "Closing date and time must be in the future")
    elif clock.london_day(closes_at) > years_on(today):
        yield Problem("closes_at", "Closing date must be within the next two years")
    elif advert.publish_on is not None and clock.london_day(closes_at) <= advert.publish_on > today:
        yield Problem("closes_at", "Closing date must be after the day the advert appears")
