"""All candidates of a vacancy by what the panel thinks of them."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from teachpb.applications.queries import received_of
from teachpb.db import db
from teachpb.hiring import marking, queries
from teachpb.hiring.models import RANKED_STATES, Stage
from teachpb.hiring.policies import can_see_ranking, can_set_criteria
from teachpb.hiring.views.blueprint import VACANCY, bp, load_vacancy, of_vacancy
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import allow, signed_in_user


@bp.get(f"{VACANCY}/ranking")
@allow(can_see_ranking, loader=load_vacancy)
def show_ranking(vacancy: Vacancy) -> ResponseReturnValue:
    user = signed_in_user()
    asked = request.args.get("stage", "")
    stage = Stage(asked) if asked in list(Stage) else Stage.shortlisting
    applications = db.session.scalars(received_of(user, vacancy, RANKED_STATES[stage])).all()
    found = queries.markings_of(vacancy, applications, stage)
    totals = {key: each.total for key, each in found.items()}
    places = marking.ranks(totals)
    return render_template(
        "hiring/show_ranking.html",
        **of_vacancy(vacancy, "Ranking"),
        stage=stage,
        stages=list(Stage),
        rows=sorted(found.values(), key=lambda each: (places.get(each.application.id, 10**6), each.application.id)),
        criteria=queries.criteria_of(vacancy, stage),
        totals=totals,
        places=places,
        ties=marking.ties(places),
        shown=marking.shown,
        user=user,
        may_set=can_set_criteria(user, vacancy),
    )
