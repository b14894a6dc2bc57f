"""The person's own page: who they are to us, and the way to change it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations
from teachpb.accounts.forms import NameForm
from teachpb.accounts.overview import panels_for
from teachpb.accounts.views.blueprint import bp
from teachpb.db import transaction
from teachpb.web.access import signed_in, signed_in_user


@bp.get("/account")
@signed_in
def show_account() -> ResponseReturnValue:
    user = signed_in_user()
    return render_template("accounts/show_account.html", user=user, panels=panels_for(user))


@bp.route("/account/name", methods=["GET", "POST"])
@signed_in
def change_name() -> ResponseReturnValue:
    user = signed_in_user()
    form = NameForm.from_record(user)
    if not form.validate_on_submit():
        return render_template("accounts/change_name.html", form=form)
    with transaction():
        operations.change_name(user=user, full_name=form.full_name.data)
    flash("Your name is changed", "success")
    return redirect(url_for(".show_account"))
