"""What can be wrong with a message. All of these are bugs of the caller, save a bad address."""

from __future__ import annotations

from teachpb.db import DomainError


class BadAddress(DomainError):
    """The address cannot take mail."""

    def __init__(self) -> None:
        super().__init__("Enter an email address in the correct format, like name@example.org", "email")


class BadMessage(ValueError):
    """The message cannot be sent as it is: a header with a line break, a calendar without METHOD, too much attached."""
