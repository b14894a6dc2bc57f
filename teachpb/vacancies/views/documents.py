"""Files of adverts: handed out, ordered, taken away."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.db import DomainError, transaction
from teachpb.files.web import send_stored_file
from teachpb.vacancies import operations, queries
from teachpb.vacancies.models import DocumentPurpose, Vacancy, VacancyDocument
from teachpb.vacancies.policies import can_manage, can_view_document
from teachpb.vacancies.views.blueprint import BASE, bp, load_managed
from teachpb.web.access import allow, public, signed_in_user

DOCUMENT = f"{BASE}/documents/<int:document_id>"


def load_public(_user: Any, token: str) -> VacancyDocument | None:
    return queries.get_public_document(token)


def load_managed_document(user: User | None, vacancy_id: int, document_id: int) -> VacancyDocument | None:
    return queries.get_managed_document(user, vacancy_id, document_id)


@bp.get("/jobs/documents/<token:token>")
@public(loader=load_public)
def download_document(document: VacancyDocument) -> ResponseReturnValue:
    """A file of a public advert."""
    response = send_stored_file(document.file, inline=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get(DOCUMENT)
@allow(can_view_document, loader=load_managed_document)
def show_document(document: VacancyDocument) -> ResponseReturnValue:
    """The same for hiring staff, whatever the state of the advert."""
    return send_stored_file(document.file, inline=True)


@bp.post(f"{DOCUMENT}/remove")
@allow(can_manage, loader=load_managed)
def remove_document(vacancy: Vacancy, document_id: int) -> ResponseReturnValue:
    """Delete a file. One that is gone already is no error: somebody clicked twice."""
    document = _find(vacancy, document_id)
    step = _step_of(document)
    if document is not None:
        name = document.name
        try:
            with transaction():
                operations.remove_document(actor=signed_in_user(), vacancy=vacancy, document=document)
        except DomainError as error:
            flash(error.message, "error")
        else:
            flash(f"“{name}” is deleted.", "success")
    return redirect(url_for(".edit_step", vacancy_id=vacancy.id, step=step))


@bp.post(f"{DOCUMENT}/move-up")
@allow(can_manage, loader=load_managed)
def move_document_up(vacancy: Vacancy, document_id: int) -> ResponseReturnValue:
    document = _find(vacancy, document_id)
    if document is not None:
        with transaction():
            operations.move_document_up(actor=signed_in_user(), vacancy=vacancy, document=document)
    return redirect(url_for(".edit_step", vacancy_id=vacancy.id, step=_step_of(document)))


def _find(vacancy: Vacancy, document_id: int) -> VacancyDocument | None:
    return next((document for document in vacancy.documents if document.id == document_id), None)


def _step_of(document: VacancyDocument | None) -> str:
    """The page a file is uploaded on."""
    is_form = document is not None and document.purpose is DocumentPurpose.application_form
    return "application-form" if is_form else "documents"
