"""Files of an advert: added, ordered, replaced, taken away, and copied to the next one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.db import DomainError, db
from teachpb.files import operations as files
from teachpb.files.errors import UploadRefused
from teachpb.files.models import DOCUMENT_KINDS, StoredFile
from teachpb.files.operations import Upload
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies import emails
from teachpb.vacancies.errors import FilesNotReady, NotOpen
from teachpb.vacancies.models import (
    FILE_STATES,
    ApplicationMethod,
    DocumentPurpose,
    Vacancy,
    VacancyDocument,
    VacancyState,
)
from teachpb.vacancies.operations.shared import lock, note

MOST_DOCUMENTS = 10


def add_documents(*, actor: User, vacancy: Vacancy, uploads: Sequence[Upload]) -> Vacancy:
    """Put documents behind those that are there. Candidates see each as soon as it is known to be clean.

    Raises UploadRefused, naming the file, and then keeps none of them; NotOpen once the advert has closed.
    """
    _lock_for_files(vacancy)
    if len(vacancy.supporting_documents) + len(uploads) > MOST_DOCUMENTS:
        raise DomainError(f"An advert can have {MOST_DOCUMENTS} documents. Delete some of them first", "uploads")
    last = max((document.position for document in vacancy.supporting_documents), default=0)
    for position, upload in enumerate(uploads, last + 1):
        _attach(actor, vacancy, upload, DocumentPurpose.supporting, "uploads", position)
    if uploads:
        vacancy.has_documents = True
    db.session.flush()
    return vacancy


def set_application_form(*, actor: User, vacancy: Vacancy, upload: Upload) -> VacancyDocument:
    """Give the advert its form, in the place of the one it had. On a published advert the old one is handed out until
    the new one is known to be clean. Raises UploadRefused; NotOpen once the advert has closed."""
    _lock_for_files(vacancy)
    if vacancy.application_method is not ApplicationMethod.uploaded_form:
        raise DomainError("People do not apply with a form of yours. Change how to apply first", "upload")
    serves = vacancy.served_form if vacancy.state is not VacancyState.draft else None
    for old in vacancy.application_forms:
        if old is not serves:
            _detach(old)
    document = _attach(actor, vacancy, upload, DocumentPurpose.application_form, "upload", 0)
    db.session.flush()
    return document


def remove_document(*, actor: User, vacancy: Vacancy, document: VacancyDocument) -> Vacancy:
    """Take a file away, for good. Raises DomainError for the form without which nobody could apply any more."""
    _lock_for_files(vacancy)
    if document not in vacancy.documents:
        return vacancy  # a double click
    is_needed = vacancy.state is not VacancyState.draft and document is vacancy.served_form
    if is_needed and document.purpose is DocumentPurpose.application_form:
        raise DomainError("People need a form to apply with. Upload another one: it takes the place of this one")
    _detach(document)
    note(actor=actor, verb="document_removed", vacancy=vacancy, words=document.name)
    db.session.flush()
    return vacancy


def move_document_up(*, actor: User, vacancy: Vacancy, document: VacancyDocument) -> Vacancy:
    """One place further up the list. The first stays where it is."""
    _lock_for_files(vacancy)
    listed = vacancy.supporting_documents
    place = listed.index(document) if document in listed else 0
    if place > 0:
        listed[place - 1], listed[place] = listed[place], listed[place - 1]
        for position, each in enumerate(listed, 1):
            each.position = position
        note(actor=actor, verb="documents_ordered", vacancy=vacancy)
        db.session.flush()
        db.session.refresh(vacancy, ["documents"])
    return vacancy


def file_problem(*, vacancy: Vacancy) -> FilesNotReady | None:
    """Why the files keep the advert from being published: one is unsafe, or has not been looked into."""
    unsafe = [document.name for document in vacancy.documents if document.is_unsafe]
    waiting = [document.name for document in vacancy.documents if document.is_waiting]
    if not unsafe and not waiting:
        return None
    return FilesNotReady(unsafe or waiting, is_unsafe=bool(unsafe))


def require_clean_files(*, vacancy: Vacancy) -> None:
    """Raises FilesNotReady while any file of the advert is not known to be clean."""
    problem = file_problem(vacancy=vacancy)
    if problem is not None:
        raise problem


def settle_files(*, vacancy: Vacancy) -> None:
    """Delete the files that the answers have made pointless."""
    takes_form = vacancy.application_method is ApplicationMethod.uploaded_form
    pointless = [
        *([] if takes_form else vacancy.application_forms),
        *(vacancy.supporting_documents if vacancy.has_documents is False else []),
    ]
    for document in pointless:
        _detach(document)


def copy_files(*, actor: User | None, source: Vacancy, target: Vacancy) -> None:
    """Give a relisted advert files of its own, like those of the old one that are not unsafe."""
    form = source.served_form or source.application_form
    for document in (*source.supporting_documents, *([form] if form else [])):
        twin = files.copy(document.file, actor=actor)
        if twin is not None:
            target.documents.append(
                VacancyDocument(file=twin, purpose=document.purpose, name=document.name, position=document.position)
            )
    db.session.flush()


def forget_files(*, vacancy: Vacancy) -> None:
    """The advert is removed: so is what went with it."""
    for document in list(vacancy.documents):
        _detach(document)


def follow_scan(*, stored: StoredFile) -> None:
    """The scanner has looked into a file. A clean form takes the place of the one before; of an unsafe file, whoever
    posts the advert is told."""
    document = db.session.scalar(select(VacancyDocument).where(VacancyDocument.file_id == stored.id))
    if document is None:
        return
    vacancy = document.vacancy
    if document.is_unsafe:
        note(actor=None, verb="document_unsafe", vacancy=vacancy, words=document.name)
        if vacancy.contact_email:
            queue_mail(emails.unsafe_document(document))
    elif document is vacancy.application_form:
        for old in vacancy.application_forms[:-1]:
            _detach(old)


def _lock_for_files(vacancy: Vacancy) -> None:
    lock(vacancy=vacancy)
    if vacancy.state not in FILE_STATES:
        raise NotOpen("This vacancy has closed and cannot be changed. List it again instead")


def _attach(
    actor: User, vacancy: Vacancy, upload: Upload, purpose: DocumentPurpose, field: str, position: int
) -> VacancyDocument:
    try:
        stored = files.store_upload(
            actor=actor,
            upload=upload,
            purpose=f"vacancies.{purpose.value}",
            kinds=DOCUMENT_KINDS,
            organisation_id=vacancy.organisation_id,
        )
    except UploadRefused as error:
        raise UploadRefused(f"“{upload.filename}”: {error.message}", field) from error
    document = VacancyDocument(file=stored, purpose=purpose, name=stored.name, position=position)
    vacancy.documents.append(document)
    note(actor=actor, verb="document_added", vacancy=vacancy, words=document.name)
    return document


def _detach(document: VacancyDocument) -> None:
    files.remove(document.file)
    document.vacancy.documents.remove(document)
