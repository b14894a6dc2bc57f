"""The catalogue: as a list and as a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import queries
from teachpb.cpd.finding import FoundCourses, find_courses, matching_ids
from teachpb.cpd.forms import CourseSearchForm
from teachpb.cpd.models import PriceBand
from teachpb.cpd.month import month_of, move, read_month, span_of
from teachpb.cpd.search import FACETS
from teachpb.cpd.structured import list_data
from teachpb.cpd.visitor import visitor_band
from teachpb.web.access import public
from teachpb.web.templating import absolute_url

bp = Blueprint("cpd", __name__)

#: What the address of a search may name beside the sorting.
KEPT = (
    "keyword",
    "location",
    "radius",
    *FACETS,
    "price",
    "places",
    "starting",
    "until",
)
#: Advice names a filter of the query; the address calls it otherwise.
_PARAMETERS = {"words": ("keyword",), "radius": ("radius", "location")}


@bp.get("/courses")
@public
def list_courses() -> ResponseReturnValue:
    form, band = _form(), visitor_band()
    found = find_courses(form.asked(band or PriceBand.individual), request.args.get("page", "1"))
    return render_template(
        "cpd/list_courses.html",
        search=form,
        found=found,
        chips=form.active_filters(),
        band_known=band is not None,
        kept=KEPT,
        advice=_advice(form, found),
        linked_data=list_data(
            [(card.course.title, absolute_url("cpd.show_course", slug=card.course.slug)) for card in found.page.items]
        ),
    )


@bp.get("/courses/calendar")
@public
def show_calendar() -> ResponseReturnValue:
    form, band = _form(), visitor_band()
    asked = form.asked(band or PriceBand.individual)
    today = clock.today()
    wanted = matching_ids(asked) if form.is_filtered or asked.words or asked.location else None
    shown = request.args.get("shown", "")
    # Without a month asked for, the calendar opens where something is on.
    first = read_month(shown, today if shown else queries.first_day_after(today, wanted) or today)
    month = month_of(first, queries.sessions_between(*span_of(first), wanted))
    before, after = move(first, -1), move(first, 1)
    return render_template(
        "cpd/calendar.html",
        search=form,
        found=find_courses(asked, per_page=1),
        chips=form.active_filters(),
        band_known=band is not None,
        month=month,
        shown=f"{first:%Y-%m}",
        before=f"{before:%Y-%m}",
        before_name=f"{before:%B %Y}",
        after=f"{after:%Y-%m}",
        after_name=f"{after:%B %Y}",
        next_day=None if month.days else queries.first_day_after(max(first, today), wanted),
    )


def _form() -> CourseSearchForm:
    form = CourseSearchForm()
    form.offer(queries.providers_with_courses(), queries.districts_ahead())
    return form


def _advice(form: CourseSearchForm, found: FoundCourses) -> list[dict[str, Any]]:
    """What to change where nothing was found, as links that say how many each brings."""
    offers = []
    if found.undated:
        text = "Any date, places left or not"
        offers.append(_offer(form, text, found.undated, drop=("starting", "until", "places")))
    if found.advice is not None and found.advice.radius_miles and found.place:
        text = f"Look within {int(found.advice.radius_miles)} miles of {found.place.name}"
        changed = {"radius": str(int(found.advice.radius_miles))}
        offers.append(_offer(form, text, found.advice.radius_total, change=changed))
    if found.advice is not None and found.advice.drop:
        names = _PARAMETERS.get(found.advice.drop, (found.advice.drop,))
        chosen = [chip["text"] for chip in form.active_filters() if chip["name"] in names]
        words = f"“{form.keyword.data}”" if names == ("keyword",) else " or ".join(chosen) or "the place"
        offers.append(_offer(form, f"Leave out {words}", found.advice.drop_total, drop=names))
    return offers


def _offer(
    form: CourseSearchForm, text: str, count: int, *, drop: tuple[str, ...] = (), change: Mapping[str, str] = {}
) -> dict[str, Any]:
    kept: dict[str, Any] = {name: value for name, value in form.to_query().items() if name.split("-")[0] not in drop}
    return {"text": text, "count": count, "href": url_for("cpd.list_courses", **{**kept, **change})}
