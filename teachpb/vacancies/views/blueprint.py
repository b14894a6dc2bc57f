"""The two blueprints of the room, and what its views share."""

from __future__ import annotations

from flask import Blueprint

from teachpb.accounts.models import User
from teachpb.schools.acting import acting_organisation, my_organisations
from teachpb.schools.models import Organisation
from teachpb.vacancies import queries
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import can_post
from teachpb.web.access import signed_in_user

bp = Blueprint("vacancies", __name__)
hiring = Blueprint("hiring", __name__, url_prefix="/hiring")


def load_managed(user: User | None, vacancy_id: int) -> Vacancy | None:
    """A vacancy the person may know of as hiring staff."""
    return queries.get_managed(user, vacancy_id)


def hiring_organisation() -> Organisation | None:
    """Whom the person hires for: the organisation they act for when they may, else the first where they may."""
    user = signed_in_user()
    candidates = [acting_organisation(), *my_organisations()]
    return next((each for each in candidates if can_post(user, each)), None)
