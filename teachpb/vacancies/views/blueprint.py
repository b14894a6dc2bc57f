"""The two blueprints of the room, and what its views share."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.schools.acting import acting_organisation, my_organisations
from teachpb.schools.models import Organisation
from teachpb.vacancies import queries
from teachpb.vacancies.actions import Action, is_offered, refusal
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.policies import can_post
from teachpb.web.access import signed_in_user

bp = Blueprint("vacancies", __name__)
hiring = Blueprint("hiring", __name__, url_prefix="/hiring")


BASE = "/hiring/vacancies/<int:vacancy_id>"


@bp.after_request
def keep_results_out(response: Response) -> Response:
    """A list in some order, with some filter, is no page of its own: its adverts are to be found, it is not."""
    if request.endpoint == "vacancies.list_vacancies" and request.args:
        response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def load_managed(user: User | None, vacancy_id: int) -> Vacancy | None:
    """A vacancy the person may know of as hiring staff. One that was removed, in another tab or by a colleague, leads
    to the list with a word about it."""
    vacancy = queries.get_managed(user, vacancy_id, with_removed=True)
    if vacancy is not None and vacancy.state is VacancyState.removed:
        flash(f"“{vacancy.title or 'Untitled vacancy'}” has been removed.")
        abort(redirect(url_for("vacancies.list_posted")))
    return vacancy


def not_now(action: Action, vacancy: Vacancy) -> ResponseReturnValue | None:
    """Back to the vacancy with the reason, when ``action`` is not possible in its present state; None when it is."""
    state = vacancy.state_at(clock.now())
    if is_offered(action, state):
        return None
    flash(refusal(action, state))
    return redirect(url_for("vacancies.show_posted", vacancy_id=vacancy.id))


def done(vacancy: Vacancy, words: str) -> ResponseReturnValue:
    """Back to the vacancy, with what has been done."""
    flash(words, "success")
    return redirect(url_for("vacancies.show_posted", vacancy_id=vacancy.id))


def hiring_organisation() -> Organisation | None:
    """Whom the person hires for: the organisation they act for when they may, else the first where they may."""
    user = signed_in_user()
    candidates = [acting_organisation(), *my_organisations()]
    return next((each for each in candidates if can_post(user, each)), None)
