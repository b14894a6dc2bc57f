"""The council’s desk: recruitment systems, their keys, whom they may post for, and what they tried in vain."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.ats import operations, queries
from teachpb.ats.forms import ButtonForm, ClientForm, KeyForm, PermitForm
from teachpb.ats.models import AtsClient, AtsKey, AtsPermission
from teachpb.ats.policies import can_end_permission, can_manage_clients, can_manage_key, can_permit
from teachpb.ats.views.blueprint import desks
from teachpb.db import DomainError, db, transaction
from teachpb.web.access import allow, signed_in_user

LATELY = timedelta(days=30)
LONGEST_NONCE = 43


def load_client(user: User | None, client_id: int) -> AtsClient | None:
    return queries.get_client(client_id) if can_manage_clients(user) else None


def load_key(user: User | None, key_id: int) -> AtsKey | None:
    return db.session.get(AtsKey, key_id) if can_manage_clients(user) else None


def load_permission(user: User | None, permission_id: int) -> AtsPermission | None:
    return db.session.get(AtsPermission, permission_id) if can_manage_clients(user) else None


@desks.get("/office/recruitment-systems")
@allow(can_manage_clients)
def list_clients() -> ResponseReturnValue:
    return render_template(
        "ats/list_clients.html",
        clients=queries.all_clients(),
        live=queries.live_counts(),
        troubles=queries.trouble_counts(clock.now() - LATELY),
        moment=clock.now(),
    )


@desks.route("/office/recruitment-systems/add", methods=["GET", "POST"])
@allow(can_manage_clients)
def add_client() -> ResponseReturnValue:
    form = ClientForm()
    if form.validate_on_submit():
        try:
            with transaction():
                client = operations.add_client(
                    actor=signed_in_user(), name=form.name.data, contact_email=form.contact_email.data or ""
                )
                client_id = client.id
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Added. Issue its first key, and say whom it may post for.", "success")
            return redirect(url_for(".show_client", client_id=client_id))
    return render_template("ats/add_client.html", form=form)


@desks.get("/office/recruitment-systems/<int:client_id>")
@allow(can_manage_clients, loader=load_client)
def show_client(client: AtsClient) -> ResponseReturnValue:
    return _page(client, PermitForm())


@desks.post("/office/recruitment-systems/<int:client_id>/permissions")
@allow(can_manage_clients, loader=load_client)
def permit_client(client: AtsClient) -> ResponseReturnValue:
    form = PermitForm()
    if form.validate_on_submit():
        organisation = queries.organisation_by_number(form.organisation.data)
        if organisation is not None and can_permit(signed_in_user(), organisation):
            with transaction():
                operations.permit(actor=signed_in_user(), client=client, organisation=organisation)
            flash(f"{client.name} may now post for {organisation.name}.", "success")
            return redirect(url_for(".show_client", client_id=client.id))
        form.add_error(DomainError("No school or trust you look after has this number", "organisation"))
    return _page(client, form)


@desks.post("/office/recruitment-systems/permissions/<int:permission_id>/end")
@allow(can_end_permission, loader=load_permission)
def end_permission(permission: AtsPermission) -> ResponseReturnValue:
    with transaction():
        operations.withdraw_permission(actor=signed_in_user(), permission=permission)
    flash(f"{permission.client.name} may no longer post for {permission.organisation.name}.", "success")
    return redirect(url_for(".show_client", client_id=permission.client_id))


@desks.route("/office/recruitment-systems/<int:client_id>/new-key", methods=["GET", "POST"])
@allow(can_manage_clients, loader=load_client)
def issue_key(client: AtsClient) -> ResponseReturnValue:
    """The key is in the answer to the POST and nowhere else: a redirect would have to carry it."""
    form = KeyForm(data={"overlap": 7})
    in_use = any(key.is_valid(clock.now()) for key in client.keys)
    if request.method == "POST" and (not in_use or form.validate_on_submit()):
        nonce = request.form.get("asked_with", "")[:LONGEST_NONCE] or None
        overlap = form.overlap.data if in_use else 0
        try:
            with transaction():
                key = operations.issue_key(
                    actor=signed_in_user(), client=client, overlap_days=overlap, asked_with=nonce
                )
        except DomainError as error:
            flash(error.message, "error")
            return redirect(url_for(".show_client", client_id=client.id))
        response = make_response(render_template("ats/show_key.html", client=client, key=key))
        response.headers["Cache-Control"] = "no-store"
        return response
    nonce = secrets.token_urlsafe(32)
    return render_template("ats/issue_key.html", client=client, form=form, in_use=in_use, asked_with=nonce)


@desks.post("/office/recruitment-systems/keys/<int:key_id>/revoke")
@allow(can_manage_key, loader=load_key)
def revoke_key(key: AtsKey) -> ResponseReturnValue:
    with transaction():
        operations.revoke_key(actor=signed_in_user(), key=key)
    flash(f"The key {key.beginning}… has stopped working.", "success")
    return redirect(url_for(".show_client", client_id=key.client_id))


@desks.route("/office/recruitment-systems/<int:client_id>/end", methods=["GET", "POST"])
@allow(can_manage_clients, loader=load_client)
def end_client(client: AtsClient) -> ResponseReturnValue:
    if request.method == "POST":
        with transaction():
            operations.end_client(actor=signed_in_user(), client=client)
        flash(f"{client.name} was stopped. What it has sent stays until it closes.", "success")
        return redirect(url_for(".show_client", client_id=client.id))
    return render_template("ats/end_client.html", client=client, form=ButtonForm())


def _page(client: AtsClient, form: PermitForm) -> str:
    context: dict[str, Any] = {
        "client": client,
        "form": form,
        "permissions": queries.permissions_of(client),
        "troubles": queries.troubles_of(client),
        "live": queries.live_counts().get(client.id, 0),
        "moment": clock.now(),
    }
    return render_template("ats/show_client.html", **context)
