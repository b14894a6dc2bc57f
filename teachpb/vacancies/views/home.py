"""The first page of the hiring area: what there is to do."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.vacancies import presenting, queries, registry
from teachpb.vacancies.policies import can_see_hiring
from teachpb.vacancies.queries import Tab
from teachpb.vacancies.views.blueprint import hiring, hiring_organisation
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate

SHOWN = 5


@hiring.get("")
@allow(can_see_hiring)
def show_home() -> ResponseReturnValue:
    organisation = hiring_organisation() or abort(404)
    reach = queries.reach_of(organisation)
    live = list(paginate(queries.select_tab(Tab.live, reach), 1, SHOWN))
    return render_template(
        "vacancies/hiring_home.html",
        organisation=organisation,
        counts=queries.tab_counts(reach),
        live=live,
        facts=registry.row_facts([vacancy.id for vacancy in live]),
        cards=registry.home_cards(signed_in_user(), organisation),
        moment=clock.now(),
        presenting=presenting,
    )
