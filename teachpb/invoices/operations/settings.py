"""How a provider invoices, and where a payer wants its invoices."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.db import db
from teachpb.invoices import queries
from teachpb.invoices.models import BudgetYear, IssueMode, PayerFinance, ProviderFinance
from teachpb.invoices.operations.series import locked_series
from teachpb.schools.models import Organisation, Provider

#: That they changed is enough for the trail.
SEALED = frozenset({"account_name", "sort_code", "account_number"})


@dataclass(frozen=True, kw_only=True)
class ProviderDetails:
    """What stands on a provider's invoices and when they go out; the names are those of the columns."""

    prefix: str
    legal_name: str
    address: str
    vat_number: str
    email: str
    account_name: str
    sort_code: str
    account_number: str
    terms_days: int
    issue_mode: IssueMode
    issue_days: int
    footer: str


@dataclass(frozen=True, kw_only=True)
class PayerDetails:
    """What a payer wants on its invoices; the names are those of the columns."""

    invoice_name: str
    address: str
    email: str
    cost_centre: str
    shows_names: bool
    budget_year: BudgetYear


def save_provider_finance(*, actor: User, provider: Provider, details: ProviderDetails) -> ProviderFinance:
    """Holds for what is issued from now on. Raises a DomainError when another provider uses the prefix."""
    series = locked_series(provider.id)
    finance = queries.provider_finance(provider.id) or ProviderFinance(provider_id=provider.id)
    values = asdict(details)
    before, series.prefix = series.prefix, values.pop("prefix")
    for name, value in values.items():
        setattr(finance, name, value)
    db.session.add(finance)
    changes = {name: pair for name, pair in changes_of(finance).items() if name not in SEALED}
    if before != series.prefix:
        changes["prefix"] = (before, series.prefix)
    record(actor=actor, verb="invoice_settings_changed", subject=finance, organisation_id=provider.id, changes=changes)
    db.session.flush()
    return finance


def save_payer_finance(*, actor: User, organisation: Organisation, details: PayerDetails) -> PayerFinance:
    """Holds for what is issued from now on, drafts included."""
    finance = queries.payer_finance(organisation.id) or PayerFinance(organisation_id=organisation.id)
    for name, value in asdict(details).items():
        setattr(finance, name, value)
    db.session.add(finance)
    record(
        actor=actor,
        verb="payer_details_changed",
        subject=finance,
        organisation_id=organisation.id,
        changes={name: pair for name, pair in changes_of(finance).items() if name != "email"},
    )
    db.session.flush()
    return finance
