"""What the school does with what has come in: reads it, checks it, and notes what came another way."""

from __future__ import annotations

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import DomainError, db
from teachpb.files import operations as files
from teachpb.files.errors import UploadRefused
from teachpb.files.models import DOCUMENT_KINDS, FileState, StoredFile
from teachpb.files.operations import Upload
from teachpb.notifications.operations import queue_mail
from teachpb.references import emails
from teachpb.references.models import (
    ONE_READING,
    Disclosure,
    PaperAction,
    PaperEvent,
    ReferenceRequest,
    ReferenceState,
)
from teachpb.references.operations.shared import end_links, lock, note, require_asking
from teachpb.references.signals import reference_checked

PURPOSE = "references.reference"
SATISFACTORY, NOT_SATISFACTORY = "Satisfactory", "Not satisfactory"


def note_reading(*, actor: User, paper: ReferenceRequest | Disclosure) -> None:
    """Write down that ``actor`` reads this now; it is theirs to see for the next half hour."""
    lock(paper)
    column = PaperEvent.reference_id if isinstance(paper, ReferenceRequest) else PaperEvent.disclosure_id
    lately = select(PaperEvent.id).where(
        column == paper.id,
        PaperEvent.action == PaperAction.read,
        PaperEvent.actor_id == actor.id,
        PaperEvent.at > clock.now() - ONE_READING,
    )
    if db.session.scalar(lately.limit(1)) is None:
        note(paper, PaperAction.read, actor=actor)


def mark_checked(*, actor: User, request: ReferenceRequest, is_satisfactory: bool = True, words: str = "") -> None:
    """Somebody has compared it with the application and made sure that the referee wrote it: is it satisfactory?
    They may change their mind. Raises DomainError while there is nothing to check."""
    lock(request)
    if not request.is_answered:
        raise DomainError("There is nothing to check yet")
    if request.is_satisfactory is not is_satisfactory:
        request.checked_at, request.is_satisfactory = clock.now(), is_satisfactory
        note(request, PaperAction.checked, actor=actor, words=SATISFACTORY if is_satisfactory else NOT_SATISFACTORY)
    request.check_note = words
    db.session.flush()
    reference_checked.send(request, actor=actor)


def record_elsewhere(*, actor: User, request: ReferenceRequest, words: str, upload: Upload | None = None) -> None:
    """Note a reference that came another way, with the paper itself if there is one. The referee's links die.

    Raises UploadRefused, TooEarly, InvalidTransition.
    """
    require_asking(request.application)
    lock(request)
    if request.state is not ReferenceState.received_elsewhere:
        request.enter(ReferenceState.received_elsewhere)
        request.completed_at = clock.now()
        end_links(request)
        note(request, PaperAction.received_elsewhere, actor=actor)
    request.received_note = words
    if upload is not None:
        _keep_file(actor, request, upload)
    db.session.flush()


def _keep_file(actor: User, request: ReferenceRequest, upload: Upload) -> None:
    if request.file is not None:
        files.remove(request.file)
    try:
        request.file = files.store_upload(
            actor=actor,
            upload=upload,
            purpose=PURPOSE,
            kinds=DOCUMENT_KINDS,
            organisation_id=request.application.vacancy.organisation_id,
        )
    except UploadRefused as error:
        raise UploadRefused(error.message, "upload") from None
    request.file.name = f"reference{request.file.name[request.file.name.rfind('.') :]}"


def settle_file(*, stored: StoredFile) -> None:
    """The scanner has spoken: an unsafe reference is taken away, and the school is told."""
    if stored.purpose != PURPOSE or stored.state is not FileState.unsafe:
        return
    request = db.session.scalar(select(ReferenceRequest).where(ReferenceRequest.file_id == stored.id))
    if request is None:
        return
    request.file = None
    note(request, PaperAction.file_refused, actor=None)
    if request.application.vacancy.contact_email:
        queue_mail(emails.file_refused(request))
