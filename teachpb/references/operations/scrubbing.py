"""Forgetting: everything said about, or by, a candidate goes; nothing of it is needed for counting."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select

from teachpb.db import db
from teachpb.files import operations as files
from teachpb.files.models import StoredFile
from teachpb.notifications.operations import forget_matter
from teachpb.references.emails import matter_of
from teachpb.references.models import Disclosure, ReferenceRequest


def scrub(*, application_ids: Collection[int]) -> int:
    """Delete references and self-disclosures of these applications, with their history and files. Returns how many."""
    if not application_ids:
        return 0
    held = select(StoredFile).join(ReferenceRequest, ReferenceRequest.file_id == StoredFile.id)
    for stored in db.session.scalars(held.where(ReferenceRequest.application_id.in_(application_ids))):
        files.remove(stored)
    asked = select(ReferenceRequest.id).where(ReferenceRequest.application_id.in_(application_ids))
    for request_id in db.session.scalars(asked).all():
        forget_matter(matter_of(request_id))
    db.session.flush()
    gone = 0
    for table in (ReferenceRequest, Disclosure):
        found = db.session.execute(delete(table).where(table.application_id.in_(application_ids)))
        gone += int(getattr(found, "rowcount", 0))
    return gone
