"""Pages about money: for who pays, for providers, and for the council's officers."""

from teachpb.invoices.views import billing, budgets, documents, figures, settings

blueprints = [documents.bp, billing.bp, settings.bp, budgets.bp]

__all__ = ["blueprints", "figures"]
