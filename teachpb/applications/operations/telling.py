"""Telling those who were still writing that the job has closed before its time."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from teachpb.applications import emails
from teachpb.applications.models import Application, ApplicationState
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy


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
