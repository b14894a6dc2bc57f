"""The home page and the pages about the site."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from teachpb.governors import queries as governors
from teachpb.home import presenting
from teachpb.home.queries import course_count, course_slugs
from teachpb.schools.queries import open_count, open_schools
from teachpb.vacancies import queries as vacancies
from teachpb.web.access import public
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url

bp = Blueprint("home", __name__)
STATIC_PAGES = (
    "home.show_home",
    "home.show_about",
    "home.show_accessibility",
    "home.show_privacy",
    "home.show_contact",
)
LISTS = (
    "vacancies.list_vacancies",
    "schools.list_schools",
    "governors.list_roles",
    "cpd.list_courses",
    "insight.show_figures",
)


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
    private = ("account", "hiring", "training", "board", "office", "development", "governor-roles/interest")
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in private)]
    return Response("\n".join([*lines, f"Sitemap: {absolute_url('home.show_sitemap')}", ""]), mimetype="text/plain")


@bp.get("/sitemap.xml")
@public
def show_sitemap() -> ResponseReturnValue:
    """Every page the public may find (sitemaps.org, protocol 0.9)."""
    return Response(render_template("home/sitemap.xml", addresses=list(_addresses())), mimetype="application/xml")


def _addresses() -> Iterator[str]:
    yield from (absolute_url(endpoint) for endpoint in (*STATIC_PAGES, *LISTS))
    for vacancy in vacancies.open_vacancies():
        yield absolute_url("vacancies.show_vacancy", slug=vacancy.slug)
    for school in open_schools(settings().local_authority_code):
        yield absolute_url("schools.show_school", slug=school.slug)
    for slug in governors.open_role_slugs():
        yield absolute_url("governors.show_role", slug=slug)
    for slug in course_slugs():
        yield absolute_url("cpd.show_course", slug=slug)
