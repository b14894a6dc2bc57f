"""Whom a visitor acts for here: the school whose prices they see, the provider whose courses they keep. Decided here
and never by what they send."""

from __future__ import annotations

from flask import current_app

from teachpb.cpd.bands import band_for
from teachpb.cpd.models import PriceBand
from teachpb.cpd.queries.payers import PAYING_KINDS
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import Provider, Role
from teachpb.schools.queries import organisations_for
from teachpb.web.access import signed_in_user


def visitor_band() -> PriceBand | None:
    """The band of the school, trust or council somebody acts for, ``individual`` for those who belong to none; None
    while nobody is signed in."""
    if signed_in_user() is None:
        return None
    payer = acting_organisation(*sorted(PAYING_KINDS))
    return band_for(payer, city_code=current_app.config["SETTINGS"].local_authority_code)


def acting_provider() -> Provider:
    """The provider this person acts for, else the first they administer. Only for those who administer one."""
    mine = [found for found in organisations_for(signed_in_user(), Role.provider_admin) if isinstance(found, Provider)]
    acting = acting_organisation()
    return next((provider for provider in mine if acting and provider.id == acting.id), mine[0])
