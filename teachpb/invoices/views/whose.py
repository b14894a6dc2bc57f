"""For which organisation a page about money is: the one the person works for, where they may."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort

from teachpb.cpd.queries import payers_for
from teachpb.invoices.policies import PAYING_ROLES
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import Organisation, Provider, Role
from teachpb.schools.policies import has_role
from teachpb.schools.queries import organisations_for
from teachpb.web.access import signed_in_user


def own_provider() -> Provider:
    """The provider whose accounts the person keeps."""
    mine = [each for each in organisations_for(signed_in_user(), Role.provider_admin) if isinstance(each, Provider)]
    found = _chosen(mine)
    return found if isinstance(found, Provider) else abort(404)


def own_payer() -> Organisation:
    """The school, trust or council whose spending the person sees."""
    user = signed_in_user()
    return _chosen([each for each in payers_for(user) if has_role(user, each, *PAYING_ROLES)]) or abort(404)


def _chosen(mine: Sequence[Organisation]) -> Organisation | None:
    acting = acting_organisation()
    return next((each for each in mine if acting and each.id == acting.id), mine[0] if mine else None)
