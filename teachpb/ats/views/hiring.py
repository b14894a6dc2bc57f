"""The owner’s page: which recruitment systems may post in the name of the school or trust."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.ats import operations, queries
from teachpb.ats.models import AtsClient
from teachpb.ats.policies import owns_somewhere
from teachpb.ats.views.blueprint import desks
from teachpb.db import transaction
from teachpb.schools.acting import acting_organisation, my_organisations
from teachpb.schools.models import Organisation, OrganisationKind, Role
from teachpb.schools.policies import has_role
from teachpb.web.access import allow, signed_in_user


def load_system(user: User | None, client_id: int) -> AtsClient | None:
    """A system that is not ended: any owner may know of them, to choose."""
    found = queries.get_client(client_id) if owns_somewhere(user) else None
    return found if found is not None and found.is_active else None


def owner_of_any(user: User | None, _client: AtsClient | None = None) -> bool:
    return owns_somewhere(user)


def _own() -> Organisation:
    """Whom they decide for: the organisation they act for when they own it, else the first they own."""
    user, kinds = signed_in_user(), {OrganisationKind.school, OrganisationKind.trust}
    candidates = [acting_organisation(), *my_organisations()]
    owned = (each for each in candidates if each and each.kind in kinds and has_role(user, each, Role.owner))
    return next(owned, None) or abort(404)


@desks.get("/hiring/recruitment-systems")
@allow(owner_of_any)
def list_systems() -> ResponseReturnValue:
    organisation = _own()
    return render_template(
        "ats/list_systems.html",
        organisation=organisation,
        clients=queries.active_clients(),
        permitted=queries.permitted_clients(organisation),
    )


@desks.post("/hiring/recruitment-systems/<int:client_id>/allow")
@allow(owner_of_any, loader=load_system)
def allow_system(client: AtsClient) -> ResponseReturnValue:
    organisation = _own()
    with transaction():
        operations.permit(actor=signed_in_user(), client=client, organisation=organisation)
    flash(f"{client.name} may now post in the name of {organisation.name}.", "success")
    return redirect(url_for(".list_systems"))


@desks.post("/hiring/recruitment-systems/<int:client_id>/forbid")
@allow(owner_of_any, loader=load_system)
def forbid_system(client: AtsClient) -> ResponseReturnValue:
    """A permission of the trust is for the trust to end."""
    organisation = _own()
    permission = queries.permission_for(client.id, [organisation.id])
    if permission is not None:
        with transaction():
            operations.withdraw_permission(actor=signed_in_user(), permission=permission)
        flash(f"{client.name} may no longer post in the name of {organisation.name}.", "success")
    return redirect(url_for(".list_systems"))
