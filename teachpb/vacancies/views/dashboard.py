"""The dashboard of an organisation’s vacancies: tabs, filters that stay from tab to tab, rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.vacancies import presenting, queries, registry
from teachpb.vacancies.models import JobRole, Vacancy
from teachpb.vacancies.policies import can_manage, can_see_hiring
from teachpb.vacancies.queries import SORTS, Choices, Narrowing, Sort, Tab
from teachpb.vacancies.quiet import QUIET, is_quiet, quiet_ids
from teachpb.vacancies.registry import RowFact
from teachpb.vacancies.rules import problems_in, step_named
from teachpb.vacancies.views.blueprint import bp, hiring_organisation
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate

HEAD_OFFICE = "head-office"


@dataclass(frozen=True)
class TabLink:
    """One tab: its words, how many it holds, where it leads."""

    text: str
    count: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class Row:
    """One vacancy of the list. ``is_quiet``: half of its time has gone and nobody has applied. Of a draft: how many
    parts are ``missing``, and the next one."""

    vacancy: Vacancy
    facts: Sequence[RowFact]
    manages: bool
    is_quiet: bool = False
    missing: int = 0
    next_step: str = ""
    next_title: str = ""


@bp.get("/hiring/vacancies")
@allow(can_see_hiring)
def list_posted() -> ResponseReturnValue:
    organisation = hiring_organisation() or abort(404)
    reach = queries.reach_of(organisation)
    narrowing = asked_narrowing(reach)
    counts = queries.tab_counts(reach, narrowing)
    tab = _asked_tab(counts)
    offered = queries.choices(tab, reach, narrowing)
    if tab is Tab.live and request.args.get("only") == QUIET:
        narrowing = _only_quiet(reach, narrowing)
    sort = _asked_sort(tab)
    page = paginate(queries.select_tab(tab, reach, narrowing, sort))
    return render_template(
        "vacancies/list_posted.html",
        organisation=organisation,
        tab=tab,
        tabs=tab_links(counts, queries.template_count(reach), tab.value),
        page=page,
        rows=rows_of(list(page), tab),
        sort=sort,
        sorts=SORTS[tab],
        filters=_filters(offered),
        is_narrowed=bool(_kept()) or narrowing.ids is not None,
        moment=clock.now(),
        presenting=presenting,
    )


def asked_narrowing(reach: set[int]) -> Narrowing:
    """The filters in the address. What is not known, or not theirs, does not filter."""
    role, place = request.args.get("role", ""), request.args.get("school", "")
    return Narrowing(
        school_id=queries.school_id_in(reach, place),
        head_office=place == HEAD_OFFICE,
        role=JobRole(role) if role in list(JobRole) else None,
    )


def _only_quiet(reach: set[int], narrowing: Narrowing) -> Narrowing:
    return Narrowing(narrowing.school_id, narrowing.head_office, narrowing.role, quiet_ids(reach))


def _kept() -> dict[str, Any]:
    """What goes along from tab to tab."""
    return {name: request.args[name] for name in ("school", "role") if request.args.get(name)}


def tab_links(counts: dict[Tab, int], templates: int, current: str) -> list[TabLink]:
    """Every tab with its count, templates last; the filters go along."""
    kept = _kept()
    links = [
        TabLink(tab.label, counts[tab], url_for("vacancies.list_posted", tab=tab.value, **kept), current == tab.value)
        for tab in Tab
    ]
    href = url_for("vacancies.list_templates", **kept)
    return [*links, TabLink("Templates", templates, href, current == "templates")]


def _asked_tab(counts: dict[Tab, int]) -> Tab:
    """The tab in the address; else the first that has something in it."""
    asked = request.args.get("tab", "")
    if asked in list(Tab):
        return Tab(asked)
    return next((tab for tab in Tab if counts[tab]), Tab.live)


def _asked_sort(tab: Tab) -> Sort:
    asked = request.args.get("sort", "")
    return next((sort for sort in SORTS[tab] if sort == asked), SORTS[tab][0])


def _filters(offered: Choices) -> list[dict[str, Any]]:
    """The drop-downs: (value, words, chosen). Where there is nothing to choose there is no filter."""
    place, role = request.args.get("school", ""), request.args.get("role", "")
    places = [(each.slug, f"{each.name} ({each.count})") for each in offered.places]
    if offered.head_office:
        places.insert(0, (HEAD_OFFICE, f"Head office ({offered.head_office})"))
    roles = [(each.value, f"{each.label} ({count})") for each, count in offered.roles.items()]
    found = [("school", "School", "All schools", places, place), ("role", "Role", "All roles", roles, role)]
    return [
        {"name": name, "label": label, "all": everything, "options": options, "chosen": chosen}
        for name, label, everything, options, chosen in found
        if len(options) > 1 or chosen
    ]


def rows_of(vacancies: list[Vacancy], tab: Tab) -> list[Row]:
    """The rows of these vacancies, their facts asked for all at once."""
    user, moment = signed_in_user(), clock.now()
    facts = registry.row_facts([vacancy.id for vacancy in vacancies])
    return [_row(vacancy, facts[vacancy.id], can_manage(user, vacancy), tab, moment) for vacancy in vacancies]


def _row(vacancy: Vacancy, facts: Sequence[RowFact], manages: bool, tab: Tab, moment: datetime) -> Row:
    if tab is Tab.draft:
        missing = list(problems_in(vacancy, moment))
        first = step_named(missing[0]) if missing else None
        return Row(vacancy, facts, manages, False, len(missing), *((first.name, first.title) if first else ("", "")))
    return Row(vacancy, facts, manages, is_quiet=is_quiet(vacancy, facts, moment))
