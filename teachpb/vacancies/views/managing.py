"""The page of one vacancy of an organisation."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.vacancies import halftime, presenting, queries, registry
from teachpb.vacancies.actions import OFFERED
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.policies import can_manage, can_view
from teachpb.vacancies.quiet import is_quiet
from teachpb.vacancies.views.answers import answer_sections
from teachpb.vacancies.views.blueprint import bp, load_managed
from teachpb.web.access import allow, signed_in_user


@bp.get("/hiring/vacancies/<int:vacancy_id>")
@allow(can_view, loader=load_managed)
def show_posted(vacancy: Vacancy) -> ResponseReturnValue:
    """The page of one vacancy: how it stands, and what can be done with it."""
    state = vacancy.state_at(clock.now())
    manages = can_manage(signed_in_user(), vacancy)
    if state is VacancyState.draft and manages:
        return redirect(url_for(".show_tasks", vacancy_id=vacancy.id))
    moment = clock.now()
    facts = registry.row_facts([vacancy.id])[vacancy.id]
    return render_template(
        "vacancies/show_posted.html",
        vacancy=vacancy,
        state=state,
        manages=manages,
        sections=answer_sections(vacancy, can_change=manages),
        offered=OFFERED[state],
        facts=facts,
        advice=halftime.advice(vacancy, moment) if is_quiet(vacancy, facts, moment) else None,
        campaign=queries.campaign_of(vacancy),
        moment=moment,
        presenting=presenting,
    )
