"""Closing one's own account, by password or by mailed link."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations, queries, signed_in
from teachpb.accounts.forms import CloseForm, ConfirmForm
from teachpb.accounts.models import LinkPurpose, User
from teachpb.accounts.views.blueprint import bp
from teachpb.accounts.views.links import FLOOD, link_gone
from teachpb.accounts.views.proving import prove_again
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.web import access
from teachpb.web.forms import BaseForm


@bp.route("/account/close", methods=["GET", "POST"])
@access.signed_in
@limiter.limit("30/minute", methods=["POST"])
def close_account() -> ResponseReturnValue:
    user = access.signed_in_user()
    form = CloseForm() if user.password_hash else ConfirmForm()
    proven = isinstance(form, CloseForm) and form.validate_on_submit()
    if proven and prove_again(form, user, form.current_password.data) and _close(form, user):
        return redirect(url_for(".show_goodbye"))
    return render_template("accounts/close_account.html", form=form, user=user)


@bp.post("/account/close/link")
@access.signed_in
@limiter.limit(FLOOD, methods=["POST"])
def mail_closing_link() -> ResponseReturnValue:
    user = access.signed_in_user()
    session["mailed_to"] = user.email
    with transaction():
        operations.ask_for_link(purpose=LinkPurpose.close_account, email=user.email, user=user)
    return redirect(url_for(".show_mail_sent", purpose=LinkPurpose.close_account))


@bp.route("/account/close/<token:token>", methods=["GET", "POST"])
@access.public
@limiter.limit("30/minute", methods=["POST"])
def confirm_closing(token: str) -> ResponseReturnValue:
    link = queries.open_link(token, LinkPurpose.close_account)
    if link is None:
        return link_gone(LinkPurpose.close_account)
    form = ConfirmForm()
    if form.validate_on_submit() and link.user and _close(form, link.user):
        return redirect(url_for(".show_goodbye"))
    return render_template("accounts/confirm_closing.html", form=form, link=link)


@bp.get("/account/closed")
@access.public
def show_goodbye() -> ResponseReturnValue:
    return render_template("accounts/show_goodbye.html")


def _close(form: BaseForm, user: User) -> bool:
    try:
        with transaction():
            operations.close_account(user=user)
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    signed_in.forget()
    flash("Your account is closed", "success")
    return True
