"""What can be asked about documents, spending and income."""

from teachpb.invoices.queries.checking import problems
from teachpb.invoices.queries.documents import (
    Shelf,
    counts_of,
    document_visible_to,
    documents_of_provider,
    documents_of_school,
    documents_of_user,
    drafts_due,
    drafts_of,
    issued_documents,
    payer_finance,
    prefix_of,
    provider_finance,
    unsent,
)
from teachpb.invoices.queries.income import IncomeRow, income_of
from teachpb.invoices.queries.spending import Spending, Spent, budget_of, spending_of
from teachpb.invoices.queries.unsettled import bookings_to_settle

__all__ = [
    "IncomeRow",
    "Shelf",
    "Spending",
    "Spent",
    "bookings_to_settle",
    "budget_of",
    "counts_of",
    "document_visible_to",
    "documents_of_provider",
    "documents_of_school",
    "documents_of_user",
    "drafts_due",
    "drafts_of",
    "income_of",
    "issued_documents",
    "payer_finance",
    "prefix_of",
    "problems",
    "provider_finance",
    "spending_of",
    "unsent",
]
