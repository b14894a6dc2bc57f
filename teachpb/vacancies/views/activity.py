"""Who did what to an advert, and when."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from teachpb.vacancies import activity, queries
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import can_view
from teachpb.vacancies.views.blueprint import BASE, bp, load_managed
from teachpb.web.access import allow
from teachpb.web.pagination import paginate


@bp.get(f"{BASE}/activity")
@allow(can_view, loader=load_managed)
def show_activity(vacancy: Vacancy) -> ResponseReturnValue:
    page = paginate(queries.select_activity(vacancy))
    entries = list(page)
    schools = queries.school_names(activity.schools_in(entries))
    return render_template(
        "vacancies/activity.html", vacancy=vacancy, page=page, events=activity.events_of(entries, schools)
    )
