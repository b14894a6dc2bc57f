"""Reminders by the clock. The job looks every hour, in daytime; a run that was missed is made up for by the next."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import db, transaction
from teachpb.saved import operations, queries
from teachpb.saved.reminders import is_daytime
from teachpb.vacancies.registry import application_notes
from teachpb.work import job, stop_requested


@job("saved.remind", every=timedelta(hours=1))
def remind() -> int:
    """Each person in a transaction of their own; returns how many jobs were named."""
    told = 0
    for user_id in queries.user_ids_to_remind(clock.now()) if is_daytime(clock.now()) else []:
        if stop_requested():
            break
        with transaction():
            told += operations.remind(user_id=user_id, settled=_settled(user_id))
    return told


def _settled(user_id: int) -> set[int]:
    """What this person has on the list and has applied for, as the room of applications says."""
    user = db.session.get(User, user_id)
    if user is None:
        return set()
    ids = [saved.vacancy_id for saved in queries.saved_list(user, "", clock.now())]
    return {vacancy_id for vacancy_id, note in application_notes(user, ids).items() if note.is_settled}
