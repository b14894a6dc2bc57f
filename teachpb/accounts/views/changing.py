"""Changing the address and the password of one's own account."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations, queries
from teachpb.accounts.errors import LinkGone
from teachpb.accounts.forms import ConfirmForm, EmailAndPasswordForm, EmailForm, PasswordForm
from teachpb.accounts.models import LinkPurpose, User
from teachpb.accounts.signed_in import present_session
from teachpb.accounts.views.blueprint import bp
from teachpb.accounts.views.links import FLOOD, link_gone
from teachpb.accounts.views.proving import prove_again
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.web.access import public, signed_in, signed_in_user


@bp.route("/account/email", methods=["GET", "POST"])
@signed_in
@limiter.limit(FLOOD, methods=["POST"])
def change_email() -> ResponseReturnValue:
    user = signed_in_user()
    form = EmailAndPasswordForm() if user.password_hash else EmailForm()
    if form.validate_on_submit() and _proven(form, user) and _ask(form, user):
        session["mailed_to"] = form.email.data
        return redirect(url_for(".show_mail_sent", purpose=LinkPurpose.change_email))
    return render_template("accounts/change_email.html", form=form, user=user)


def _proven(form: EmailForm, user: User) -> bool:
    return not isinstance(form, EmailAndPasswordForm) or prove_again(form, user, form.current_password.data)


def _ask(form: EmailForm, user: User) -> bool:
    try:
        with transaction():
            operations.change_email(user=user, email=form.email.data)
    except DomainError as error:
        form.add_error(error)
        return False
    return True


@bp.route("/account/email/<token:token>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute", methods=["POST"])
def confirm_email(token: str) -> ResponseReturnValue:
    """The link mailed to the new address. It may be opened on a device that is not signed in."""
    link = queries.open_link(token, LinkPurpose.change_email)
    if link is None:
        return link_gone(LinkPurpose.change_email)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("accounts/confirm_email.html", form=form, link=link)
    signed_in_user()
    try:
        with transaction():
            operations.confirm_email(token=token, keep=present_session())
    except LinkGone:
        return link_gone(LinkPurpose.change_email)
    flash("Your email address is changed", "success")
    return redirect(url_for(".show_account"))


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
@limiter.limit("30/minute", methods=["POST"])
def change_password() -> ResponseReturnValue:
    """With the old password. Somebody who has none is mailed a link to set one."""
    user = signed_in_user()
    if not user.password_hash:
        return render_template("accounts/set_password.html", form=ConfirmForm())
    form = PasswordForm()
    if form.validate_on_submit() and prove_again(form, user, form.current_password.data) and _change(form, user):
        flash("Your password is changed, and every other device is signed out", "success")
        return redirect(url_for(".show_account"))
    return render_template("accounts/change_password.html", form=form)


def _change(form: PasswordForm, user: User) -> bool:
    try:
        with transaction():
            operations.change_password(user=user, password=form.password.data, keep=present_session())
    except DomainError as error:
        form.add_error(error)
        return False
    return True


@bp.post("/account/password/link")
@signed_in
@limiter.limit(FLOOD, methods=["POST"])
def mail_password_link() -> ResponseReturnValue:
    user = signed_in_user()
    with transaction():
        operations.ask_for_link(
            purpose=LinkPurpose.reset_password, email=user.email, user=user, target=url_for(".show_account")
        )
        session["mailed_to"] = user.email
    return redirect(url_for(".show_mail_sent", purpose=LinkPurpose.reset_password))
