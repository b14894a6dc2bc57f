"""Everything that changes schools, their profiles and their people."""

from teachpb.schools.operations.bodies import Bodies
from teachpb.schools.operations.importing import BATCH, Tally, import_rows
from teachpb.schools.operations.ownership import (
    approve_request,
    decline_request,
    request_ownership,
    withdraw_request,
)
from teachpb.schools.operations.people import (
    accept_invitation,
    appoint,
    change_role,
    end_membership,
    end_memberships_of_closing,
    invite,
    make_authority,
    resend_invitation,
    withdraw_invitation,
)
from teachpb.schools.operations.profiles import edit_picture, edit_profile, edit_trust, mark_reviewed
from teachpb.schools.operations.register_plan import ImportPlan, check_closures, find_scope, plan_import
from teachpb.schools.operations.rows import free_slug
from teachpb.schools.operations.succession import Succession, carry_over, store_links, succeed

__all__ = [
    "BATCH",
    "Bodies",
    "ImportPlan",
    "Succession",
    "Tally",
    "accept_invitation",
    "appoint",
    "approve_request",
    "carry_over",
    "change_role",
    "check_closures",
    "decline_request",
    "edit_picture",
    "edit_profile",
    "edit_trust",
    "end_membership",
    "end_memberships_of_closing",
    "find_scope",
    "free_slug",
    "import_rows",
    "invite",
    "make_authority",
    "mark_reviewed",
    "plan_import",
    "request_ownership",
    "resend_invitation",
    "store_links",
    "succeed",
    "withdraw_invitation",
    "withdraw_request",
]
