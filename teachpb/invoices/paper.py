"""A document as PDF/UA: what a tax invoice has to say (VAT Regulations 1995, regulation 14), and nothing else."""

from __future__ import annotations

from teachpb.files.names import clean_name
from teachpb.invoices.amounts import percent, vat_summary
from teachpb.invoices.models import DocumentKind, Invoice, InvoiceLine, LineKind
from teachpb.web.pdf import Bill, BillBlock, render_bill
from teachpb.web.templating import format_date, format_short_date

COLUMNS = ("For", "Price", "Discount", "Net", "VAT rate", "VAT", "Total")


def document_pdf(invoice: Invoice) -> bytes:
    """The document as it was issued; a draft says that it is one."""
    return render_bill(bill_of(invoice))


def file_name(invoice: Invoice) -> str:
    return clean_name(invoice.title, "pdf")


def bill_of(invoice: Invoice) -> Bill:
    """The same before it is laid out."""
    return Bill(
        title=invoice.title,
        stamp="Draft: not to be paid" if invoice.is_draft else "",
        seller=BillBlock("From", _lines(invoice.seller_name or invoice.provider.name, invoice.seller_address)),
        buyer=BillBlock("To", _lines(invoice.payer_name, invoice.payer_address)),
        facts=tuple(_facts(invoice)),
        columns=COLUMNS,
        rows=tuple(_row(line) for line in invoice.lines),
        totals=_totals(invoice),
        notes=tuple(_notes(invoice)),
    )


def money(pence: int) -> str:
    """Always with its pence: “£1,200.00”."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def describe(line: InvoiceLine) -> str:
    """“Course, 5 May 2026, for C. J.”"""
    day = f", {format_short_date(line.course_on)}" if line.course_on else ""
    who = f", for {line.delegate}" if line.delegate else ""
    charge = "Cancellation charge: " if line.kind is LineKind.cancellation else ""
    return f"{charge}{line.course_title}{day}{who}"


def _facts(invoice: Invoice) -> list[tuple[str, str]]:
    is_due = invoice.due_on is not None and not invoice.is_credit
    found = [
        ("Number", invoice.number or "None yet"),
        ("Date", format_date(invoice.issued_on) if invoice.issued_on else "Not issued"),
        ("Pay by", format_date(invoice.due_on) if is_due and invoice.due_on else ""),
        ("Credits", f"{invoice.credits.title}" if invoice.credits else ""),
        ("Reason", invoice.reason),
        ("Your order", invoice.purchase_order),
        ("Cost centre", invoice.cost_centre),
        ("Booking", invoice.reference),
        ("VAT number", invoice.seller_vat_number),
    ]
    return [(name, value) for name, value in found if value]


def _row(line: InvoiceLine) -> tuple[str, ...]:
    return (
        describe(line),
        money(line.list_pence),
        money(line.discount_pence) if line.discount_pence else "–",
        money(line.net_pence),
        percent(line.vat_rate) if line.vat_rate else line.vat_code.label,
        money(line.vat_pence),
        money(line.gross_pence),
    )


def _totals(invoice: Invoice) -> tuple[tuple[str, str], ...]:
    vat = [
        (f"VAT at {percent(row.vat_rate)} on {money(row.net_pence)}", money(row.vat_pence))
        for row in vat_summary(invoice.lines)
        if row.vat_rate
    ]
    last = {DocumentKind.credit_note: "Total credited", DocumentKind.recharge: "Total recharged"}.get(invoice.kind)
    return (("Net", money(invoice.net_pence)), *vat, (last or "Total to pay", money(invoice.gross_pence)))


def _notes(invoice: Invoice) -> list[str]:
    found = []
    if invoice.kind is DocumentKind.recharge:
        found.append(
            "This is an internal recharge: it is journalled to the cost centre above, and nothing is to be paid."
        )
    elif invoice.kind is DocumentKind.invoice and invoice.pay_to:
        found.append(f"Pay by bank transfer, quoting {invoice.number}:\n{invoice.pay_to}")
    if not invoice.vat_pence:
        found.append("No VAT is charged on this document.")
    return [*found, invoice.footer] if invoice.footer else found


def _lines(*parts: str) -> tuple[str, ...]:
    return tuple(line.strip() for part in parts for line in part.splitlines() if line.strip())
