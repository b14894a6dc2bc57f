"""A new account: ask, look into the mailbox, confirm."""

from __future__ import annotations

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations, queries
from teachpb.accounts.entering import enter, where_to
from teachpb.accounts.errors import LinkGone
from teachpb.accounts.forms import ConfirmForm, RegisterForm
from teachpb.accounts.models import LinkPurpose, SignInMethod
from teachpb.accounts.views.blueprint import bp
from teachpb.accounts.views.links import link_gone
from teachpb.accounts.views.proving import asked_target
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.web.access import public, signed_in_user


@bp.route("/account/register", methods=["GET", "POST"])
@public
@limiter.limit("10/minute;60/hour", methods=["POST"])
def register() -> ResponseReturnValue:
    if user := signed_in_user():
        return redirect(where_to(user, asked_target()))
    form = RegisterForm()
    if form.validate_on_submit() and _ask(form):
        session["mailed_to"] = form.email.data
        return redirect(url_for(".show_mail_sent", purpose=LinkPurpose.register))
    return render_template("accounts/register.html", form=form, target=asked_target())


def _ask(form: RegisterForm) -> bool:
    try:
        with transaction():
            operations.ask_to_register(
                email=form.email.data,
                full_name=form.full_name.data,
                password=form.password.data,
                target=asked_target(),
            )
    except DomainError as error:
        form.add_error(error)
        return False
    return True


@bp.route("/account/confirm/<token:token>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute", methods=["POST"])
def confirm_registration(token: str) -> ResponseReturnValue:
    """The link of the mail. Looking does nothing: mail scanners look at every link."""
    link = queries.open_link(token, LinkPurpose.register)
    if link is None:
        return link_gone(LinkPurpose.register)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("accounts/confirm_registration.html", form=form, link=link)
    try:
        with transaction():
            user, target = operations.confirm_registration(token=token)
    except LinkGone:
        return link_gone(LinkPurpose.register)
    return enter(user, method=SignInMethod.registration, target=target, message="Your account is ready")
