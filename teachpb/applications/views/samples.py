"""Blank forms as PDF, for whoever wants to know what will be asked."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import make_response, request
from flask.typing import ResponseReturnValue

from teachpb.applications.samples import Sample, build, find_sample
from teachpb.applications.views.blueprint import bp
from teachpb.web.access import public

DAY = 24 * 60 * 60


def load_sample(_user: Any, name: str) -> Sample | None:
    return find_sample(name)


@bp.get("/jobs/sample-forms/<slug:name>")
@public(loader=load_sample)
def show_sample_form(sample: Sample) -> ResponseReturnValue:
    """The same for everybody, and kept: here for as long as the process lives, in browsers for a day."""
    content = build(sample)
    response = make_response(content)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{sample.name}.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    return response.make_conditional(request)
