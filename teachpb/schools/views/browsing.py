"""The directory, and what a school or trust shows the public."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.pictures.web import picture_response
from teachpb.places.queries import locate
from teachpb.schools import queries
from teachpb.schools.forms.directory import DirectoryForm
from teachpb.schools.models import EstablishmentStatus, School, Trust
from teachpb.schools.presenting import profile_page, share_card, trust_page
from teachpb.schools.queries import DirectorySearch
from teachpb.schools.views.blueprint import bp
from teachpb.web.access import public
from teachpb.web.settings import settings


def load_shown_school(_user: Any, slug: str) -> School | None:
    return queries.get_shown_school(slug, settings().local_authority_code)


def load_trust(_user: Any, slug: str) -> Trust | None:
    return queries.get_trust(slug)


@bp.get("/schools")
@public
def list_schools() -> ResponseReturnValue:
    form = directory_form()
    asked, unknown_place = search_from(form)
    query: dict[str, Any] = form.to_query()
    found = queries.find_schools(asked, request.args.get("page", "1"))
    return render_template(
        "schools/list_schools.html",
        search=form,
        found=found,
        chips=form.active_filters(),
        place=asked.near,
        unknown_place=unknown_place,
        on_map=request.args.get("view") == "map",
        sort=asked.sort or ("relevance" if asked.words else "distance" if asked.near else "name"),
        points_url=url_for(".show_points", **query),
    )


@bp.get("/schools/points.json")
@public
def show_points() -> ResponseReturnValue:
    """The schools of the same search as GeoJSON (RFC 7946: longitude first)."""
    asked, _ = search_from(directory_form())
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
            "properties": {
                "name": point.name,
                "href": url_for(".show_school", slug=point.slug),
                "text": " · ".join(part for part in (point.phase.label, point.town) if part),
            },
        }
        for point in queries.find_points(asked)
    ]
    response = jsonify({"type": "FeatureCollection", "features": features})
    response.mimetype = "application/geo+json"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/schools/<slug:slug>")
@public(loader=load_shown_school)
def show_school(school: School) -> ResponseReturnValue:
    if school.status is EstablishmentStatus.closed:
        return show_closed(school)
    return render_template("schools/show_school.html", preview=False, **profile_page(school))


@bp.get("/schools/<slug:slug>/picture.png")
@public(loader=load_shown_school)
def show_picture(school: School) -> ResponseReturnValue:
    """What a shared link shows."""
    return picture_response(share_card(school))


@bp.get("/trusts/<slug:slug>")
@public(loader=load_trust)
def show_trust(trust: Trust) -> ResponseReturnValue:
    return render_template("schools/show_trust.html", **trust_page(trust))


def show_closed(school: School) -> ResponseReturnValue:
    """Lead on to the school that took over, for good; where there is none, say that it closed."""
    heir = queries.heir_of(school)
    if heir is not None:
        return redirect(url_for(".show_school", slug=heir.slug), 301)
    page = render_template("schools/show_closed.html", school=school)
    return page, 200, {"X-Robots-Tag": "noindex"}


def directory_form() -> DirectoryForm:
    """The filters of this request, with the trusts there are to choose from."""
    return DirectoryForm(offered_trusts=queries.trusts_in(settings().local_authority_code))


def search_from(form: DirectoryForm) -> tuple[DirectorySearch, str]:
    """What the form asks, and the place nobody knows when there is one (the search then goes on without it)."""
    location = str(form.location.data or "")
    place = locate(location) if location else None
    asked = DirectorySearch(
        la_code=settings().local_authority_code,
        words=str(form.keyword.data or ""),
        near=place,
        radius_miles=float(form.radius.data) if form.radius.data else None,
        phases=form.phase.data or (),
        types=form.type.data or (),
        trusts=form.trust.data or (),
        with_jobs=bool(form.jobs.data),
        sort=str(form.sort.data or ""),
    )
    return asked, location if location and place is None else ""
