"""The home page and the pages about the site."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from teachpb.governors import queries as governors
from teachpb.home import presenting, searching, sitemap
from teachpb.home.queries import course_count
from teachpb.schools.queries import open_count
from teachpb.vacancies import queries as vacancies
from teachpb.web.access import public
from teachpb.web.settings import settings

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def show_home() -> ResponseReturnValue:
    la_code = settings().local_authority_code
    schools = open_count(la_code)
    counts = {
        "vacancies": vacancies.open_count(),
        "governor_roles": governors.count_open_roles(),
        "courses": course_count(),
        "schools": schools,
    }
    return render_template(
        "home/home.html",
        counts=counts,
        jobs=[presenting.job_card(vacancy) for vacancy in vacancies.open_vacancies(presenting.FEATURED)],
        schools=presenting.featured_schools(la_code),
        courses=presenting.next_courses(),
        figures=presenting.home_figures(schools),
    )


@bp.get("/search")
@public
def show_search() -> ResponseReturnValue:
    """Jobs, governor roles, courses and schools in one go."""
    form = searching.EverythingForm()
    words, location = str(form.keyword.data or ""), str(form.location.data or "")
    found = searching.find_everything(words, location)
    near = f" near {found.place.name}" if found.place else ""
    heading = f"Results for “{words}”{near}" if words else f"Everything{near or ' in one place'}"
    return render_template("home/search.html", search=form, found=found, heading=heading)


@bp.get("/search/suggestions")
@public
def suggest() -> ResponseReturnValue:
    """What is being typed, completed: ``kind`` is jobs, governor-roles, courses, schools, everything or places."""
    texts = searching.suggest(request.args.get("kind", "everything"), request.args.get("text", ""))
    response = jsonify({"suggestions": texts})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/about")
@public
def show_about() -> ResponseReturnValue:
    return render_template("home/about.html")


@bp.get("/accessibility")
@public
def show_accessibility() -> ResponseReturnValue:
    return render_template("home/accessibility.html")


@bp.get("/privacy")
@public
def show_privacy() -> ResponseReturnValue:
    return render_template("home/privacy.html")


@bp.get("/contact")
@public
def show_contact() -> ResponseReturnValue:
    return render_template("home/contact.html")


@bp.get("/robots.txt")
@public
def show_robots() -> ResponseReturnValue:
    """What crawlers may read: all that is public, nothing of anybody's work area."""
    return Response(sitemap.robots(), mimetype="text/plain")


@bp.get("/sitemap.xml")
@public
def show_sitemap() -> ResponseReturnValue:
    """Every page the public may find (sitemaps.org, protocol 0.9): the index of the parts."""
    return _xml("home/sitemap_index.xml", sitemap.parts())


@bp.get("/sitemaps/<slug:name>-<int:number>.xml")
@public
def show_sitemap_part(name: str, number: int) -> ResponseReturnValue:
    return _xml("home/sitemap.xml", sitemap.part(name, number))


def _xml(template: str, addresses: Sequence[sitemap.Address] | None) -> Response:
    if addresses is None:
        abort(404)
    response = Response(render_template(template, addresses=addresses), mimetype="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"  # read it, but do not show it among results
    return response
