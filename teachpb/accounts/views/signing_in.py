"""Signing in with a password, and signing out."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations, signed_in
from teachpb.accounts.entering import enter, where_to
from teachpb.accounts.forms import SignInForm
from teachpb.accounts.models import SignInMethod
from teachpb.accounts.views.blueprint import bp
from teachpb.accounts.views.proving import asked_target, prove
from teachpb.db import transaction
from teachpb.extensions import limiter
from teachpb.web.access import public, signed_in_user


@bp.route("/account/sign-in", methods=["GET", "POST"])
@public
@limiter.limit("30/minute", methods=["POST"])
def sign_in() -> ResponseReturnValue:
    if user := signed_in_user():
        return redirect(where_to(user, asked_target()))
    form = SignInForm()
    if form.validate_on_submit() and (user := prove(form, email=form.email.data, password=form.password.data)):
        return enter(user, method=SignInMethod.password, keep=form.keep.data, target=asked_target())
    return render_template("accounts/sign_in.html", form=form, target=asked_target())


@bp.post("/account/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    signed_in_user()  # looks the session up, if there is one
    if found := signed_in.present_session():
        with transaction():
            operations.end_session(session=found)
    signed_in.forget()
    flash("You have signed out", "success")
    return redirect(url_for("accounts.sign_in"))
