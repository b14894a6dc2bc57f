"""On whose behalf a signed-in person is working: one of their organisations, checked at every request."""

from __future__ import annotations

from flask import g, session

from teachpb.schools.models import Organisation, OrganisationKind
from teachpb.schools.queries import organisations_for
from teachpb.web.access import signed_in_user

KEY = "organisation_id"


def my_organisations() -> list[Organisation]:
    """Every organisation the person may act for, trusts first; a trust's people also for each of its schools.

    Asked of the memberships as they are now, so what somebody lost is gone at their next request.
    """
    if "my_organisations" not in g:
        g.my_organisations = organisations_for(signed_in_user())
    return list(g.my_organisations)


def acting_organisation(*kinds: OrganisationKind) -> Organisation | None:
    """The one they chose; else the first; None for somebody who belongs nowhere.

    With ``kinds``, only organisations of these: whoever acts for a course provider and opens a page of schools acts for
    the first of their schools there.
    """
    mine = [each for each in my_organisations() if not kinds or each.kind in kinds]
    chosen = session.get(KEY)
    return next((each for each in mine if each.id == chosen), mine[0] if mine else None)


def act_for(organisation: Organisation) -> None:
    """Work on behalf of ``organisation`` from now on (the caller has checked that they may)."""
    session[KEY] = organisation.id
