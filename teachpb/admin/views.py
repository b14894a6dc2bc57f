"""The officers' first page and the lists behind it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.admin.desk import stale_schools, tasks
from teachpb.admin.policies import works_at_the_office
from teachpb.insight import queries as insight
from teachpb.insight.figures import chart_rows, headline
from teachpb.insight.ratio import academic_year_bounds, academic_year_of, in_words, roughly
from teachpb.web.access import allow, signed_in_user
from teachpb.web.settings import settings

bp = Blueprint("admin", __name__, url_prefix="/office")
SHOWN = 10


@bp.get("")
@allow(works_at_the_office)
def show_home() -> ResponseReturnValue:
    """Vacancies, applications and the ratio: since launch, this academic year, and by school."""
    figures = headline(clock.today())
    schools = insight.tallies_by_organisation(*academic_year_bounds(academic_year_of(clock.today())))
    return render_template(
        "admin/show_home.html",
        figures=figures,
        bars=chart_rows(figures),
        schools=schools[:SHOWN],
        more=max(0, len(schools) - SHOWN),
        median=insight.city_median(schools),
        tasks=tasks(signed_in_user(), settings().local_authority_code),
        in_words=in_words,
        roughly=roughly,
    )


@bp.get("/quiet-jobs")
@allow(works_at_the_office)
def list_quiet_vacancies() -> ResponseReturnValue:
    return render_template("admin/quiet_vacancies.html", vacancies=insight.vacancies_without_applications())


@bp.get("/stale-pages")
@allow(works_at_the_office)
def list_stale_schools() -> ResponseReturnValue:
    return render_template("admin/stale_schools.html", schools=stale_schools(settings().local_authority_code))
