"""The contract, for machines and for the people who write them."""

from __future__ import annotations

import json

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from teachpb.ats import openapi
from teachpb.ats.contract import OPTIONAL, REQUIRED
from teachpb.ats.examples import REQUEST
from teachpb.ats.views.blueprint import bp
from teachpb.web.access import public
from teachpb.web.settings import settings


@bp.get("/ats-api/v1/openapi.json")
@public
def show_openapi() -> ResponseReturnValue:
    response: Response = jsonify(openapi.document(settings().base_url.rstrip("/")))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.cache_control.public = True
    response.cache_control.max_age = 300
    response.add_etag()
    return response.make_conditional(request)


@bp.get("/ats-api")
@public
def show_guide() -> ResponseReturnValue:
    return render_template(
        "ats/guide.html",
        contract=openapi.document(settings().base_url.rstrip("/")),
        required=REQUIRED,
        optional=OPTIONAL,
        example_text=json.dumps(REQUEST, indent=2, ensure_ascii=False),
    )
