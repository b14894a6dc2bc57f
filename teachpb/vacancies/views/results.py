"""What the results page is drawn from: cards, filters with counts, chips, sorts, the map, and advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from teachpb import clock
from teachpb.vacancies import presenting, queries
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.forms.searching import ROLE_HEADINGS
from teachpb.vacancies.queries import Criteria, Found
from teachpb.vacancies.seasons import season_words
from teachpb.vacancies.views.advice import advice
from teachpb.vacancies.views.mapped import map_context

#: The filter groups in page order, and whether each is open at first.
GROUPS = (
    ("role", True),
    ("subject", True),
    ("phase", True),
    ("key_stage", False),
    ("pattern", True),
    ("matters", True),
    ("pay", True),
    ("dates", False),
    ("contract", False),
    ("school_type", False),
    ("trust", False),
    ("school", False),
)
#: Groups that stay short by leaving out what would find nothing.
ONLY_WITH_RESULTS = frozenset({"subject", "trust", "school", "school_type"})
#: Facets drawn as one group.
TOGETHER = {
    "matters": ("ect", "quick_apply", "visa"),
    "school_type": ("school_type", "special", "faith"),
}
#: Groups of drop-downs: legend and fields.
SELECTS = {"pay": ("Pay", ("salary_from",)), "dates": ("Dates", ("posted_within", "closing_within"))}
#: The most a map shows; the list goes on, page by page.
MOST_ON_MAP = 300


def results_context(form: JobSearchForm, page: str, *, on_map: bool) -> dict[str, Any]:
    """For ``vacancies/list_vacancies.html``. A page number that makes no sense is the nearest that does."""
    criteria = form.criteria()
    per_page = MOST_ON_MAP if on_map else 0
    found = queries.find(criteria, 1 if on_map else page_asked(page), options=form.numbers(), per_page=per_page)
    moment = clock.now()
    cards = [presenting.card(each, moment, found.distances.get(each.id)) for each in found.vacancies]
    view = {"view": "map"} if on_map else {}
    filters = _filter_names(form)
    chips = [_chip(chip, view) for chip in form.active_filters()]
    return {
        "search": form,
        "criteria": criteria,
        "found": found,
        "cards": cards,
        "groups": [group for name, is_open in GROUPS if (group := _group(form, name, is_open, found))],
        "chips": chips,
        "clear_href": address(form, drop=filters, extra=view),
        "sorts": queries.offered_sorts(found, criteria),
        "page": {"number": found.page, "pages": found.pages},
        "page_url": lambda number: address(form, page=number),
        "corrected_href": address(form, replace={"keyword": found.suggestion}, extra=view) if found.suggestion else "",
        "advice": advice(form, found, address),
        "heading": heading(criteria, found),
        "season": season_words(moment),
        "carried_filters": form.hidden_inputs("radius", "sort", *sorted(filters)),
        "carried_words": form.hidden_inputs("keyword", "location", "sort"),
        "carried_all": form.hidden_inputs("keyword", "location", "radius", *sorted(filters)),
        "radius_counts": found.offers.get("radius", {}),
        "on_map": on_map,
        "list_href": address(form),
        "map_href": address(form, extra={"view": "map"}),
        "map": map_context(found, cards) if on_map else None,
    }


def page_asked(page: str) -> int:
    if not (page.isascii() and page.isdecimal()):
        return 1
    return int(page) if len(page) < 10 else 10**9


def _group(form: JobSearchForm, name: str, is_open: bool, found: Found) -> dict[str, Any] | None:
    """One group of filters with its counts; None when it has nothing to offer."""
    if name in SELECTS:
        legend, names = SELECTS[name]
        fields = [_select(form, each, found) for each in names]
        is_open = is_open or any(field["value"] for field in fields)
        return {"name": name, "legend": legend, "selects": fields, "sections": [], "open": is_open}
    options = [option for each in TOGETHER.get(name, (name,)) for option in _options(form, each, found)]
    if name in ONLY_WITH_RESULTS:
        options = [option for option in options if option["count"] or option["checked"]]
    if not options:
        return None
    legend = "What matters to you" if name == "matters" else form[name].label.text
    is_open = is_open or any(option["checked"] for option in options)
    return {"name": name, "legend": legend, "selects": [], "sections": _sections(name, options), "open": is_open}


def _sections(name: str, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The options under their headings; most groups have none."""
    if name != "role":
        return [{"heading": "", "options": options}]
    return [
        {"heading": heading, "options": [option for option in options if option["value"] in roles]}
        for heading, roles in ROLE_HEADINGS.items()
    ]


def _select(form: JobSearchForm, name: str, found: Found) -> dict[str, Any]:
    """A drop-down, each of its values with how many it would bring."""
    field = form[name]
    counts = found.offers.get(name, {})
    options = [
        {"value": option.key, "text": option.label, "count": counts.get(option.value, 0)} for option in field.options()
    ]
    return {"name": name, "label": field.label.text, "value": field.data, "options": options}


def _options(form: JobSearchForm, name: str, found: Found) -> list[dict[str, Any]]:
    """The values of one facet. “Special school” has a box of its own, but an address may ask for it as a kind."""
    field = form[name]
    counts: Mapping[str, int] = found.counts.get(name, {})
    chosen = field.chosen_keys()
    return [
        {
            "name": name,
            "value": option.key,
            "text": option.label,
            "count": counts.get(option.key, 0),
            "checked": option.key in chosen,
        }
        for option in field.options()
        if (name, option.key) != ("school_type", "special") or option.key in chosen
    ]


def _chip(chip: dict[str, str], view: Mapping[str, str]) -> dict[str, str]:
    path = url_for("vacancies.list_vacancies")
    query = "&".join(part for part in (chip["query"], urlencode(view)) if part)
    return {"text": chip["text"], "href": f"{path}?{query}" if query else path}


def _filter_names(form: JobSearchForm) -> set[str]:
    return {field.name for field in form.questions} - {"keyword", "location", "radius", "sort"}


def address(
    form: JobSearchForm,
    *,
    drop: Iterable[str] = (),
    replace: Mapping[str, Any] | None = None,
    extra: Mapping[str, Any] | None = None,
    page: int = 1,
) -> str:
    """This search, changed a little."""
    dropped = set(drop)
    query: dict[str, Any] = {name: value for name, value in form.to_query().items() if name not in dropped}
    query.update(replace or {})
    query.update(extra or {})
    if page > 1:
        query["page"] = page
    path = url_for("vacancies.list_vacancies")
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def heading(criteria: Criteria, found: Found) -> str:
    """What this search is called."""
    words = criteria.keyword.strip()
    what = f"Jobs for “{words}”" if words else "Jobs"
    if found.place:
        return f"{what} near {found.place.name}"
    return what if words else "Jobs in Peterborough’s schools"
