"""A fingerprint of a document as it was issued: whoever changes a figure in the database changes the fingerprint."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from teachpb.invoices.models import Invoice

#: Delegates' names are left out: they are blanked in time, and the document stays what it was.
_ON_DOCUMENT = [
    "provider_id",
    "booking_id",
    "payer_id",
    "user_id",
    "credits_id",
    "kind",
    "serial",
    "number",
    "issued_on",
    "due_on",
    "reason",
    "seller_name",
    "seller_address",
    "seller_vat_number",
    "seller_email",
    "pay_to",
    "footer",
    "payer_name",
    "payer_address",
    "purchase_order",
    "cost_centre",
    "reference",
    "net_pence",
    "vat_pence",
    "gross_pence",
]
_ON_LINE = [
    "place_id",
    "turn",
    "credits_line_id",
    "waives",
    "kind",
    "course_title",
    "course_on",
    "price_band",
    "list_pence",
    "discount_pence",
    "net_pence",
    "vat_code",
    "vat_rate",
    "vat_pence",
    "gross_pence",
]


def fingerprint(invoice: Invoice) -> str:
    """64 hexadecimal digits."""
    facts: list[Any] = [[str(getattr(invoice, name)) for name in _ON_DOCUMENT]]
    lines = sorted(invoice.lines, key=lambda line: line.id)
    facts += [[str(getattr(line, name)) for name in _ON_LINE] for line in lines]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
