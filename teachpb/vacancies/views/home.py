"""The first page of the hiring area: what there is to do."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.vacancies import presenting, queries, registry
from teachpb.vacancies.policies import can_see_hiring
from teachpb.vacancies.queries import Tab
from teachpb.vacancies.views.blueprint import hiring, hiring_organisation
from teachpb.vacancies.views.dashboard import rows_of
from teachpb.web.access import signed_in, signed_in_user
from teachpb.web.pagination import paginate

SHOWN = 5


@hiring.get("")
@signed_in
def show_home() -> ResponseReturnValue:
    """Where the site's footer leads: to the hiring area, or to how one gets there."""
    if not can_see_hiring(signed_in_user()):
        return render_template("vacancies/post_a_job.html")
    organisation = hiring_organisation() or abort(404)
    reach = queries.reach_of(organisation)
    live = rows_of(list(paginate(queries.select_tab(Tab.live, reach), 1, SHOWN)), Tab.live)
    return render_template(
        "vacancies/hiring_home.html",
        organisation=organisation,
        counts=queries.tab_counts(reach),
        live=live,
        cards=registry.home_cards(signed_in_user(), organisation),
        moment=clock.now(),
        presenting=presenting,
    )
