"""Many dates at once, from a spreadsheet: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import queries
from teachpb.cpd.errors import SheetChanged
from teachpb.cpd.importing import check_rows
from teachpb.cpd.models import Course
from teachpb.cpd.operations.dates import create_date
from teachpb.db import db
from teachpb.schools.models import Provider


def import_dates(*, actor: User, provider: Provider, rows: Sequence[Mapping[str, str]]) -> int:
    """Make a draft of every row that does not stand here already, whatever was shown before: the rows are held against
    the courses anew, which are locked meanwhile, so that one sheet sent twice makes its dates once. Returns how many
    were made. Raises SheetChanged, and makes nothing, when a row is wrong."""
    courses = list(
        db.session.scalars(
            select(Course)
            .where(Course.provider_id == provider.id)
            .order_by(Course.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
    known = queries.first_sessions_of(provider)
    checked = check_rows(rows, courses=courses, venues=queries.venues_of(provider), known=known)
    if not checked or any(row.errors for row in checked):
        raise SheetChanged
    made = 0
    for row in checked:
        if not row.is_known and row.course is not None and row.details is not None:
            create_date(actor=actor, course=row.course, details=row.details, sessions=row.spans)
            made += 1
    record(
        actor=actor,
        verb="course_dates_imported",
        subject=provider,
        organisation_id=provider.id,
        changes={"made": (None, made), "known": (None, len(checked) - made)},
    )
    return made
