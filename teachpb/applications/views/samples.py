"""Blank forms as PDF, for whoever wants to know what will be asked."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import make_response, request
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications.samples import Sample, build, find_sample
from teachpb.applications.samples.application import blank_form
from teachpb.applications.views.blueprint import bp
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import get_public_vacancy
from teachpb.web.access import public
from teachpb.web.pdf import render_form

DAY = 24 * 60 * 60


def load_with_our_form(_user: Any, slug: str) -> Vacancy | None:
    """An open job that is applied for with our form."""
    vacancy = get_public_vacancy(slug)
    is_ours = vacancy is not None and vacancy.takes_applications_here and vacancy.is_open(clock.now())
    return vacancy if is_ours else None


@bp.get("/jobs/<slug:slug>/application-form.pdf")
@public(loader=load_with_our_form)
def show_blank_form(vacancy: Vacancy) -> ResponseReturnValue:
    """The form of this job on paper, to prepare it."""
    return _inline(render_form(blank_form(vacancy)), f"application-form-{vacancy.slug}", 300)


def load_sample(_user: Any, name: str) -> Sample | None:
    return find_sample(name)


@bp.get("/jobs/sample-forms/<slug:name>")
@public(loader=load_sample)
def show_sample_form(sample: Sample) -> ResponseReturnValue:
    """The same for everybody, and kept: here for as long as the process lives, in browsers for a day."""
    return _inline(build(sample), sample.name, DAY)


def _inline(content: bytes, name: str, seconds: int) -> ResponseReturnValue:
    response = make_response(content)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    return response.make_conditional(request)
