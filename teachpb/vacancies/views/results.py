"""What the results page is drawn from: cards, filters with counts, chips, sorts, and advice where nothing was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from teachpb import clock
from teachpb.vacancies import presenting, queries
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.queries import Criteria, Found
from teachpb.vacancies.queries.finding import RADII

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
#: Yes-or-no facets, drawn as one group.
MATTERS = ("ect", "quick_apply", "visa", "faith")
#: Groups of drop-downs: legend and fields.
SELECTS = {"pay": ("Pay", ("salary_from",)), "dates": ("Dates", ("posted_within", "closing_within"))}
#: What a filter is called in advice.
FILTER_WORDS = {
    "words": "the words you searched for",
    "radius": "the distance",
    "salary_max": "the lowest pay",
    "opens_at": "when it was posted",
    "closes_at": "when it closes",
}
#: Advice names a filter of the query; the address calls it otherwise.
PARAMETERS = {
    "words": ("keyword",),
    "radius": ("radius", "location"),
    "salary_max": ("salary_from",),
    "opens_at": ("posted_within",),
    "closes_at": ("closing_within",),
}


def results_context(form: JobSearchForm, page: str) -> dict[str, Any]:
    """For ``vacancies/list_vacancies.html``. A page number that makes no sense is the nearest that does."""
    criteria = form.criteria()
    found = queries.find(
        criteria, int(page) if page.isascii() and page.isdecimal() and len(page) < 10 else _nearest(page)
    )
    moment = clock.now()
    return {
        "search": form,
        "criteria": criteria,
        "found": found,
        "cards": [presenting.card(each, moment, found.distances.get(each.id)) for each in found.vacancies],
        "groups": [group for name, is_open in GROUPS if (group := _group(form, name, is_open, found))],
        "chips": [_chip(chip) for chip in form.active_filters()],
        "clear_href": _address(form, drop=_filter_names(form)),
        "sorts": queries.offered_sorts(found, criteria),
        "page": {"number": found.page, "pages": found.pages},
        "page_url": lambda number: _address(form, page=number),
        "corrected_href": _address(form, replace={"keyword": found.suggestion}) if found.suggestion else "",
        "advice": _advice(form, found),
        "heading": _heading(criteria, found),
        "carried_filters": form.hidden_inputs("radius", "sort", *sorted(_filter_names(form))),
        "carried_words": form.hidden_inputs("keyword", "location", "sort"),
        "carried_all": form.hidden_inputs("keyword", "location", "radius", *sorted(_filter_names(form))),
    }


def _nearest(page: str) -> int:
    return 10**9 if page.isascii() and page.isdecimal() else 1


def _group(form: JobSearchForm, name: str, is_open: bool, found: Found) -> dict[str, Any] | None:
    """One group of filters with its counts; None when it has nothing to offer."""
    if name in SELECTS:
        legend, names = SELECTS[name]
        fields = [form[each] for each in names]
        is_open = is_open or any(field.data for field in fields)
        return {"name": name, "legend": legend, "selects": fields, "options": [], "open": is_open}
    options = [option for each in (MATTERS if name == "matters" else (name,)) for option in _options(form, each, found)]
    if name in ONLY_WITH_RESULTS:
        options = [option for option in options if option["count"] or option["checked"]]
    if not options:
        return None
    legend = "" if name == "matters" else form[name].label.text
    is_open = is_open or any(option["checked"] for option in options)
    return {"name": name, "legend": legend, "selects": [], "options": options, "open": is_open}


def _options(form: JobSearchForm, name: str, found: Found) -> list[dict[str, Any]]:
    """The values of one facet."""
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
    ]


def _chip(chip: dict[str, str]) -> dict[str, str]:
    path = url_for("vacancies.list_vacancies")
    return {"text": chip["text"], "href": f"{path}?{chip['query']}" if chip["query"] else path}


def _filter_names(form: JobSearchForm) -> set[str]:
    return {field.name for field in form.questions} - {"keyword", "location", "radius", "sort"}


def _address(
    form: JobSearchForm, *, drop: set[str] | None = None, replace: dict[str, Any] | None = None, page: int = 1
) -> str:
    """This search, changed a little."""
    query: dict[str, Any] = {name: value for name, value in form.to_query().items() if name not in (drop or set())}
    query.update(replace or {})
    if page > 1:
        query["page"] = page
    path = url_for("vacancies.list_vacancies")
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def _advice(form: JobSearchForm, found: Found) -> list[dict[str, str]]:
    """What to change in a search that found nothing, as links that say how many each brings."""
    advice = found.advice
    if advice is None:
        return []
    offers = []
    if advice.radius_miles and found.place:
        miles = int(advice.radius_miles)
        if miles in RADII:
            href = _address(form, replace={"radius": miles})
            offers.append(
                {
                    "text": f"Look within {miles} miles of {found.place.name}",
                    "count": _jobs(advice.radius_total),
                    "href": href,
                }
            )
    if advice.drop and advice.drop != "radius":
        names = PARAMETERS.get(advice.drop, (advice.drop,))
        words = FILTER_WORDS.get(advice.drop) or f"“{form[names[0]].label.text}”"
        offers.append(
            {"text": f"Leave out {words}", "count": _jobs(advice.drop_total), "href": _address(form, drop=set(names))}
        )
    elif advice.drop == "radius":
        offers.append(
            {
                "text": "Look anywhere",
                "count": _jobs(advice.drop_total),
                "href": _address(form, drop={"radius", "location"}),
            }
        )
    return offers


def _heading(criteria: Criteria, found: Found) -> str:
    """What this search is called."""
    words = criteria.keyword.strip()
    what = f"Jobs for “{words}”" if words else "Jobs"
    if found.place:
        return f"{what} near {found.place.name}"
    return what if words else "Jobs in Peterborough’s schools"


def _jobs(count: int) -> str:
    return f"{count} {'job' if count == 1 else 'jobs'}"
