"""Documents, their lines, what was paid; how providers and payers want it done; what schools mean to spend."""

from teachpb.invoices.models import frozen as frozen
from teachpb.invoices.models.budget import TrainingBudget
from teachpb.invoices.models.enums import (
    TRANSITIONS,
    BudgetYear,
    DocumentKind,
    InvoiceState,
    IssueMode,
    LineKind,
    may_become,
)
from teachpb.invoices.models.invoice import Invoice, InvoiceLine, Payment
from teachpb.invoices.models.settings import InvoiceSeries, PayerFinance, ProviderFinance

__all__ = [
    "TRANSITIONS",
    "BudgetYear",
    "DocumentKind",
    "Invoice",
    "InvoiceLine",
    "InvoiceSeries",
    "InvoiceState",
    "IssueMode",
    "LineKind",
    "PayerFinance",
    "Payment",
    "ProviderFinance",
    "TrainingBudget",
    "may_become",
]
