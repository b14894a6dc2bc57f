"""The blueprint of the room, and the loaders its views share: every one of them starts from the person."""

from __future__ import annotations

from flask import Blueprint

from teachpb.accounts.models import User
from teachpb.applications import queries
from teachpb.applications.models import Application
from teachpb.applications.rules import ListName
from teachpb.vacancies.models import Vacancy
from teachpb.web.converters import use_enum

bp = Blueprint("applications", __name__)
use_enum(bp, "list", ListName)

OWN = "/account/applications/<int:application_id>"


def load_own(user: User | None, application_id: int) -> Application | None:
    return queries.get_own(user, application_id)


def load_received(user: User | None, application_id: int) -> Application | None:
    return queries.get_received(user, application_id)


def load_known_vacancy(user: User | None, vacancy_id: int) -> Vacancy | None:
    return queries.get_known_vacancy(user, vacancy_id)
