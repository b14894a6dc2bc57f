"""What was sent, as values: dates read, words tidied, rules checked. Pure but for the clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from teachpb import clock
from teachpb.ats import contract
from teachpb.ats.markup import is_fit, tidy, to_markdown
from teachpb.clock import LONDON
from teachpb.vacancies.models import (
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    PayPeriod,
    StartType,
    WorkingPattern,
)
from teachpb.web.forms.contact import is_web_address

#: The most characters of each text.
LONGEST = {
    "job_title": 75,
    "job_advert": 50_000,
    "external_advert_url": 500,
    "external_reference": 255,
    "salary": 256,
    "benefits_details": 10_000,
    "starts_on": 200,
}
KEPT_FLAGS = ("visa_sponsorship_available", "is_job_share", "ect_suitable")
KNOWN = frozenset(contract.REQUIRED) | frozenset(contract.OPTIONAL)
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?")


@dataclass
class Submission:
    """``values`` are fields of a vacancy, ``asked`` the words as sent. With ``errors`` it is refused."""

    values: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)
    external_reference: str = ""
    schools: Mapping[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def refuse(self, name: str, words: str) -> None:
        self.errors.append(f"{name}: {words}")


def read(sent: Mapping[str, Any], moment: datetime, held: date | None = None) -> Submission:
    """``sent`` has passed the schema. ``held`` is the day an advert that is public already has appeared: it stays."""
    found = Submission(schools=sent["schools"])
    unknown = sorted(set(sent) - KNOWN - {"id", "public_url", "warnings"})
    found.warnings += [f"{name[:60]}: unknown field, ignored" for name in unknown if is_fit(name)]
    texts = _texts(found, sent)
    found.external_reference = texts["external_reference"]
    found.asked = {name: texts[name] or None for name in ("job_advert", "benefits_details", "starts_on")}
    found.values |= {
        "title": texts["job_title"],
        "skills_and_experience": to_markdown(texts["job_advert"]),
        "school_offer": to_markdown(texts["benefits_details"]),
        "application_link": texts["external_advert_url"],
        "pay_words": texts["salary"],
        **_choices(sent),
        **_start(texts["starts_on"]),
    }
    if not is_web_address(texts["external_advert_url"]):
        found.refuse("external_advert_url", "must be a web address like https://www.example.org/jobs/1")
    _pay(found, sent.get("salary_range"))
    _dates(found, sent, moment, held)
    return found


def _texts(found: Submission, sent: Mapping[str, Any]) -> dict[str, str]:
    texts = {}
    for name, most in LONGEST.items():
        text = sent.get(name) or ""
        texts[name] = tidy(text) if is_fit(text) else ""
        if not is_fit(text):
            found.refuse(name, "has characters that cannot be shown")
        elif name in contract.REQUIRED and not texts[name]:
            found.refuse(name, "must not be empty")
        elif len(texts[name]) > most:
            found.refuse(name, f"must be at most {most:,} characters")
    if re.search(r"[<>\n]", texts["job_title"]):
        found.refuse("job_title", "must be one line without < and >")
    return texts


def _choices(sent: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "job_roles": _in_order(JobRole, sent["job_roles"]),
        "working_patterns": _in_order(WorkingPattern, sent["working_patterns"]),
        "contract_type": ContractType(sent["contract_type"]),
        "phases": [phase for value, phase in contract.PHASES.items() if value in sent["phases"]],
        "key_stages": _in_order(KeyStage, sent.get("key_stages", ())),
        "subjects": [subject for label, subject in contract.SUBJECTS.items() if label in sent.get("subjects", ())],
        "visa_sponsorship": bool(sent.get("visa_sponsorship_available", False)),
        "is_job_share": bool(sent.get("is_job_share", False)),
        "ect_status": _ect_status(sent),
    }


def _ect_status(sent: Mapping[str, Any]) -> EctStatus | None:
    """Said of teachers only, or where the system says yes: of a caretaker’s job there is nothing to say."""
    if sent.get("ect_suitable"):
        return EctStatus.ect_suitable
    return EctStatus.ect_unsuitable if JobRole.teacher.value in sent["job_roles"] else None


def _in_order(enum: Any, values: Any) -> list[Any]:
    return [member for member in enum if member.value in values]


def _start(text: str) -> dict[str, Any]:
    """A date in one of the usual ways of writing it; anything else is words."""
    day = read_day(text)
    kind = StartType.specific_date if day else StartType.other if text else None
    return {"start_type": kind, "starts_on": day, "start_words": text if kind is StartType.other else ""}


def read_day(text: str) -> date | None:
    """``2026-09-01``, ``01/09/2026``, ``1.9.2026``, or a date with a time; None for words."""
    match = YEAR_FIRST.fullmatch(text)
    numbers = match.groups() if match else None
    if numbers is None and (match := DAY_FIRST.fullmatch(text)):
        numbers = match.groups()[::-1]
    try:
        return date(*(int(number) for number in numbers)) if numbers else None
    except ValueError:
        return None


def _pay(found: Submission, sent: Mapping[str, Any] | None) -> None:
    figures: dict[str, Any] = {"pay_min_pence": None, "pay_max_pence": None, "pay_period": None}
    if sent:
        low = round(sent["minimum"] * 100)
        high = round(sent.get("maximum", sent["minimum"]) * 100)
        if high < low:
            found.refuse("salary_range", "the maximum must not be below the minimum")
        figures = {"pay_min_pence": low, "pay_max_pence": high, "pay_period": PayPeriod(sent["period"])}
    found.values |= {**figures, "pay_is_full_time_equivalent": None}


def _dates(found: Submission, sent: Mapping[str, Any], moment: datetime, held: date | None) -> None:
    today = clock.london_day(moment)
    publish_on = held or _publish_on(found, sent.get("publish_on"), today)
    closes_at = read_moment(sent["expires_at"])
    found.values |= {"publish_on": publish_on, "closes_at": closes_at}
    if closes_at is None:
        found.refuse("expires_at", "must be a date and time like 2030-03-13T15:30:00Z")
        return
    closing_day = clock.london_day(closes_at)
    if closing_day <= today:
        found.refuse("expires_at", "must be after today")
    elif closing_day <= publish_on:
        found.refuse("expires_at", "must be after publish_on")


def _publish_on(found: Submission, text: str | None, today: date) -> date:
    """A day that has passed is read as today, and that is said: nobody who asked to be told of new jobs is passed
    over."""
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        found.refuse("publish_on", "must be a date like 2030-01-31")
        return today
    if day < today:
        found.warnings.append(f"publish_on: {day} has passed, so the vacancy appears today")
        return today
    return day


def read_moment(text: str) -> datetime | None:
    """ISO 8601; without a zone it is London’s time. None where it cannot be read."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=LONDON)
        moment = moment.astimezone(UTC).replace(microsecond=0)
        return moment if 1970 < moment.year < 5000 else None
    except (ValueError, OverflowError):
        return None
