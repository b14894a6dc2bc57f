"""What the pages about money ask."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from teachpb.invoices.models import BudgetYear, Invoice, InvoiceLine, IssueMode, PayerFinance, ProviderFinance
from teachpb.invoices.operations import PayerDetails, ProviderDetails
from teachpb.invoices.paper import describe, money
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    Check,
    CheckboxesField,
    DateField,
    EmailField,
    EnumRadioField,
    HiddenField,
    IntegerField,
    Length,
    PastDate,
    PoundsField,
    RadioField,
    Required,
    StringField,
    TextArea,
    YesNoField,
)

CAME, WENT_BACK = "came", "back"


def _reads(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text, re.ASCII) is not None


class IssueForm(BaseForm):
    """Which drafts to issue."""

    drafts = CheckboxesField("Drafts", [Required("Select at least one draft to issue")], coerce=int, choices=[])

    def offer(self, drafts: list[Invoice]) -> None:
        self.drafts.choices = [
            (draft.id, f"{draft.payer_name}, {money(draft.gross_pence)} ({draft.reference})") for draft in drafts
        ]


class PaymentForm(BaseForm):
    """Money that came, or went back. ``entry`` is the random key of the page."""

    direction = RadioField(
        "What happened?",
        [Required("Select whether money came or went back")],
        choices=[(CAME, "Money came"), (WENT_BACK, "We paid money back")],
    )
    pence = PoundsField("How much?", [Required("Enter how much")], min=1, thing="The amount")
    paid_on = DateField("On which day?", [Required("Enter the day"), PastDate()])
    reference = StringField("Reference", max_chars=60, optional=True, hint="As it stands on your bank statement.")
    entry = HiddenField()

    def noted(self) -> dict[str, Any]:
        """What the operation wants to know. Money that went back is negative."""
        sign = -1 if self.direction.data == WENT_BACK else 1
        return {
            "pence": sign * self.pence.data,
            "paid_on": self.paid_on.data,
            "reference": self.reference.data,
            "entry": str(self.entry.data or secrets.token_urlsafe(16))[:64],
        }


class CreditForm(BaseForm):
    """What to take back, and whether to invoice it again."""

    lines = CheckboxesField(
        "What do you want to take back?", [Required("Select at least one line")], coerce=int, choices=[]
    )
    reason = StringField(
        "Why?", [Required("Enter the reason"), Length(min=3)], max_chars=200, hint="It stands on the credit note."
    )
    again = YesNoField(
        "Shall we draft it anew?",
        [Required("Select whether to draft it anew")],
        hint="Yes, where only the address or the order number was wrong. No, where nothing is owed any more.",
    )

    def offer(self, lines: list[InvoiceLine]) -> None:
        self.lines.choices = [(line.id, f"{describe(line)}: {money(line.gross_pence)}") for line in lines]


class ProviderFinanceForm(BaseForm):
    """How a provider invoices."""

    legal_name = StringField("Name on your invoices", [Required("Enter your name")], max_chars=200)
    address = TextArea("Address", [Required("Enter your address")], rows=4, max_chars=500)
    prefix = StringField(
        "Prefix of your numbers",
        [
            Required("Enter a prefix"),
            Check(_reads(r"[A-Z0-9]{2,10}"), "Enter 2 to 10 capital letters or digits, like TSH"),
        ],
        max_chars=10,
        width=10,
        hint="TSH gives TSH-00001, TSH-00002 and so on. Invoices and credit notes share the numbers.",
    )
    vat_number = StringField(
        "VAT number", max_chars=20, width=20, optional=True, hint="Needed where you charge VAT on a course."
    )
    email = EmailField("Email address for questions about invoices", optional=True)
    account_name = StringField("Account name", max_chars=100, optional=True, autocomplete="off")
    sort_code = StringField(
        "Sort code",
        [Check(_reads(r"\d\d-?\d\d-?\d\d"), "Enter a sort code like 20-00-00")],
        max_chars=8,
        width=10,
        optional=True,
        autocomplete="off",
    )
    account_number = StringField(
        "Account number",
        [Check(_reads(r"\d{6,8}"), "Enter an account number of 6 to 8 digits")],
        max_chars=8,
        width=10,
        optional=True,
        autocomplete="off",
        hint="We keep it encrypted. It stands on your invoices.",
    )
    terms_days = IntegerField(
        "Days to pay", [Required("Enter how many days people have to pay")], max=120, width=3, thing="Days to pay"
    )
    issue_mode = EnumRadioField(
        "When are invoices issued?",
        [Required("Select when invoices are issued")],
        enum=IssueMode,
        reveals={IssueMode.before_run: ("issue_days",)},
    )
    issue_days = IntegerField(
        "How many days before the course?",
        [Required("Enter how many days before the course")],
        max=120,
        width=3,
        thing="Days before the course",
    )
    footer = TextArea("Anything else on every invoice", rows=2, max_chars=500, optional=True)

    def details(self) -> ProviderDetails:
        answers = self.answers()
        answers["issue_days"] = answers["issue_days"] if answers["issue_days"] is not None else 14
        return ProviderDetails(**answers)

    @classmethod
    def for_provider(cls, finance: ProviderFinance | None, *, prefix: str, name: str) -> ProviderFinanceForm:
        if finance is None:
            return cls(data={"prefix": prefix, "legal_name": name, "terms_days": 30, "issue_mode": IssueMode.by_hand})
        stored = {
            field.name: getattr(finance, field.name) for field in fields(ProviderDetails) if field.name != "prefix"
        }
        return cls(data={**stored, "prefix": prefix})


class PayerFinanceForm(BaseForm):
    """Where a school wants its invoices."""

    invoice_name = StringField("Name on invoices", max_chars=200, optional=True, hint="Empty: the name of the school.")
    address = TextArea("Address on invoices", rows=4, max_chars=500, optional=True, hint="Empty: the school’s address.")
    email = EmailField("Email address for invoices", optional=True, hint="Empty: whoever booked gets them.")
    cost_centre = StringField(
        "Cost centre for internal recharges", max_chars=30, width=20, optional=True, hint="Maintained schools only."
    )
    shows_names = BooleanField("Show the full names of delegates; otherwise their initials")
    budget_year = EnumRadioField(
        "In which year do you count spending?", [Required("Select the year you count in")], enum=BudgetYear
    )

    def details(self) -> PayerDetails:
        return PayerDetails(**self.answers())

    @classmethod
    def for_payer(cls, finance: PayerFinance | None) -> PayerFinanceForm:
        if finance is None:
            return cls(data={"budget_year": BudgetYear.academic})
        return cls(data={field.name: getattr(finance, field.name) for field in fields(PayerDetails)})


class BudgetForm(BaseForm):
    """What a school means to spend."""

    pence = PoundsField("Training budget for the year", [Required("Enter the budget; 0 if there is none")])
