"""The public figures, and the officers' figures by school."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.insight import queries
from teachpb.insight.figures import (
    MONTH_COLUMNS,
    SCHOOL_COLUMNS,
    chart_rows,
    headline,
    month_lines,
    school_lines,
)
from teachpb.insight.policies import reads_figures
from teachpb.insight.ratio import academic_year_bounds, academic_year_label, academic_year_of, in_words, roughly
from teachpb.web.access import allow, public
from teachpb.web.csvfile import csv_response

bp = Blueprint("insight", __name__)


@bp.get("/figures")
@public
def show_figures() -> ResponseReturnValue:
    figures = headline(clock.today())
    return render_template(
        "insight/show_figures.html",
        figures=figures,
        bars=chart_rows(figures),
        in_words=in_words,
        roughly=roughly,
    )


@bp.get("/figures.csv")
@public
def download_figures() -> ResponseReturnValue:
    return csv_response("teachpeterborough-figures.csv", MONTH_COLUMNS, month_lines(queries.tallies_by_month()))


@bp.get("/office/figures")
@allow(reads_figures)
def show_figures_by_school() -> ResponseReturnValue:
    first, last, period = _period()
    items = queries.tallies_by_organisation(first, last)
    return render_template(
        "insight/figures_by_school.html",
        items=items,
        period=period,
        years=_years(),
        median=queries.city_median(items),
        in_words=in_words,
    )


@bp.get("/office/figures.csv")
@allow(reads_figures)
def download_figures_by_school() -> ResponseReturnValue:
    first, last, period = _period()
    name = f"applications-by-school-{period or 'since-launch'}.csv"
    return csv_response(name, SCHOOL_COLUMNS, school_lines(queries.tallies_by_organisation(first, last)))


def _period() -> tuple[date | None, date | None, str]:
    """The academic year the address asks for; nonsense is the present one, “all” is everything."""
    asked = request.args.get("year", "")
    if asked == "all":
        return None, None, "all"
    known = {value: year for value, _, year in _years() if year is not None}
    year = known.get(asked, academic_year_of(clock.today()))
    return *academic_year_bounds(year), str(year)


def _years() -> list[tuple[str, str, int | None]]:
    """(value, label, year) of each academic year with figures, newest first, and everything."""
    years = {*queries.tallies_by_academic_year(queries.tallies_by_month()), academic_year_of(clock.today())}
    return [
        *((str(year), academic_year_label(year), year) for year in sorted(years, reverse=True)),
        ("all", "Since launch", None),
    ]
