"""Making a copy of everything kept about a person."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from datetime import timedelta

from sqlalchemy import delete, select

from teachpb import clock
from teachpb.accounts import emails, exporting
from teachpb.accounts.models import DataExport, User
from teachpb.audit import operations as audit_operations
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.work import wake

MAKE = "accounts.make_exports"
KEPT_FOR = timedelta(days=7)
READ_ME = """Everything TeachPeterborough keeps about you, as JSON, and your applications as PDF.

What you did for a school or another organisation is part of its records and is not here. Nor are answers about equal
opportunities: they cannot be traced to you.
"""


def ask_for_data(*, user: User) -> DataExport:
    """Ask for a copy. While one is being made, or is ready, there is no second."""
    known = db.session.scalar(
        select(DataExport).where(DataExport.user_id == user.id).order_by(DataExport.id.desc()).limit(1)
    )
    if known is not None and (known.made_at is None or known.is_ready):
        return known
    asked = DataExport(user_id=user.id, asked_at=clock.now())
    db.session.add(asked)
    audit_operations.record(actor=user, verb="data_asked", subject=asked)
    wake(MAKE)
    return asked


def make_export(*, export_id: int) -> bool:
    """Make one copy and tell its owner. Doing it twice does it once. Returns whether it was made."""
    question = select(DataExport).where(DataExport.id == export_id, DataExport.made_at.is_(None))
    asked = db.session.scalar(question.with_for_update(skip_locked=True, of=DataExport))
    if asked is None or not asked.user.is_active:
        return False
    asked.archive = base64.b64encode(archive_of(asked.user)).decode()
    asked.made_at = clock.now()
    asked.expires_at = asked.made_at + KEPT_FOR
    queue_mail(emails.data_ready(asked))
    return True


def archive_of(user: User) -> bytes:
    """The ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", READ_ME)
        for name, found in exporting.collect(user):
            archive.writestr(f"{name}.json", json.dumps(found, ensure_ascii=False, indent=1))
        for name, content in exporting.files(user):
            archive.writestr(name, content)
    return target.getvalue()


def take_data(*, user: User, export: DataExport) -> bytes:
    """The copy, for its owner, who has just proven who they are; it is written down."""
    audit_operations.record(actor=user, verb="data_downloaded", subject=export)
    return base64.b64decode(export.archive)


def forget_exports() -> int:
    """Delete copies whose time is over. Returns how many."""
    old = db.session.execute(delete(DataExport).where(DataExport.expires_at <= clock.now()))
    return int(getattr(old, "rowcount", 0))
