"""The blueprint of the room, and the loaders its views share: each starts from the person, or from a mailed link."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.applications.queries import get_known_vacancy, get_own, get_received
from teachpb.applications.views.blueprint import OWN
from teachpb.references import queries
from teachpb.references.models import Disclosure, ReferenceRequest
from teachpb.references.wizards import OpenForm
from teachpb.vacancies.models import Vacancy

bp = Blueprint("references", __name__)

STAFF = "/hiring/applications/<int:application_id>"
ONE = "/hiring/references/<int:request_id>"
DISCLOSURE = f"{OWN}/self-disclosure"


def load_received(user: User | None, application_id: int) -> Application | None:
    """An application whose papers this person may know of: their own school's, or on whose panel they read them."""
    application = get_received(user, application_id)
    return application if application is not None and user and queries.sees_references(user, application) else None


def load_handled(user: User | None, application_id: int) -> Application | None:
    return get_received(user, application_id)


def load_vacancy(user: User | None, vacancy_id: int) -> Vacancy | None:
    return get_known_vacancy(user, vacancy_id)


def load_reference(user: User | None, request_id: int) -> ReferenceRequest | None:
    return queries.get_reference(user, request_id)


def load_disclosure(user: User | None, application_id: int) -> Disclosure | None:
    return queries.handled_disclosure(user, application_id)


def load_own(user: User | None, application_id: int) -> Application | None:
    return get_own(user, application_id)


def load_own_disclosure(user: User | None, application_id: int) -> Disclosure | None:
    return queries.own_disclosure(user, application_id)


def load_open_form(_user: Any, token: str) -> OpenForm | None:
    request = queries.request_by_token(token)
    return OpenForm(request, token) if request is not None else None
