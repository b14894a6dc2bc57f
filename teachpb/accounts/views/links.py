"""Mailed links: asking for one to sign in or to choose a new password, and following it."""

from __future__ import annotations

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations, queries
from teachpb.accounts.entering import enter
from teachpb.accounts.errors import LinkGone
from teachpb.accounts.forms import AskForLinkForm, ConfirmForm, NewPasswordForm
from teachpb.accounts.models import LinkPurpose, SignInMethod, User
from teachpb.accounts.views.blueprint import bp
from teachpb.accounts.views.proving import asked_target
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.web.access import public
from teachpb.web.converters import use_enum

use_enum(bp, "link_purpose", LinkPurpose)

FLOOD = "10/minute;60/hour"


@bp.route("/account/sign-in-link", methods=["GET", "POST"])
@public
@limiter.limit(FLOOD, methods=["POST"])
def ask_sign_in_link() -> ResponseReturnValue:
    return _ask(LinkPurpose.sign_in, "accounts/ask_sign_in_link.html")


@bp.route("/account/forgotten-password", methods=["GET", "POST"])
@public
@limiter.limit(FLOOD, methods=["POST"])
def ask_password_link() -> ResponseReturnValue:
    return _ask(LinkPurpose.reset_password, "accounts/ask_password_link.html")


def _ask(purpose: LinkPurpose, template: str) -> ResponseReturnValue:
    form = AskForLinkForm()
    if not form.validate_on_submit():
        return render_template(template, form=form, target=asked_target())
    with transaction():
        operations.ask_for_link(purpose=purpose, email=form.email.data, target=asked_target())
    session["mailed_to"] = form.email.data
    return redirect(url_for(".show_mail_sent", purpose=purpose))


@bp.get("/account/mail-sent/<link_purpose:purpose>")
@public
def show_mail_sent(purpose: LinkPurpose) -> ResponseReturnValue:
    """The same words whether or not there is an account."""
    return render_template("accounts/mail_sent.html", purpose=purpose, email=session.get("mailed_to", ""))


@bp.route("/account/sign-in-link/<token:token>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute", methods=["POST"])
def use_sign_in_link(token: str) -> ResponseReturnValue:
    link = queries.open_link(token, LinkPurpose.sign_in)
    if link is None:
        return link_gone(LinkPurpose.sign_in)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("accounts/use_sign_in_link.html", form=form, link=link)
    try:
        with transaction():
            user, target = operations.follow_sign_in_link(token=token)
    except LinkGone:
        return link_gone(LinkPurpose.sign_in)
    return enter(user, method=SignInMethod.mailed_link, target=target)


@bp.route("/account/new-password/<token:token>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute", methods=["POST"])
def reset_password(token: str) -> ResponseReturnValue:
    link = queries.open_link(token, LinkPurpose.reset_password)
    if link is None:
        return link_gone(LinkPurpose.reset_password)
    form = NewPasswordForm()
    user = _reset(form, token) if form.validate_on_submit() else None
    if user is None:
        return render_template("accounts/reset_password.html", form=form, link=link)
    return enter(
        user,
        method=SignInMethod.mailed_link,
        target=link.target,
        message="Your new password is set, and every other device is signed out",
    )


def _reset(form: NewPasswordForm, token: str) -> User | None:
    try:
        with transaction():
            return operations.reset_password(token=token, password=form.password.data)
    except DomainError as error:
        form.add_error(error)
        return None


def link_gone(purpose: LinkPurpose) -> ResponseReturnValue:
    """The link was used, has run out, or never was: what to do instead."""
    return render_template("accounts/link_gone.html", purpose=purpose), 410
