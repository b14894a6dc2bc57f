"""Whom a profile is never shown to, and who has invited the person."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.candidates import operations, queries
from teachpb.candidates.models import JobInvitation
from teachpb.candidates.policies import is_own_invitation
from teachpb.candidates.views.blueprint import bp, load_invitation
from teachpb.db import DomainError, transaction
from teachpb.schools.queries import get_organisation
from teachpb.vacancies.registry import application_notes
from teachpb.web.access import allow, signed_in, signed_in_user
from teachpb.web.forms import clean_line


@bp.get("/account/profile/hiding")
@signed_in
def list_hidings() -> ResponseReturnValue:
    """The schools that never see the profile, and a search for more."""
    asked = clean_line(request.args.get("name", ""))[:100]
    return render_template(
        "candidates/list_hidings.html",
        profile=queries.profile_of(signed_in_user()),
        asked=asked,
        found=queries.organisations_named(asked),
    )


@bp.post("/account/profile/hiding")
@signed_in
def add_hiding() -> ResponseReturnValue:
    wanted = request.form.get("organisation", "")
    organisation = get_organisation(int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else None
    if organisation is None:
        abort(404)
    try:
        with transaction():
            operations.hide_from(
                actor=signed_in_user(), organisation=organisation, is_employer=request.form.get("employer") == "yes"
            )
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(f"{organisation.name} never sees your profile.", "success")
    return redirect(url_for(".list_hidings"))


@bp.post("/account/profile/hiding/<int:organisation_id>/remove")
@signed_in
def remove_hiding(organisation_id: int) -> ResponseReturnValue:
    with transaction():
        operations.show_again_to(actor=signed_in_user(), organisation_id=organisation_id)
    flash("They see your profile again while it is shown.", "success")
    return redirect(url_for(".list_hidings"))


@bp.get("/account/invitations")
@signed_in
def list_invitations() -> ResponseReturnValue:
    user = signed_in_user()
    invitations = queries.invitations_of(user)
    profile = queries.profile_of(user)
    return render_template(
        "candidates/list_invitations.html",
        invitations=invitations,
        notes=application_notes(user, [each.vacancy_id for each in invitations]),
        hidden={each.organisation_id for each in profile.hidings},
        moment=clock.now(),
    )


@bp.post("/account/invitations/<int:invitation_id>/block")
@allow(is_own_invitation, loader=load_invitation)
def block_school(invitation: JobInvitation) -> ResponseReturnValue:
    with transaction():
        organisation = operations.block(actor=signed_in_user(), invitation=invitation)
    flash(f"{organisation.name} does not see your profile any more, and cannot invite you.", "success")
    return redirect(url_for(".list_invitations"))
