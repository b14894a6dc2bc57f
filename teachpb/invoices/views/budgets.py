"""A school's training budget, and what it is spent on."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import transaction
from teachpb.invoices import operations, policies, queries
from teachpb.invoices.exporting import SPENDING_COLUMNS, spending_rows
from teachpb.invoices.forms import BudgetForm
from teachpb.invoices.models import BudgetYear
from teachpb.invoices.views.whose import own_payer
from teachpb.invoices.years import asked_year, year_end, year_label
from teachpb.schools.models import Organisation
from teachpb.web.access import allow, signed_in_user
from teachpb.web.csvfile import csv_response
from teachpb.web.pagination import slice_page

bp = Blueprint("budgets", __name__, url_prefix="/training/budget")


@bp.get("")
@allow(policies.spends)
def show_spending() -> ResponseReturnValue:
    payer = own_payer()
    starts_on = _asked(payer)
    spending = queries.spending_of(payer, starts_on)
    return render_template(
        "invoices/spending.html",
        payer=payer,
        spending=spending,
        page=slice_page(spending.places),
        starts_on=starts_on,
        ends_on=year_end(starts_on),
        year_label=year_label,
    )


@bp.get("/spending.csv")
@allow(policies.spends)
def download_spending() -> ResponseReturnValue:
    payer = own_payer()
    starts_on = _asked(payer)
    rows = spending_rows(queries.spending_of(payer, starts_on).places)
    return csv_response(f"training-{starts_on.year}.csv", SPENDING_COLUMNS, rows)


@bp.route("/edit", methods=["GET", "POST"])
@allow(policies.spends)
def edit_budget() -> ResponseReturnValue:
    user, payer = signed_in_user(), own_payer()
    starts_on = _asked(payer)
    budget = queries.budget_of(payer, starts_on)
    form = BudgetForm(data={"pence": budget.pence if budget else None})
    if form.validate_on_submit():
        with transaction():
            operations.set_budget(actor=user, organisation=payer, starts_on=starts_on, pence=form.pence.data)
        flash("Saved.", "success")
        return redirect(url_for(".show_spending", year=starts_on.year))
    return render_template("invoices/edit_budget.html", form=form, payer=payer, title=year_label(starts_on))


def _asked(payer: Organisation) -> date:
    """The year of the address, counted as this payer counts."""
    finance = queries.payer_finance(payer.id)
    kind = finance.budget_year if finance else BudgetYear.academic
    return asked_year(request.args.get("year", ""), today=clock.today(), kind=kind)
