"""The closed sets of the room, and what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from teachpb.db import LabelledEnum


class DocumentKind(LabelledEnum):
    """A recharge is a journal between the council and a school it maintains: nobody transfers money for it."""

    invoice = "invoice", "Invoice"
    recharge = "recharge", "Internal recharge"
    credit_note = "credit_note", "Credit note"


class InvoiceState(LabelledEnum):
    """Overdue is no state: it is an unpaid document whose day has passed."""

    draft = "draft", "Draft"
    issued = "issued", "Issued"
    part_paid = "part_paid", "Paid in part"
    paid = "paid", "Paid"
    credited = "credited", "Credited"


class LineKind(LabelledEnum):
    place = "place", "Place"
    cancellation = "cancellation", "Cancellation charge"


class IssueMode(LabelledEnum):
    """When drafts become invoices."""

    by_hand = "by_hand", "We issue them ourselves, one by one or all at once"
    before_run = "before_run", "Automatically, some days before the course"


class BudgetYear(LabelledEnum):
    """Which year a school counts its spending in."""

    academic = "academic", "Academic year, September to August"
    financial = "financial", "Financial year, April to March"


_S = InvoiceState
#: Paid money may go back, so a paid document may owe again; what was credited in full is over.
TRANSITIONS: Mapping[InvoiceState, frozenset[InvoiceState]] = MappingProxyType(
    {
        _S.draft: frozenset({_S.issued}),
        _S.issued: frozenset({_S.part_paid, _S.paid, _S.credited}),
        _S.part_paid: frozenset({_S.issued, _S.paid, _S.credited}),
        _S.paid: frozenset({_S.issued, _S.part_paid, _S.credited}),
        _S.credited: frozenset(),
    }
)


def may_become(state: InvoiceState, target: InvoiceState) -> bool:
    return target in TRANSITIONS[state]
