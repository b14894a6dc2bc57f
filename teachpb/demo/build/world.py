"""What the builders share: one dice, today, and everything made so far."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Course, CourseDate
from teachpb.schools.models import LocalAuthority, Provider, School, Trust
from teachpb.vacancies.models import Vacancy


@dataclass
class World:
    """The city while it is being built. The dice are loaded: every load gives the same city, moved to today."""

    dice: random.Random = field(default_factory=lambda: random.Random(874))
    today: date = field(default_factory=clock.today)
    council: LocalAuthority = field(init=False)
    trusts: list[Trust] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)
    providers: list[Provider] = field(default_factory=list)
    people: dict[str, User] = field(default_factory=dict)
    candidates: list[User] = field(default_factory=list)
    vacancies: list[Vacancy] = field(default_factory=list)
    quiet: list[Vacancy] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    runs: list[CourseDate] = field(default_factory=list)
    system_key: str = ""

    def days_ago(self, days: int) -> datetime:
        """Nine in the morning, London time, so many days ago (or ahead, when negative)."""
        return clock.at_london(self.today - timedelta(days=days), time(9))

    def school_at(self, index: int) -> School:
        return self.schools[index % len(self.schools)]


def slug_of(*words: str) -> str:
    plain = unicodedata.normalize("NFKD", " ".join(words).replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
