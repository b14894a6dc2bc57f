"""How a provider invoices, and where a school wants its invoices."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.db import DomainError, transaction
from teachpb.invoices import operations, policies, queries
from teachpb.invoices.forms import PayerFinanceForm, ProviderFinanceForm
from teachpb.invoices.views.whose import own_payer, own_provider
from teachpb.web.access import allow, signed_in_user

bp = Blueprint("invoice_settings", __name__, url_prefix="/training")


@bp.route("/billing/settings", methods=["GET", "POST"])
@allow(policies.keeps_accounts)
def edit_provider() -> ResponseReturnValue:
    user, provider = signed_in_user(), own_provider()
    form = ProviderFinanceForm.for_provider(
        queries.provider_finance(provider.id), prefix=queries.prefix_of(provider), name=provider.name
    )
    if form.validate_on_submit():
        try:
            with transaction():
                operations.save_provider_finance(actor=user, provider=provider, details=form.details())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Saved. It holds for what is issued from now on.", "success")
            return redirect(url_for("billing.list_documents"))
    return render_template("invoices/provider_settings.html", form=form)


@bp.route("/invoices/details", methods=["GET", "POST"])
@allow(policies.spends)
def edit_payer() -> ResponseReturnValue:
    user, payer = signed_in_user(), own_payer()
    form = PayerFinanceForm.for_payer(queries.payer_finance(payer.id))
    if form.validate_on_submit():
        with transaction():
            operations.save_payer_finance(actor=user, organisation=payer, details=form.details())
        flash("Saved. It holds for what is issued from now on.", "success")
        return redirect(url_for("invoices.list_school"))
    return render_template("invoices/payer_details.html", form=form, payer=payer)
