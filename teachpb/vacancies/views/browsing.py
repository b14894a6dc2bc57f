"""What the public sees: the results, the advert, and the way to apply."""

from __future__ import annotations

from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.vacancies import queries
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.models import ApplicationMethod, Vacancy, VacancyState
from teachpb.vacancies.rules.applying import is_web_address
from teachpb.vacancies.signals import apply_clicked, vacancy_shown, vacancy_viewed
from teachpb.vacancies.views.advert import advert_context, similar_cards
from teachpb.vacancies.views.blueprint import bp
from teachpb.vacancies.views.results import results_context
from teachpb.web.access import public
from teachpb.web.pagecache import each_time
from teachpb.web.security import always_ask_again


def load_public(_user: Any, slug: str) -> Vacancy | None:
    """An advert the public may read, or could once."""
    return queries.get_public_vacancy(slug)


def source() -> str:
    """Where the visitor came from, as the link they followed says."""
    return request.args.get("source", "")[:40]


@bp.get("/jobs")
@public
def list_vacancies() -> ResponseReturnValue:
    form = search_form()
    context = results_context(form, request.args.get("page", "1"), on_map=request.args.get("view") == "map")
    ids, origin = [card.id for card in context["cards"]], source()
    each_time(lambda: vacancy_shown.send(None, ids=ids, source=origin))
    always_ask_again()  # what has closed is gone within its minute
    return render_template("vacancies/list_vacancies.html", **context)


def search_form() -> JobSearchForm:
    """The search this address asks for, with the trusts and schools there are to choose from."""
    asked = queries.read_criteria(request.args)
    trusts, schools = queries.names_with_vacancies(
        trusts=asked.filters.get("trust", ()), schools=asked.filters.get("school", ())
    )
    form = JobSearchForm()
    form.offer(trusts=trusts, schools=schools)
    return form


@bp.get("/jobs/<slug:slug>")
@public(loader=load_public)
def show_vacancy(vacancy: Vacancy) -> ResponseReturnValue:
    """The advert. Moved: 301. Removed: 410. Closed: it stays, but search engines are asked to forget it."""
    if vacancy.state is VacancyState.removed:
        return show_removed(vacancy)
    if vacancy.slug != (request.view_args or {}).get("slug"):
        return redirect(url_for(".show_vacancy", slug=vacancy.slug), 301)
    context = advert_context(vacancy)
    response = make_response(render_template("vacancies/show_vacancy.html", **context))
    if context["is_open"]:
        vacancy_id, origin = vacancy.id, source()
        each_time(lambda: vacancy_viewed.send(None, vacancy_id=vacancy_id, source=origin))
    else:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def show_removed(vacancy: Vacancy) -> ResponseReturnValue:
    """Gone for good, with a way on. What the advert said is said no more."""
    page = render_template("vacancies/removed.html", similar=similar_cards(vacancy))
    return page, 410, {"X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


@bp.get("/jobs/<slug:slug>/apply-externally")
@public(loader=load_public)
def apply_externally(vacancy: Vacancy) -> ResponseReturnValue:
    """On to the school’s own page, counted. Only ever to the address the school gave, and only while it is open."""
    if vacancy.state is VacancyState.removed:
        abort(410)
    goes_elsewhere = vacancy.application_method is ApplicationMethod.website
    if not goes_elsewhere or not is_web_address(vacancy.application_link) or not vacancy.is_open(clock.now()):
        return redirect(url_for(".show_vacancy", slug=vacancy.slug))
    apply_clicked.send(None, vacancy_id=vacancy.id, source=source())
    response = redirect(vacancy.application_link, 303)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "origin"
    return response
