"""Who may see and do what with money."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.invoices.models import Invoice
from teachpb.schools.models import Role
from teachpb.schools.policies import has_role, holds_any, is_officer

PAYING_ROLES = (Role.owner, Role.cpd_lead)


def keeps_accounts(user: User | None) -> bool:
    """Administrators of a provider issue invoices and note payments; facilitators see no money."""
    return holds_any(user, Role.provider_admin)


def spends(user: User | None) -> bool:
    """Owners and CPD leads see what their school spends, and say where invoices go."""
    return holds_any(user, *PAYING_ROLES)


def oversees(user: User | None) -> bool:
    """The council's officers for training read what was issued, and change nothing."""
    return is_officer(user, Role.cpd_officer)


def can_manage(user: User | None, invoice: Invoice) -> bool:
    return has_role(user, invoice.provider, Role.provider_admin)


def can_read(user: User | None, invoice: Invoice) -> bool:
    """The provider; and of what was issued, the school that pays, who pays for themselves, and officers."""
    if can_manage(user, invoice):
        return True
    if user is None or invoice.is_draft:
        return False
    pays = invoice.payer is not None and has_role(user, invoice.payer, *PAYING_ROLES)
    return pays or (invoice.user_id == user.id and user.is_active) or oversees(user)
