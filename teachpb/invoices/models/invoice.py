"""Invoices, internal recharges and credit notes: one table of documents, one of lines, one of payments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, Place, PriceBand, VatTreatment
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, Model, Timestamps
from teachpb.invoices.models.enums import DocumentKind, InvoiceState, LineKind
from teachpb.schools.models import Organisation, Provider
from teachpb.sealing import SealedText

CONSTRAINT_MESSAGES["uq_payments_invoice_id_entry"] = (None, "This payment has been noted already")

UNPAID = frozenset({InvoiceState.issued, InvoiceState.part_paid})


class Invoice(Timestamps, Model):
    """One document from a provider to a payer, for the places of one booking.

    A draft has no number and follows its booking. From issue on everything on it is a snapshot and stays
    (``models/frozen.py``): what moves is its state, what was paid and credited, and when it was sent. ``user_id`` is
    who pays for themselves, where no organisation does. ``credits_id`` is what a credit note takes back. ``digest`` is
    a fingerprint of what was issued, for ``flask invoices verify``. All money in pence; on a credit note, too, amounts
    are positive.
    """

    __tablename__ = "invoices"
    __table_args__ = (
        CheckConstraint(
            "(state = 'draft' AND serial IS NULL AND number IS NULL AND issued_on IS NULL) OR"
            " (state <> 'draft' AND serial IS NOT NULL AND number IS NOT NULL AND issued_on IS NOT NULL)",
            name="numbered_when_issued",
        ),
        CheckConstraint("gross_pence = net_pence + vat_pence", name="sums_add_up"),
        CheckConstraint("paid_pence >= 0 AND credited_pence >= 0 AND credited_pence <= gross_pence", name="settled"),
        CheckConstraint("(kind = 'credit_note') = (credits_id IS NOT NULL)", name="credit_names_invoice"),
        CheckConstraint("kind <> 'credit_note' OR state = 'issued'", name="credit_note_is_issued"),
        Index("ix_invoices_provider_id_serial", "provider_id", "serial", unique=True),
        Index("ix_invoices_number", "number", unique=True),
        Index(
            "ix_invoices_draft",
            "provider_id",
            "booking_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
        Index("ix_invoices_provider_id_state_due_on", "provider_id", "state", "due_on"),
        Index("ix_invoices_payer_id_state", "payer_id", "state"),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), index=True)
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    credits_id: Mapped[int | None] = mapped_column(ForeignKey("invoices.id"), index=True)
    kind: Mapped[DocumentKind] = mapped_column(EnumText(DocumentKind))
    state: Mapped[InvoiceState] = mapped_column(EnumText(InvoiceState), default=InvoiceState.draft)
    state_entered_at: Mapped[datetime] = mapped_column(default=clock.now)
    serial: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(String(30))
    issued_at: Mapped[datetime | None]
    issued_on: Mapped[date | None] = mapped_column(Date)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    due_on: Mapped[date | None] = mapped_column(Date)
    sent_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(200), default="")

    seller_name: Mapped[str] = mapped_column(String(200), default="")
    seller_address: Mapped[str] = mapped_column(Text, default="")
    seller_vat_number: Mapped[str] = mapped_column(String(20), default="")
    seller_email: Mapped[str] = mapped_column(String(254), default="")
    pay_to: Mapped[str] = mapped_column(SealedText, default="")
    footer: Mapped[str] = mapped_column(String(500), default="")
    payer_name: Mapped[str] = mapped_column(String(200), default="")
    payer_address: Mapped[str] = mapped_column(Text, default="")
    payer_email: Mapped[str] = mapped_column(String(254), default="")
    purchase_order: Mapped[str] = mapped_column(String(35), default="")
    cost_centre: Mapped[str] = mapped_column(String(30), default="")
    reference: Mapped[str] = mapped_column(String(8), default="")

    net_pence: Mapped[int] = mapped_column(default=0)
    vat_pence: Mapped[int] = mapped_column(default=0)
    gross_pence: Mapped[int] = mapped_column(default=0)
    paid_pence: Mapped[int] = mapped_column(default=0)
    credited_pence: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")

    provider: Mapped[Provider] = relationship(Provider, foreign_keys=[provider_id])
    booking: Mapped[Booking] = relationship(Booking)
    payer: Mapped[Organisation | None] = relationship(Organisation, foreign_keys=[payer_id])
    user: Mapped[User | None] = relationship(User, foreign_keys=[user_id])
    credits: Mapped[Invoice | None] = relationship(
        "Invoice", remote_side="Invoice.id", back_populates="credit_notes", foreign_keys=[credits_id]
    )
    credit_notes: Mapped[list[Invoice]] = relationship(
        "Invoice", back_populates="credits", foreign_keys=[credits_id], order_by="Invoice.serial"
    )
    lines: Mapped[list[InvoiceLine]] = relationship(
        "InvoiceLine", back_populates="invoice", order_by="InvoiceLine.id", cascade="all, delete-orphan"
    )
    payments: Mapped[list[Payment]] = relationship(
        "Payment", back_populates="invoice", order_by="Payment.paid_on, Payment.id"
    )

    @property
    def is_draft(self) -> bool:
        return self.state is InvoiceState.draft

    @property
    def is_credit(self) -> bool:
        return self.kind is DocumentKind.credit_note

    @property
    def remaining_pence(self) -> int:
        """What was issued and not credited."""
        return self.gross_pence - self.credited_pence

    @property
    def balance_pence(self) -> int:
        """What is still to be paid; negative where more was paid than remains, and money should go back."""
        return 0 if self.is_credit else self.remaining_pence - self.paid_pence

    @property
    def title(self) -> str:
        return f"{self.kind.label} {self.number}" if self.number else f"Draft {self.kind.label.lower()}"

    def is_overdue(self, today: date) -> bool:
        return self.state in UNPAID and not self.is_credit and self.due_on is not None and self.due_on < today


class InvoiceLine(Model):
    """One place, or the charge for giving it back, as it was sold. ``vat_rate`` is in hundredths of a percent.

    ``turn`` counts how often the place was invoiced: one place and turn stand on one line, whoever drafts at the same
    time. ``credits_line_id`` is the line that a line of a credit note takes back; a line is taken back once.
    ``waives``: what is taken back is not to be invoiced again. ``delegate`` is the name or the initials, and may be
    blanked later; nothing else of an issued line changes.
    """

    __tablename__ = "invoice_lines"
    __table_args__ = (
        CheckConstraint("net_pence = list_pence - discount_pence", name="net_adds_up"),
        CheckConstraint("gross_pence = net_pence + vat_pence", name="gross_adds_up"),
        CheckConstraint(
            "discount_pence >= 0 AND net_pence >= 0 AND vat_pence >= 0 AND vat_rate >= 0", name="not_negative"
        ),
        CheckConstraint("(turn IS NULL) = (credits_line_id IS NOT NULL)", name="turn_unless_credit"),
        Index("ix_invoice_lines_place_id_turn", "place_id", "turn", unique=True),
        Index("ix_invoice_lines_credits_line_id", "credits_line_id", unique=True),
    )

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    turn: Mapped[int | None]
    credits_line_id: Mapped[int | None] = mapped_column(ForeignKey("invoice_lines.id"))
    waives: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[LineKind] = mapped_column(EnumText(LineKind))
    delegate: Mapped[str] = mapped_column(String(120), default="")
    course_title: Mapped[str] = mapped_column(String(120))
    course_on: Mapped[date | None] = mapped_column(Date)
    price_band: Mapped[PriceBand] = mapped_column(EnumText(PriceBand))
    list_pence: Mapped[int]
    discount_pence: Mapped[int] = mapped_column(default=0)
    net_pence: Mapped[int]
    vat_code: Mapped[VatTreatment] = mapped_column(EnumText(VatTreatment))
    vat_rate: Mapped[int] = mapped_column(default=0)
    vat_pence: Mapped[int] = mapped_column(default=0)
    gross_pence: Mapped[int]

    invoice: Mapped[Invoice] = relationship(Invoice, back_populates="lines")
    place: Mapped[Place] = relationship(Place)
    credits_line: Mapped[InvoiceLine | None] = relationship("InvoiceLine", remote_side="InvoiceLine.id")


class Payment(Timestamps, Model):
    """Money that came, or (negative) went back, as the provider noted it. ``entry`` is the random key of the page that
    noted it: the same page sent twice is one payment."""

    __tablename__ = "payments"
    __table_args__ = (
        CheckConstraint("pence <> 0", name="pence_not_zero"),
        Index("uq_payments_invoice_id_entry", "invoice_id", "entry", unique=True),
    )

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"))
    pence: Mapped[int]
    paid_on: Mapped[date] = mapped_column(Date)
    reference: Mapped[str] = mapped_column(String(60), default="")
    entry: Mapped[str] = mapped_column(String(64))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    invoice: Mapped[Invoice] = relationship(Invoice, back_populates="payments")
