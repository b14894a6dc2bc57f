"""The one way to a time: lock the candidate, then the days in the order of their ids, then read clock and slots.

Reading first and locking afterwards gives one time to two people. Everything that gives out, moves or takes back a time
goes through here, inside ``transaction()`` (on SQLite its BEGIN IMMEDIATE has locked already).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from teachpb.applications.models import Application
from teachpb.db import db, in_transaction
from teachpb.hiring.models import InterviewDay, InterviewInvitation, InterviewSlot


def lock_application(application: Application) -> None:
    """Nobody chooses twice at once, or while being moved on."""
    db.session.refresh(application, with_for_update={"of": Application})


def lock_days(ids: Iterable[int]) -> dict[int, InterviewDay]:
    """These days, with slots and invitations as they are now. Raises RuntimeError outside a transaction."""
    if not in_transaction():
        raise RuntimeError("interview days are locked inside transaction()")
    wanted = sorted(set(ids))
    days = lock_rows(wanted)
    for model in (InterviewSlot, InterviewInvitation):
        db.session.scalars(
            select(model).where(model.day_id.in_(wanted)).execution_options(populate_existing=True)
        ).all()
    return days


def lock_rows(ids: list[int]) -> dict[int, InterviewDay]:
    statement = (
        select(InterviewDay)
        .where(InterviewDay.id.in_(ids))
        .order_by(InterviewDay.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in db.session.scalars(statement)}
