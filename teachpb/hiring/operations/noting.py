"""Writing down what candidates see in the course of their application."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from teachpb import clock
from teachpb.db import db
from teachpb.hiring.checklist import CheckKind
from teachpb.hiring.models import EventKind, HiringEvent, InterviewDay


def note_event(application_id: int, kind: EventKind, *, starts_at: datetime | None = None) -> None:
    db.session.add(HiringEvent(application_id=application_id, kind=kind, at=clock.now(), starts_at=starts_at))


def note_day(application_id: int, kind: EventKind, day: InterviewDay) -> None:
    """Of somebody who has no time on it."""
    note_event(application_id, kind, starts_at=clock.at_london(day.day))


def note_check(application_id: int, check: CheckKind, *, is_done: bool) -> None:
    """A check that is taken up again is not shown as done. Saying it twice is saying it once."""
    here = (HiringEvent.application_id == application_id, HiringEvent.check == check)
    if not is_done:
        db.session.execute(delete(HiringEvent).where(*here))
    elif db.session.scalar(select(HiringEvent.id).where(*here).limit(1)) is None:
        event = HiringEvent(application_id=application_id, kind=EventKind.check_done, at=clock.now(), check=check)
        db.session.add(event)
