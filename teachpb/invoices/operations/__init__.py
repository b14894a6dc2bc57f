"""Everything that changes documents, payments, settings and budgets."""

from teachpb.invoices.operations.budgets import set_budget
from teachpb.invoices.operations.correcting import credit
from teachpb.invoices.operations.forgetting import forget_old_names, forget_person
from teachpb.invoices.operations.issuing import issue
from teachpb.invoices.operations.paying import record_payment
from teachpb.invoices.operations.sending import send, send_again
from teachpb.invoices.operations.settings import (
    PayerDetails,
    ProviderDetails,
    save_payer_finance,
    save_provider_finance,
)
from teachpb.invoices.operations.settling import settle

__all__ = [
    "PayerDetails",
    "ProviderDetails",
    "credit",
    "forget_old_names",
    "forget_person",
    "issue",
    "record_payment",
    "save_payer_finance",
    "save_provider_finance",
    "send",
    "send_again",
    "set_budget",
    "settle",
]
