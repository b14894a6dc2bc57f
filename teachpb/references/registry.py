"""What rooms above tell this one: when the interviews are, so that referees are reminded in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask import current_app

INTERVIEWS = "references.interviews"

#: application ids -> when each is interviewed, of those that have a time.
InterviewSource = Callable[[Sequence[int]], Mapping[int, datetime]]


def register_interviews(source: InterviewSource) -> None:
    current_app.extensions.setdefault(INTERVIEWS, []).append(source)


def interview_times(application_ids: Sequence[int]) -> dict[int, datetime]:
    """The earliest known interview of each application that has one."""
    found: dict[int, datetime] = {}
    for source in current_app.extensions.get(INTERVIEWS, []):
        for application_id, moment in source(application_ids).items():
            found[application_id] = min(moment, found.get(application_id, moment))
    return found
