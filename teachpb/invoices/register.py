"""What this room offers the others: navigation, answers to data copies and closing accounts; and what it listens to."""

from __future__ import annotations

from typing import Any

from flask import Flask

from teachpb.accounts.exporting import Export, register_export
from teachpb.accounts.models import User
from teachpb.accounts.signals import account_closing
from teachpb.cpd import signals
from teachpb.invoices import operations, policies
from teachpb.invoices.exporting import lines_about
from teachpb.web.navigation import Entry, register_entry
from teachpb.work import wake


def register(app: Flask) -> None:
    account_closing.connect(on_account_closing)
    for signal in (signals.place_confirmed, signals.place_cancelled, signals.place_replaced):
        signal.connect(on_place_changed)
    with app.app_context():
        register_export(Export("invoice_lines", lines_about))
        for entry in ENTRIES:
            register_entry(entry)


def on_account_closing(user: User) -> None:
    operations.forget_person(user=user)


def on_place_changed(sender: Any, **_: Any) -> None:
    """Draft soon; the job finds out for itself what there is to draft."""
    wake("invoices.settle")


ENTRIES = (
    Entry("training", "Budget and spending", "budgets.show_spending", policies.spends, order=24),
    Entry("training", "Invoices to pay", "invoices.list_school", policies.spends, order=26),
    Entry("training", "Invoicing", "billing.list_documents", policies.keeps_accounts, order=34),
    Entry("training", "Income", "billing.show_income", policies.keeps_accounts, order=36),
    Entry("office", "Course invoices", "invoices.list_issued", policies.oversees, order=70),
    Entry("account", "My invoices", "invoices.list_mine", order=55),
)
