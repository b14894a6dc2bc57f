"""Reading files."""

from __future__ import annotations

from sqlalchemy import select

from teachpb.db import db
from teachpb.files.models import FileState, StoredFile


def public_file(token: str) -> StoredFile | None:
    """A file anyone may fetch who has its address: public and clean."""
    return db.session.scalar(
        select(StoredFile).where(
            StoredFile.token == token, StoredFile.public.is_(True), StoredFile.state == FileState.clean
        )
    )


def files_of(*, user_id: int) -> list[StoredFile]:
    """Everything a person uploaded that is still there, oldest first."""
    owned = select(StoredFile).where(StoredFile.user_id == user_id, StoredFile.state != FileState.removed)
    return list(db.session.scalars(owned.order_by(StoredFile.id)))
