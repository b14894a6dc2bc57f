"""Whose prices a visitor sees: those of the school they act for, decided here and never by what they send."""

from __future__ import annotations

from flask import current_app

from teachpb.cpd.bands import band_for
from teachpb.cpd.models import PriceBand
from teachpb.cpd.queries.payers import PAYING_KINDS
from teachpb.schools.acting import acting_organisation
from teachpb.web.access import signed_in_user


def visitor_band() -> PriceBand | None:
    """The band of the school, trust or council somebody acts for, ``individual`` for those who belong to none; None
    while nobody is signed in."""
    if signed_in_user() is None:
        return None
    payer = acting_organisation(*sorted(PAYING_KINDS))
    return band_for(payer, city_code=current_app.config["SETTINGS"].local_authority_code)
