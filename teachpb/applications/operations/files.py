"""Files of an application: uploaded, replaced, taken away."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationFile, FilePurpose
from teachpb.applications.operations.shared import lock_draft
from teachpb.applications.rules import LARGEST_FILE
from teachpb.db import db
from teachpb.files import operations as files
from teachpb.files.models import DOCUMENT_KINDS
from teachpb.files.operations import Upload


def set_file(*, actor: User, application: Application, purpose: FilePurpose, upload: Upload) -> ApplicationFile:
    """Put a file with a draft, in the place of the one there was. Raises AlreadySent, UploadRefused."""
    lock_draft(application=application)
    stored = files.store_upload(
        actor=actor,
        upload=upload,
        purpose=f"applications.{purpose.value}",
        kinds=DOCUMENT_KINDS,
        max_bytes=LARGEST_FILE,
    )
    _drop(application, purpose)
    kept = ApplicationFile(file=stored, purpose=purpose)
    application.files.append(kept)
    db.session.flush()
    return kept


def remove_file(*, actor: User, application: Application, purpose: FilePurpose) -> None:
    """Doing it twice is doing it once. Raises AlreadySent."""
    lock_draft(application=application)
    _drop(application, purpose)


def forget_files(application: Application) -> None:
    """Take away every file there is."""
    for purpose in FilePurpose:
        _drop(application, purpose)


def _drop(application: Application, purpose: FilePurpose) -> None:
    old = application.file_for(purpose)
    if old is not None:
        files.remove(old.file)
        application.files.remove(old)
        db.session.flush()
