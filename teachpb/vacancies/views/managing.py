"""The dashboard of an organisation’s vacancies, and the page of one."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.vacancies import presenting, queries, registry
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.policies import can_manage, can_see_hiring, can_view
from teachpb.vacancies.queries import Tab
from teachpb.vacancies.views.answers import answer_sections
from teachpb.vacancies.views.blueprint import bp, hiring_organisation, load_managed
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate


@bp.get("/hiring/vacancies")
@allow(can_see_hiring)
def list_posted() -> ResponseReturnValue:
    organisation = hiring_organisation() or abort(404)
    reach = queries.reach_of(organisation)
    counts = queries.tab_counts(reach)
    tab = _asked_tab(counts)
    page = paginate(queries.select_tab(tab, reach))
    return render_template(
        "vacancies/list_posted.html",
        organisation=organisation,
        tab=tab,
        tabs=list(Tab),
        counts=counts,
        page=page,
        facts=registry.row_facts([vacancy.id for vacancy in page]),
        moment=clock.now(),
        presenting=presenting,
    )


def _asked_tab(counts: dict[Tab, int]) -> Tab:
    """The tab in the address; else the first that has something in it."""
    asked = request.args.get("tab", "")
    if asked in list(Tab):
        return Tab(asked)
    return next((tab for tab in Tab if counts[tab]), Tab.live)


@bp.get("/hiring/vacancies/<int:vacancy_id>")
@allow(can_view, loader=load_managed)
def show_posted(vacancy: Vacancy) -> ResponseReturnValue:
    """The page of one vacancy: how it stands, and what can be done with it."""
    state = vacancy.state_at(clock.now())
    manages = can_manage(signed_in_user(), vacancy)
    if state is VacancyState.draft and manages:
        return redirect(url_for(".show_tasks", vacancy_id=vacancy.id))
    return render_template(
        "vacancies/show_posted.html",
        vacancy=vacancy,
        state=state,
        manages=manages,
        sections=answer_sections(vacancy, can_change=manages),
        facts=registry.row_facts([vacancy.id])[vacancy.id],
        moment=clock.now(),
        presenting=presenting,
    )
