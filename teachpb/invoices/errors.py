"""What can stand in the way of money, and what to do about it."""

from __future__ import annotations

from teachpb.db import DomainError
from teachpb.web.templating import format_pounds


class NotReady(DomainError):
    """The provider has not said what has to stand on an invoice."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"Invoices cannot be issued yet: enter {missing} in the invoice settings first")


class NothingToIssue(DomainError):
    def __init__(self) -> None:
        super().__init__("There is nothing to invoice any more: the places were given back")


class AlreadyIssued(DomainError):
    def __init__(self) -> None:
        super().__init__("This is issued and stays as it is: make a credit note instead")


class NotIssued(DomainError):
    def __init__(self) -> None:
        super().__init__("This is still a draft: issue it first")


class NotPayable(DomainError):
    """A credit note, a draft, or a recharge that nobody pays."""

    def __init__(self) -> None:
        super().__init__("Payments can be noted on an issued invoice or recharge only: look at it again")


class TooMuch(DomainError):
    def __init__(self, most_pence: int) -> None:
        sentence = f"Enter {format_pounds(most_pence)} or less: no more is open" if most_pence else "Nothing is open"
        super().__init__(sentence, "pence")


class PaidBefore(DomainError):
    """One page was sent twice with different figures."""

    def __init__(self) -> None:
        super().__init__("This page was already used for another payment: look at the invoice before you note one more")


class NothingToCredit(DomainError):
    def __init__(self) -> None:
        super().__init__("Select at least one line that has not been credited yet", "lines")
