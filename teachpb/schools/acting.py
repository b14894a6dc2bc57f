"""On whose behalf a signed-in person is working: one of their organisations, checked at every request."""

from __future__ import annotations

from flask import g, session

from teachpb.schools.models import Organisation
from teachpb.schools.queries import organisations_for
from teachpb.web.access import signed_in_user

KEY = "organisation_id"


def my_organisations() -> list[Organisation]:
    """Every organisation the person may act for, trusts first."""
    if "my_organisations" not in g:
        g.my_organisations = organisations_for(signed_in_user())
    return list(g.my_organisations)


def acting_organisation() -> Organisation | None:
    """The one they chose; else the first; None for somebody who belongs nowhere."""
    mine = my_organisations()
    chosen = session.get(KEY)
    return next((each for each in mine if each.id == chosen), mine[0] if mine else None)


def act_for(organisation: Organisation) -> None:
    """Work on behalf of ``organisation`` from now on (the caller has checked that they may)."""
    session[KEY] = organisation.id
