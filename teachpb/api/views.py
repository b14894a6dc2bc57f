"""The addresses machines ask, and the page that tells people how."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.api import openapi, queries
from teachpb.api.documents import school_document, vacancy_document
from teachpb.api.parameters import read_after, read_criteria, read_school_phases
from teachpb.api.queries import Slice
from teachpb.extensions import limiter
from teachpb.schools.models import School
from teachpb.schools.queries import get_shown_school, school_by_urn
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import get_public_vacancy, open_counts_by_school, open_vacancies
from teachpb.web.access import public
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url

bp = Blueprint("api", __name__)
LIMIT = "300/minute"
FRESH_FOR = 60


def load_vacancy(_user: Any, slug: str) -> Vacancy | None:
    return get_public_vacancy(slug)


def load_school(_user: Any, urn: int) -> School | None:
    """A school that has a page on this site."""
    school = school_by_urn(urn) if urn < 2**31 else None
    return get_shown_school(school.slug, settings().local_authority_code) if school else None


@bp.after_app_request
def open_to_all_origins(response: Response) -> Response:
    """Nothing here depends on who asks, so pages of any site may read it (CORS), errors too."""
    if request.path.startswith("/api/v1/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    return response


@bp.get("/api/v1/vacancies")
@public
@limiter.limit(LIMIT)
def list_vacancies() -> ResponseReturnValue:
    found = queries.open_vacancies(read_criteria(request.args), read_after(request.args))
    return _page(found, [vacancy_document(vacancy) for vacancy in found.items])


@bp.get("/api/v1/vacancies/<slug:slug>")
@public(loader=load_vacancy)
@limiter.limit(LIMIT)
def show_vacancy(vacancy: Vacancy) -> ResponseReturnValue:
    if not vacancy.is_open(clock.now()):
        abort(410, "This vacancy has closed or was removed.")
    if vacancy.slug != (request.view_args or {}).get("slug"):
        return redirect(url_for(".show_vacancy", slug=vacancy.slug), 301)
    return _answer(vacancy_document(vacancy))


@bp.get("/api/v1/schools")
@public
@limiter.limit(LIMIT)
def list_schools() -> ResponseReturnValue:
    phases = read_school_phases(request.args)
    found = queries.shown_schools(settings().local_authority_code, phases, read_after(request.args))
    counts = open_counts_by_school()
    return _page(found, [school_document(school, counts.get(school.id, 0)) for school in found.items])


@bp.get("/api/v1/schools/<int:urn>")
@public(loader=load_school)
@limiter.limit(LIMIT)
def show_school(school: School) -> ResponseReturnValue:
    return _answer(school_document(school, open_counts_by_school().get(school.id, 0)))


@bp.get("/api/v1/openapi.json")
@public
def show_openapi() -> ResponseReturnValue:
    return _answer(openapi.document(settings().base_url.rstrip("/")))


@bp.get("/api")
@public
def show_guide() -> ResponseReturnValue:
    """For developers: what there is, with an example that is true today."""
    contract = openapi.document(settings().base_url.rstrip("/"))
    examples = [vacancy_document(vacancy) for vacancy in open_vacancies(1)]
    text = json.dumps(examples[0], indent=2, ensure_ascii=False) if examples else ""
    return render_template("api/guide.html", contract=contract, example_text=text)


def _page(found: Slice[Any], documents: list[dict[str, Any]]) -> Response:
    following = _next_address(found.after) if found.after is not None else None
    response = _answer({"data": documents, "total": found.total, "next": following})
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _next_address(after: int) -> str:
    arguments: dict[str, Any] = {**request.args.to_dict(flat=False), "after": after}
    return absolute_url(str(request.endpoint), **arguments)


def _answer(document: dict[str, Any]) -> Response:
    """JSON that may be kept for a minute and asked after by its ETag."""
    response = jsonify(document)
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_FOR
    response.add_etag()
    response.make_conditional(request)
    return response
