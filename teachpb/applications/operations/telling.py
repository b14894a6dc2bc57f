"""Telling those who were still writing that the job has closed before its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb import clock
from teachpb.applications import emails
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.queries.own import with_vacancy
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy

#: How many days before a job closes those who have not sent their application are reminded.
REMINDED = (10, 2)


def remind_drafts() -> int:
    """Write to everybody whose draft is for a job that is open and closes in ten days, or in two. Returns how many.

    A draft that was begun after that moment needs no reminder of it; nobody gets the same one twice.
    """
    moment = clock.now()
    open_drafts = (
        select(Application)
        .join(Application.vacancy)
        .where(
            Application.state == ApplicationState.draft,
            Vacancy.closes_at > moment,
            Vacancy.closes_at <= moment + timedelta(days=max(REMINDED)),
        )
        .options(joinedload(Application.candidate), *with_vacancy())
        .order_by(Application.id)
    )
    reminded = 0
    for draft in db.session.scalars(open_drafts):
        days = _due(draft, moment)
        if days and draft.candidate.is_active and draft.vacancy.is_open(moment):
            reminded += queue_mail(emails.draft_reminder(draft, days)).created_at == moment
    return reminded


def _due(draft: Application, moment: datetime) -> int:
    """The reminder that is due: the latest of those whose moment has come since the draft was begun; 0 for none."""
    closes = draft.vacancy.closes_at
    if closes is None:
        return 0
    begun = [days for days in REMINDED if draft.created_at < closes - timedelta(days=days) <= moment]
    return min(begun, default=0)


def tell_drafts(*, vacancy: Vacancy) -> int:
    """Write to everybody with an application for ``vacancy`` that was begun and not sent. Returns how many.

    Whoever has sent theirs hears from the school. Nobody is told twice.
    """
    unsent = (
        select(Application)
        .where(Application.vacancy_id == vacancy.id, Application.state == ApplicationState.draft)
        .options(joinedload(Application.candidate))
        .order_by(Application.id)
    )
    drafts = [draft for draft in db.session.scalars(unsent) if draft.candidate.is_active]
    for draft in drafts:
        queue_mail(emails.cut_short(draft))
    return len(drafts)
