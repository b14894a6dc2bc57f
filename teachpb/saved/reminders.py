"""When to remind somebody of a job they saved. Pure.

A mark lies ten days, and another two days, before the closing time. Passing a mark makes one reminder due, if the job
was on the list before the mark: who saves a job five days before it closes has just seen the date. A run that was
missed is made up for by the next, with the latest mark only. A closing date that is moved never brings the same
reminder twice.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from teachpb import clock
from teachpb.saved.models import REMINDERS

#: Mail of this kind arrives in daytime, in London.
FIRST_HOUR, LAST_HOUR = time(8), time(20)


def due_mark(*, saved_at: datetime, closes_at: datetime, reminded_days: int | None, moment: datetime) -> int | None:
    """The mark (in days) whose reminder is due at ``moment``; None when there is none."""
    if moment >= closes_at:
        return None
    passed = [days for days in REMINDERS if moment >= closes_at - timedelta(days=days)]
    if not passed:
        return None
    latest = min(passed)
    is_news = reminded_days is None or latest < reminded_days
    return latest if is_news and saved_at <= closes_at - timedelta(days=latest) else None


def is_daytime(moment: datetime) -> bool:
    return FIRST_HOUR <= clock.to_london(moment).time() < LAST_HOUR
