"""The way in: what an application asks for, before anything is written."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications import operations, queries
from teachpb.applications.errors import Closed
from teachpb.applications.rules import is_teaching
from teachpb.applications.views.blueprint import bp
from teachpb.candidates.queries import get_own
from teachpb.db import transaction
from teachpb.vacancies.models import ApplicationMethod, Vacancy, VacancyState
from teachpb.vacancies.queries import get_public_vacancy
from teachpb.web.access import public, signed_in, signed_in_user


def load_public(_user: Any, slug: str) -> Vacancy | None:
    """An advert that takes applications here, or did."""
    vacancy = get_public_vacancy(slug)
    if vacancy is not None and vacancy.state is VacancyState.removed:
        abort(410)
    return vacancy if vacancy is not None and vacancy.is_applied_for_here else None


@bp.get("/jobs/<slug:slug>/apply")
@public(loader=load_public)
def show_start(vacancy: Vacancy) -> ResponseReturnValue:
    """What is asked, how long it takes and until when. Who has begun goes on where they were."""
    user = signed_in_user()
    known = queries.open_application(user, vacancy.id) if user else None
    if known is not None:
        endpoint = ".show_tasks" if known.is_draft else ".show_mine"
        return redirect(url_for(endpoint, application_id=known.id))
    if not vacancy.is_open(clock.now()):
        return redirect(url_for("vacancies.show_vacancy", slug=vacancy.slug))
    page = render_template(
        "applications/start.html",
        vacancy=vacancy,
        is_teaching=is_teaching(vacancy),
        has_profile=user is not None and get_own(user) is not None,
        has_own_form=vacancy.application_method is ApplicationMethod.uploaded_form,
        has_earlier=user is not None and queries.earlier_application(user) is not None,
        here=url_for(".show_start", slug=vacancy.slug),
        source=request.args.get("source", "")[:40],
    )
    return page, 200, {"X-Robots-Tag": "noindex"}


@bp.post("/jobs/<slug:slug>/apply")
@signed_in(loader=load_public)
def start_application(vacancy: Vacancy) -> ResponseReturnValue:
    source = request.form.get("source", "")[:40]
    try:
        with transaction():
            application = operations.start(actor=signed_in_user(), vacancy=vacancy, source=source)
    except Closed as error:
        flash(error.message, "error")
        return redirect(url_for("vacancies.show_vacancy", slug=vacancy.slug))
    endpoint = ".show_tasks" if application.is_draft else ".show_mine"
    return redirect(url_for(endpoint, application_id=application.id))
