"""The blueprint of the room, and the loaders its views share: every one of them starts from the person."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.applications.queries import get_known_vacancy, get_own, get_received
from teachpb.vacancies.models import Vacancy

#: “hiring” is the area that several rooms share; what is decided there is ours.
bp = Blueprint("decisions", __name__)

VACANCY = "/hiring/vacancies/<int:vacancy_id>"
APPLICATION = "/hiring/applications/<int:application_id>"
OWN = "/account/applications/<int:application_id>"


def load_vacancy(user: User | None, vacancy_id: int) -> Vacancy | None:
    return get_known_vacancy(user, vacancy_id)


def load_received(user: User | None, application_id: int) -> Application | None:
    return get_received(user, application_id)


def load_own(user: User | None, application_id: int) -> Application | None:
    application = get_own(user, application_id)
    return application if application is not None and not application.is_draft else None


def of_vacancy(vacancy: Vacancy, title: str) -> dict[str, Any]:
    """The context of ``hiring/tool.html``."""
    return {"vacancy": vacancy, "tool_title": title}
