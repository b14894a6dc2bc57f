"""A provider's list of courses for its own site: a plain page that any site may frame, and how to put it there."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from teachpb.cpd import policies, queries
from teachpb.cpd.models import Course
from teachpb.cpd.views.browsing import load_provider
from teachpb.cpd.visitor import acting_provider
from teachpb.schools.models import Provider
from teachpb.web.access import allow, public
from teachpb.web.pagination import paginate

bp = Blueprint("embedding", __name__)

#: Any site may frame this page. It holds no form, no script and nothing of the visitor's, so there is nothing to be
#: clicked by mistake.
FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
)
LISTED = 50


@bp.get("/providers/<slug:slug>/embed")
@public(loader=load_provider)
def show_embedded(provider: Provider) -> ResponseReturnValue:
    page = paginate(queries.course_listing().where(Course.provider_id == provider.id), per_page=LISTED)
    text = render_template("cpd/embed.html", provider=provider, page=page, cards=queries.cards(page.items))
    response: Response = make_response(text)
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/training/embed")
@allow(policies.runs_courses)
def show_embed_code() -> ResponseReturnValue:
    return render_template("cpd/embed_code.html", provider=acting_provider())
