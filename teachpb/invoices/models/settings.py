"""How a provider invoices, and where a payer wants its invoices."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.db import CONSTRAINT_MESSAGES, EnumText, Model, Timestamps
from teachpb.invoices.models.enums import BudgetYear, IssueMode
from teachpb.schools.models import Organisation, Provider
from teachpb.sealing import SealedText

CONSTRAINT_MESSAGES["uq_invoice_series_prefix"] = ("prefix", "Another provider uses this prefix: enter another")


class InvoiceSeries(Model):
    """The numbers of one provider: invoices, recharges and credit notes share them. A number is given out at issue,
    under a lock on this row and in the transaction of the document, so that none is missing and none comes twice.

    ``last_serial`` is the last one given out. ``prefix`` stands before it.
    """

    __tablename__ = "invoice_series"
    __table_args__ = (CheckConstraint("last_serial >= 0", name="serial_not_negative"),)

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), unique=True)
    prefix: Mapped[str] = mapped_column(String(10), unique=True)
    last_serial: Mapped[int] = mapped_column(default=0)

    provider: Mapped[Provider] = relationship(Provider)

    def number_of(self, serial: int) -> str:
        """“TSH-00042”."""
        return f"{self.prefix}-{serial:05}"


class ProviderFinance(Timestamps, Model):
    """Who sends the invoices, and where the money goes. ``issue_days`` is how many days before the course drafts are
    issued where that happens by itself. The bank details are sealed."""

    __tablename__ = "provider_finances"
    __table_args__ = (
        CheckConstraint("terms_days >= 0 AND terms_days <= 120", name="terms_in_range"),
        CheckConstraint("issue_days >= 0 AND issue_days <= 120", name="issue_days_in_range"),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), unique=True)
    legal_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    vat_number: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    account_name: Mapped[str] = mapped_column(SealedText, default="")
    sort_code: Mapped[str] = mapped_column(SealedText, default="")
    account_number: Mapped[str] = mapped_column(SealedText, default="")
    terms_days: Mapped[int] = mapped_column(default=30)
    issue_mode: Mapped[IssueMode] = mapped_column(EnumText(IssueMode), default=IssueMode.by_hand)
    issue_days: Mapped[int] = mapped_column(default=14)
    footer: Mapped[str] = mapped_column(String(500), default="")

    provider: Mapped[Provider] = relationship(Provider)

    @property
    def pay_to(self) -> str:
        """The account as an invoice names it, in lines."""
        if not self.account_number:
            return ""
        return f"{self.account_name}\nSort code {self.sort_code}\nAccount number {self.account_number}"

    @property
    def is_complete(self) -> bool:
        """Is there enough to put on an invoice?"""
        return bool(self.legal_name and self.address)


class PayerFinance(Timestamps, Model):
    """Where a school, trust or council wants its invoices, and in which year it counts.

    ``shows_names``: delegates stand on its invoices by name, otherwise by their initials.
    """

    __tablename__ = "payer_finances"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), unique=True)
    invoice_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    cost_centre: Mapped[str] = mapped_column(String(30), default="")
    shows_names: Mapped[bool] = mapped_column(default=False)
    budget_year: Mapped[BudgetYear] = mapped_column(EnumText(BudgetYear), default=BudgetYear.academic)

    organisation: Mapped[Organisation] = relationship(Organisation)
