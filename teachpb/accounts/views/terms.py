"""The terms of use, and agreeing to them again when they have changed."""

from __future__ import annotations

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations, terms
from teachpb.accounts.entering import where_to
from teachpb.accounts.forms import TermsForm
from teachpb.accounts.views.blueprint import bp
from teachpb.accounts.views.proving import asked_target
from teachpb.db import transaction
from teachpb.web.access import public, signed_in, signed_in_user


@bp.get("/terms")
@public
def show_terms() -> ResponseReturnValue:
    return render_template("accounts/show_terms.html", effective_on=terms.EFFECTIVE_ON)


@bp.route("/account/terms", methods=["GET", "POST"])
@signed_in
def accept_terms() -> ResponseReturnValue:
    user = signed_in_user()
    if user.has_current_terms:
        return redirect(where_to(user, asked_target()))
    form = TermsForm()
    if not form.validate_on_submit():
        return render_template("accounts/accept_terms.html", form=form, user=user, effective_on=terms.EFFECTIVE_ON)
    with transaction():
        operations.accept_terms(user=user)
    return redirect(where_to(user, asked_target()))
