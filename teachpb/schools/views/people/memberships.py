"""Members of an organisation, their roles, and on whose behalf one is working."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.entering import where_to
from teachpb.db import DomainError, transaction
from teachpb.schools import acting, operations
from teachpb.schools.forms.people import ConfirmForm, InviteForm, RoleForm
from teachpb.schools.models import Membership, Organisation, OrganisationKind
from teachpb.schools.policies import (
    can_change_membership,
    can_end_membership,
    can_manage_people,
    can_see_people,
    is_school_officer,
)
from teachpb.schools.queries import people as queries
from teachpb.web.access import allow, signed_in, signed_in_user
from teachpb.web.pagination import paginate

bp = Blueprint("memberships", __name__)


@bp.get("/account/organisations")
@signed_in
def list_organisations() -> ResponseReturnValue:
    user = signed_in_user()
    return render_template(
        "schools/people/list_organisations.html",
        memberships=queries.memberships_of(user),
        requests=queries.requests_of(user),
        mine=acting.my_organisations(),
        acting=acting.acting_organisation(),
        may_see=lambda organisation: can_see_people(user, organisation),
    )


@bp.post("/account/act-as")
@signed_in
def act_as() -> ResponseReturnValue:
    """Work for another of one's organisations; whatever else is named is not found."""
    wanted = request.form.get("organisation", "")
    chosen = next((each for each in acting.my_organisations() if each.slug == wanted), None)
    if chosen is None:
        abort(404)
    acting.act_for(chosen)
    flash(f"You are now working for {chosen.name}", "success")
    return redirect(where_to(signed_in_user(), request.form.get("next")))


@bp.get("/account/organisations/<slug:slug>/people")
@allow(can_see_people, loader=queries.organisation_within_reach)
def list_people(organisation: Organisation) -> ResponseReturnValue:
    return render_template(
        "schools/people/list_people.html",
        organisation=organisation,
        people=paginate(queries.people_select(organisation), per_page=50),
        invitations=queries.invitations_to(organisation),
        requests=queries.requests_to(organisation),
        can_manage=can_manage_people(signed_in_user(), organisation),
        user=signed_in_user(),
    )


@bp.route("/account/organisations/<slug:slug>/people/invite", methods=["GET", "POST"])
@allow(can_manage_people, loader=queries.organisation_within_reach)
def invite_person(organisation: Organisation) -> ResponseReturnValue:
    form = InviteForm()
    form.offer(organisation.kind)
    if form.validate_on_submit() and _invite(form, organisation):
        flash(f"We are sending an invitation to {form.email.data}", "success")
        return redirect(url_for(".list_people", slug=organisation.slug))
    return render_template("schools/people/invite_person.html", form=form, organisation=organisation)


def _invite(form: InviteForm, organisation: Organisation) -> bool:
    try:
        with transaction():
            operations.invite(
                actor=signed_in_user(), organisation=organisation, email=form.email.data, role=form.chosen
            )
    except DomainError as error:
        form.add_error(error)
        return False
    return True


@bp.route("/account/memberships/<int:membership_id>/role", methods=["GET", "POST"])
@allow(can_change_membership, loader=queries.membership_within_reach)
def change_role(membership: Membership) -> ResponseReturnValue:
    form = RoleForm(data={"role": membership.role.value})
    form.offer(membership.organisation.kind)
    if form.validate_on_submit() and _change_role(form, membership):
        flash(f"{membership.user.full_name} is now: {membership.role.label}", "success")
        return redirect(url_for(".list_people", slug=membership.organisation.slug))
    return render_template("schools/people/change_role.html", form=form, membership=membership)


def _change_role(form: RoleForm, membership: Membership) -> bool:
    try:
        with transaction():
            operations.change_role(actor=signed_in_user(), membership=membership, role=form.chosen)
    except DomainError as error:
        form.add_error(error)
        return False
    return True


@bp.route("/account/memberships/<int:membership_id>/end", methods=["GET", "POST"])
@allow(can_end_membership, loader=queries.membership_within_reach)
def end_membership(membership: Membership) -> ResponseReturnValue:
    form = ConfirmForm()
    name, is_own = membership.user.full_name, membership.user_id == signed_in_user().id
    if form.validate_on_submit() and _end(form, membership):
        flash("You have left" if is_own else f"{name} no longer belongs here", "success")
        stays = not is_own and can_see_people(signed_in_user(), membership.organisation)
        onward = url_for(".list_people", slug=membership.organisation.slug) if stays else None
        return redirect(onward or url_for(".list_organisations"))
    return render_template("schools/people/end_membership.html", form=form, membership=membership, is_own=is_own)


def _end(form: ConfirmForm, membership: Membership) -> bool:
    try:
        with transaction():
            operations.end_membership(actor=signed_in_user(), membership=membership)
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    return True


@bp.get("/hiring/people")
@signed_in
def show_school_people() -> ResponseReturnValue:
    return _people_of(OrganisationKind.school, OrganisationKind.trust)


@bp.get("/training/people")
@signed_in
def show_provider_people() -> ResponseReturnValue:
    return _people_of(OrganisationKind.provider)


@bp.get("/office/people")
@signed_in
def show_council_people() -> ResponseReturnValue:
    return _people_of(OrganisationKind.local_authority)


def _people_of(*kinds: OrganisationKind) -> ResponseReturnValue:
    """The people of the organisation one works for: its own page knows it by name, so that two tabs do not mix."""
    organisation = acting.acting_organisation(*kinds)
    if organisation is None:
        return redirect(url_for(".list_organisations"))
    return redirect(url_for(".list_people", slug=organisation.slug))


@bp.get("/office/organisations")
@allow(is_school_officer)
def find_organisation() -> ResponseReturnValue:
    """Where an officer begins for an organisation that nobody manages yet: find it, invite its first people."""
    words = request.args.get("q", "")[:100]
    page = paginate(queries.organisations_to_look_after(signed_in_user(), words))
    return render_template(
        "schools/people/find_organisation.html", page=page, words=words, managed=queries.managed_among(list(page))
    )
