"""The advert’s picture for shared links, and the way to say that something about it is wrong."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.db import transaction
from teachpb.extensions import limiter
from teachpb.pictures.web import picture_response
from teachpb.vacancies import operations, queries
from teachpb.vacancies.forms.reporting import ReportForm
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.sharing import share_card
from teachpb.vacancies.views.blueprint import bp
from teachpb.web.access import public, signed_in_user
from teachpb.web.settings import settings


def load_readable(_user: Any, slug: str) -> Vacancy | None:
    """An advert the public can read. What was removed is gone."""
    vacancy = queries.get_public_vacancy(slug)
    if vacancy is not None and vacancy.state is VacancyState.removed:
        abort(410)
    return vacancy


@bp.get("/jobs/<slug:slug>/picture.png")
@public(loader=load_readable)
def show_picture(vacancy: Vacancy) -> ResponseReturnValue:
    """What a shared link shows."""
    return picture_response(share_card(vacancy))


@bp.route("/jobs/<slug:slug>/report", methods=["GET", "POST"])
@public(loader=load_readable)
@limiter.limit("5/hour", methods=["POST"])
def report_vacancy(vacancy: Vacancy) -> ResponseReturnValue:
    """Anybody may say what is wrong with an advert; it goes to the council’s officers."""
    user = signed_in_user()
    form = ReportForm(data={"email": user.email if user else ""})
    if form.validate_on_submit():
        with transaction():
            operations.report_vacancy(
                actor=user,
                vacancy=vacancy,
                fallback=settings().support_email,
                **form.answers(),
            )
        flash("Thank you. The council’s team looks at it.", "success")
        return redirect(url_for(".show_vacancy", slug=vacancy.slug))
    page = render_template("vacancies/report.html", vacancy=vacancy, form=form)
    return page, 200, {"X-Robots-Tag": "noindex"}
