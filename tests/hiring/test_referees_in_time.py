"""Referees are reminded before the interview that was chosen here."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.applications.models import ApplicationState
from teachpb.db import db, transaction
from teachpb.hiring.models import InterviewDay, InterviewSlot
from teachpb.references import operations
from teachpb.references.registry import interview_times
from tests.factories.applications import ApplicationFactory
from tests.factories.references import ReferenceFactory
from tests.support.time import FrozenClock


def test_a_referee_hears_three_days_before_the_time_that_was_chosen(
    session: Session, frozen: FrozenClock, outbox: Any
) -> None:
    application = ApplicationFactory(state=ApplicationState.interviewing)
    request = ReferenceFactory(application=application)
    when = clock.london_day(frozen() + timedelta(days=6))
    day = InterviewDay(vacancy=application.vacancy, day=when, slot_minutes=30, choose_until=frozen())
    day.slots = [InterviewSlot(starts=time(10), ends=time(10, 30), application=application)]
    db.session.add(day)
    session.commit()
    assert interview_times([application.id]) == {application.id: clock.at_london(when, time(10))}
    for days, mails in ((2, 0), (2, 1), (1, 1)):
        frozen.advance(timedelta(days=days))
        with transaction():
            operations.remind_if_due(request_id=request.id)
        assert len(outbox()) == mails
    day.cancelled_at = frozen()
    session.commit()
    assert interview_times([application.id]) == {}
