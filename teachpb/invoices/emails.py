"""Mail with a document. The subject names its number and the sender: no person, no course."""

from __future__ import annotations

from teachpb.invoices.models import Invoice
from teachpb.invoices.paper import file_name
from teachpb.notifications.message import Attachment, Message


def document(invoice: Invoice, content: bytes, *, dedupe_key: str | None = None) -> Message:
    """To where the payer wants its invoices, with the PDF. ``content`` is the PDF."""
    return Message(
        to=invoice.payer_email,
        to_name=invoice.payer_name,
        from_name=invoice.seller_name,
        reply_to=_replies_to(invoice),
        subject=f"{invoice.title} from {invoice.seller_name}",
        template="invoices/document",
        context={"invoice": invoice, "provider": invoice.provider},
        attachments=[Attachment(filename=file_name(invoice), media_type="application/pdf", content=content)],
        kind=f"invoices.{invoice.kind.value}",
        user_id=invoice.user_id,
        organisation_id=invoice.payer_id,
        dedupe_key=dedupe_key,
    )


def _replies_to(invoice: Invoice) -> str | None:
    return invoice.seller_email or invoice.provider.email or None
