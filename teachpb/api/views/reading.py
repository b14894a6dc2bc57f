"""Vacancies and schools as JSON."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Response, abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.api import answers, openapi
from teachpb.api.answers import Answer
from teachpb.api.documents import school_document, vacancy_document
from teachpb.api.views.blueprint import LIMIT, bp, keepable
from teachpb.extensions import limiter
from teachpb.schools.models import School
from teachpb.schools.queries import get_shown_school, school_by_urn
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import get_public_vacancy, open_counts_by_school
from teachpb.web.access import public
from teachpb.web.settings import settings


def load_vacancy(_user: Any, slug: str) -> Vacancy | None:
    return get_public_vacancy(slug)


def load_school(_user: Any, urn: int) -> School | None:
    """A school that has a page on this site."""
    school = school_by_urn(urn) if urn < 2**31 else None
    return get_shown_school(school.slug, settings().local_authority_code) if school else None


@bp.get("/api/v1/vacancies")
@public
@limiter.limit(LIMIT)
def list_vacancies() -> ResponseReturnValue:
    return page_of(answers.list_vacancies(request.args))


@bp.get("/api/v1/vacancies/<slug:slug>")
@public(loader=load_vacancy)
@limiter.limit(LIMIT)
def show_vacancy(vacancy: Vacancy) -> ResponseReturnValue:
    if not vacancy.is_open(clock.now()):
        abort(410, "This vacancy has closed or was removed.")
    if vacancy.slug != (request.view_args or {}).get("slug"):
        return redirect(url_for(".show_vacancy", slug=vacancy.slug), 301)
    return keepable(jsonify(vacancy_document(vacancy)))


@bp.get("/api/v1/schools")
@public
@limiter.limit(LIMIT)
def list_schools() -> ResponseReturnValue:
    return page_of(answers.list_schools(request.args, settings().local_authority_code))


@bp.get("/api/v1/schools/<int:urn>")
@public(loader=load_school)
@limiter.limit(LIMIT)
def show_school(school: School) -> ResponseReturnValue:
    return keepable(jsonify(school_document(school, open_counts_by_school().get(school.id, 0))))


@bp.get("/api/v1/openapi.json")
@public
@limiter.limit(LIMIT)
def show_openapi() -> ResponseReturnValue:
    return keepable(jsonify(openapi.document(settings().base_url.rstrip("/"))))


def page_of(answer: Answer) -> Response:
    """A list, with the address of its next page in a header too, and an ETag of what it says."""
    response = jsonify(answer.document)
    following = answer.document["next"]
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    content = json.dumps(answer.undated, sort_keys=True).encode()
    return keepable(response, etag=hashlib.sha256(content).hexdigest()[:32])
