"""What makes a profile worth showing, and when it is switched off. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from teachpb.candidates.models import CandidateProfile
from teachpb.vacancies.models import KeyStage

MOST_ROLES = 4
MOST_KEY_STAGES = 3
MOST_PLACES = 3
RADII = (1, 5, 10, 15, 20, 25, 50, 100, 200)
#: Subjects are asked of those who want to teach older pupils.
WITH_SUBJECTS = frozenset({KeyStage.ks3, KeyStage.ks4, KeyStage.ks5})

#: A profile of somebody who has not signed in for so long is shown to nobody; they are told twice before.
OFF_AFTER = timedelta(days=183)
WARNINGS = (OFF_AFTER - timedelta(days=30), OFF_AFTER - timedelta(days=14))


@dataclass(frozen=True)
class Missing:
    """What still has to be said, and on which page."""

    step: str
    sentence: str


def missing(profile: CandidateProfile) -> Sequence[Missing]:
    """What keeps the profile from being shown; nothing when it may be."""
    wanted = (
        ("details", profile.first_name and profile.last_name, "Enter your name"),
        ("details", profile.has_right_to_work is not None, "Say whether you have the right to work in the UK"),
        ("jobs", profile.job_roles, "Select the roles you are looking for"),
        ("jobs", profile.phases, "Select the phases you would work in"),
        ("jobs", profile.working_patterns, "Select full time, part time or both"),
        ("places", profile.places, "Enter where you would work"),
        ("status", profile.qts_status is not None, "Say whether you have qualified teacher status"),
        ("qualifications", profile.qualifications, "Tell schools about your qualifications"),
    )
    return [Missing(step, sentence) for step, given, sentence in wanted if not given]


def is_asleep(last_seen: datetime, moment: datetime) -> bool:
    return moment - last_seen >= OFF_AFTER


def warnings_due(last_seen: datetime, moment: datetime) -> int:
    """How many warnings somebody who was last here then ought to have had."""
    return sum(moment - last_seen >= after for after in WARNINGS)
