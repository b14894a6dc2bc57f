"""One page, and all of them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.routing import BaseConverter

from teachpb import clock
from teachpb.landing import queries
from teachpb.landing.page import Kind, LandingPage
from teachpb.landing.pages import PAGES, page_at, pages_of
from teachpb.schools.presenting import card_of
from teachpb.vacancies import presenting
from teachpb.vacancies.signals import vacancy_shown
from teachpb.web.access import public
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url

bp = Blueprint("landing", __name__)
#: What links from these pages say of where people came from.
SOURCE = "landing"
SHOWN = 10


class LandingConverter(BaseConverter):
    """``<landing:slug>``: addresses in the shape of these pages, so that no other address at the root comes here."""

    regex = r"(?:[a-z0-9-]+-jobs(?:-in-schools)?|school-job-shares|teaching-jobs-in-[a-z0-9-]+)"


@bp.record_once
def know_addresses(state: Any) -> None:
    state.app.url_map.converters["landing"] = LandingConverter


def load_page(_user: Any, slug: str) -> LandingPage | None:
    return page_at(slug)


@bp.get("/browse-jobs")
@public
def list_pages() -> ResponseReturnValue:
    """Every way to look, with how many jobs each has now."""
    groups = [(kind, pages_of(kind)) for kind in Kind]
    return render_template("landing/list_pages.html", groups=groups, counts=queries.counts(PAGES.values()))


@bp.get("/<landing:slug>")
@public(loader=load_page)
def show_page(page: LandingPage) -> ResponseReturnValue:
    if page.slug != (request.view_args or {}).get("slug"):
        return redirect(url_for(".show_page", slug=page.slug), 301)
    found = queries.jobs_of(page)
    moment = clock.now()
    cards = [presenting.card(each, moment, found.distances.get(each.id)) for each in found.vacancies[:SHOWN]]
    vacancy_shown.send(None, ids=[card.id for card in cards], source=SOURCE)
    schools = queries.schools_near(page, settings().local_authority_code)
    response = render_template(
        "landing/show_page.html",
        page=page,
        total=found.total,
        cards=cards,
        source=SOURCE,
        url=absolute_url("landing.show_page", slug=page.slug),
        schools=[card_of(school) for school in schools],
        others=[each for each in pages_of(page.kind) if each.slug != page.slug],
    )
    return response if found.total else (response, 200, {"X-Robots-Tag": "noindex"})
