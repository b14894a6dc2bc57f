"""Files of adverts, for those who may have them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.files.models import FileState, StoredFile
from teachpb.vacancies.models import PUBLIC_STATES, DocumentPurpose, Vacancy, VacancyDocument
from teachpb.vacancies.queries.hiring import get_managed


def get_public_document(token: str) -> VacancyDocument | None:
    """A clean file of an advert the public may read; an application form only while there is something to apply for."""
    question = (
        select(VacancyDocument)
        .join(VacancyDocument.file)
        .options(contains_eager(VacancyDocument.file))
        .where(StoredFile.token == token, StoredFile.state == FileState.clean)
    )
    document = db.session.scalar(question)
    if document is None:
        return None
    vacancy, moment = document.vacancy, clock.now()
    if document.purpose is DocumentPurpose.application_form:
        return document if vacancy.is_open(moment) and document is vacancy.served_form else None
    return document if vacancy.state_at(moment) in PUBLIC_STATES else None


def get_managed_document(user: User | None, vacancy_id: int, document_id: int) -> VacancyDocument | None:
    """A file of a vacancy that the person may know of as hiring staff."""
    vacancy = get_managed(user, vacancy_id)
    if vacancy is None:
        return None
    return next((document for document in vacancy.documents if document.id == document_id), None)


def attached_files(vacancy: Vacancy) -> list[VacancyDocument]:
    """Everything attached to an advert: the form first, then the documents in their order."""
    return [*vacancy.application_forms, *vacancy.supporting_documents]
