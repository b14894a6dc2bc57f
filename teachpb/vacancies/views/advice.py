"""What to change in a search that found nothing, as links that say how many each brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from teachpb.vacancies import queries
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.queries import Criteria, Found

#: Advice names a filter of the query; the address calls it otherwise, and people call it something else again.
PARAMETERS = {
    "words": ("keyword",),
    "radius": ("radius", "location"),
    "salary_max": ("salary_from",),
    "opens_at": ("posted_within",),
    "closes_at": ("closing_within",),
}
Address = Callable[..., str]


def advice(form: JobSearchForm, found: Found, address: Address) -> list[dict[str, Any]]:
    """First what is nearest to what was asked: the same a little farther out, then with one filter less."""
    if found.advice is None:
        return []
    offers = []
    if found.advice.radius_miles and found.place:
        miles = int(found.advice.radius_miles)
        text = f"Look within {miles} miles of {found.place.name}"
        offers.append(_offer(text, found.advice.radius_total, address(form, replace={"radius": miles})))
    if found.advice.drop:
        names = PARAMETERS.get(found.advice.drop, (found.advice.drop,))
        text = _words(form, found.advice.drop, names)
        offers.append(_offer(text, found.advice.drop_total, address(form, drop=names)))
    return offers or _part_by_part(form, found, address)


def _part_by_part(form: JobSearchForm, found: Found, address: Address) -> list[dict[str, Any]]:
    """Where no single change helps: what there is for the words alone, near the place alone, or with the filters."""
    criteria = form.criteria()
    parts = [
        (f"Only the words “{criteria.keyword}”", Criteria(keyword=criteria.keyword), ("keyword",)),
        (
            f"Anything near {found.place.name}" if found.place else "",
            Criteria(location=criteria.location),
            ("location",),
        ),
        ("The same filters, any words, anywhere", replace(criteria, keyword="", location="", radius=None), ()),
    ]
    wanted = [part for part in parts if part[0] and not part[1].is_open and part[1] != criteria]
    totals = queries.totals_of([part[1] for part in wanted])
    everything = {field.name for field in form.questions}
    return [
        _offer(text, total, address(form, drop=everything - set(kept) if kept else {"keyword", "location", "radius"}))
        for (text, _, kept), total in zip(wanted, totals, strict=True)
        if total
    ]


def _offer(text: str, total: int, href: str) -> dict[str, Any]:
    return {"text": text, "count": total, "href": href}


def _words(form: JobSearchForm, drop: str, names: tuple[str, ...]) -> str:
    if drop == "radius":
        return "Look anywhere, not only near this place"
    if drop == "words":
        return f"Leave out the words “{form.keyword.data}”"
    chosen = [chip["text"] for chip in form.active_filters() if chip["name"] in names]
    question = form[names[0]].label.text
    return f"Leave out “{question}: {' or '.join(chosen)}”"
