"""What candidates get of their applications when they ask for all their data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from teachpb.accounts.exporting import plain_row, rows_where
from teachpb.accounts.models import User
from teachpb.applications.documents import application_pdf
from teachpb.applications.models import Application, ApplicationEvent
from teachpb.applications.operations.scrubbing import hanging
from teachpb.applications.queries import get_own, own_applications
from teachpb.db import db

#: The school's own record of a move. The candidate may ask the school for it.
SCHOOLS = frozenset({"reason", "note", "actor_id"})


def parts_of(user: User) -> dict[str, Any]:
    """Every row that hangs on one's applications, by table: qualifications, jobs, referees …, and what happened."""
    ids = select(Application.id).where(Application.candidate_id == user.id)
    parts: dict[str, Any] = {
        table.name: rows_where(table, table.c[name].in_(ids)) for table, name, is_ours in hanging() if is_ours
    }
    events = db.session.scalars(
        select(ApplicationEvent).where(ApplicationEvent.application_id.in_(ids)).order_by(ApplicationEvent.id)
    )
    columns = [each for each in ApplicationEvent.__table__.columns if each.name not in SCHOOLS]
    parts["events"] = [plain_row(columns, {c.name: getattr(event, c.name) for c in columns}) for event in events]
    return {name: rows for name, rows in parts.items() if rows}


def pdfs_of(user: User) -> Iterator[tuple[str, bytes]]:
    """Each application that can still be read, as PDF."""
    for known in own_applications(user):
        application = get_own(user, known.id)
        if application is not None and application.scrubbed_at is None:
            yield f"application-{application.id}.pdf", application_pdf(application, for_staff=False)
