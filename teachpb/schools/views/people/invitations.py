"""Invitations: accepted by whoever reads the mail, sent again or withdrawn by whoever manages."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations as accounts
from teachpb.accounts import queries as account_queries
from teachpb.accounts.entering import enter
from teachpb.accounts.models import SignInMethod, User
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.schools import acting, operations
from teachpb.schools.forms.people import ConfirmForm, JoinForm
from teachpb.schools.models import Invitation
from teachpb.schools.policies import can_manage_invitation
from teachpb.schools.queries import people as queries
from teachpb.schools.roles import meaning_of
from teachpb.web.access import allow, public, signed_in_user

bp = Blueprint("invitations", __name__)


@bp.route("/account/invitations/<token:token>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute", methods=["POST"])
def show_invitation(token: str) -> ResponseReturnValue:
    """What somebody is invited to, and the way in: one button for whoever is signed in with the address, sign in or
    make an account for whoever is not. (That the page knows which of the two tells nobody but the mailbox's owner.)"""
    invitation = queries.invitation_with_token(token)
    if invitation is None:
        return _gone()
    user = signed_in_user()
    if user is not None:
        return _for_signed_in(user, invitation, token)
    return _for_visitor(invitation, token)


def _for_signed_in(user: User, invitation: Invitation, token: str) -> ResponseReturnValue:
    if user.email != invitation.email:
        return _show("wrong_person.html", invitation, token, form=ConfirmForm())
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _show("accept_invitation.html", invitation, token, form=form)
    slug = invitation.organisation.slug
    try:
        with transaction():
            operations.accept_invitation(user=user, invitation=invitation)
    except DomainError:
        return _gone()
    acting.act_for(invitation.organisation)
    flash(f"Welcome to {invitation.organisation.name}", "success")
    return redirect(url_for("memberships.list_people", slug=slug))


def _for_visitor(invitation: Invitation, token: str) -> ResponseReturnValue:
    known = account_queries.user_by_email(invitation.email)
    if known is not None and known.is_active:
        return _show("sign_in_to_join.html", invitation, token)
    form = JoinForm()
    user = _register(form, invitation) if form.validate_on_submit() else None
    if user is None:
        return _show("join.html", invitation, token, form=form)
    target = url_for("memberships.list_people", slug=invitation.organisation.slug)
    return enter(
        user, method=SignInMethod.registration, target=target, message=f"Welcome to {invitation.organisation.name}"
    )


def _register(form: JoinForm, invitation: Invitation) -> User | None:
    """Account and membership, both or neither. The mailed link has proven the address."""
    try:
        with transaction():
            user = accounts.create_proven_user(
                email=invitation.email, full_name=form.full_name.data, password=form.password.data
            )
            operations.accept_invitation(user=user, invitation=invitation)
            return user
    except DomainError as error:
        form.add_error(error)
        return None


def _show(template: str, invitation: Invitation, token: str, **more: object) -> ResponseReturnValue:
    inviter = account_queries.user_by_id(invitation.invited_by_id) if invitation.invited_by_id else None
    return render_template(
        f"schools/people/{template}",
        invitation=invitation,
        organisation=invitation.organisation,
        meaning=meaning_of(invitation.role),
        inviter=inviter,
        token=token,
        **more,
    )


def _gone() -> ResponseReturnValue:
    return render_template("schools/people/invitation_gone.html"), 410


@bp.post("/account/invitations/<int:invitation_id>/resend")
@allow(can_manage_invitation, loader=queries.invitation_within_reach)
@limiter.limit("20/minute")
def resend_invitation(invitation: Invitation) -> ResponseReturnValue:
    with transaction():
        operations.resend_invitation(actor=signed_in_user(), invitation=invitation)
    flash(f"We are sending it to {invitation.email} again", "success")
    return redirect(url_for("memberships.list_people", slug=invitation.organisation.slug))


@bp.post("/account/invitations/<int:invitation_id>/withdraw")
@allow(can_manage_invitation, loader=queries.invitation_within_reach)
def withdraw_invitation(invitation: Invitation) -> ResponseReturnValue:
    with transaction():
        operations.withdraw_invitation(actor=signed_in_user(), invitation=invitation)
    flash("The invitation is withdrawn", "success")
    return redirect(url_for("memberships.list_people", slug=invitation.organisation.slug))
