"""What can go wrong at the door. No sentence here tells whether an address has an account."""

from __future__ import annotations

from datetime import timedelta

from teachpb.accounts.guessing import in_words
from teachpb.db import DomainError


class WrongCredentials(DomainError):
    """The address and the password do not belong together, or there is no such account."""

    def __init__(self) -> None:
        super().__init__(
            "Check your email address and password. If you have just registered, open the link in our email first"
        )


class WrongPassword(DomainError):
    """A signed-in person was asked for their password and gave another."""

    def __init__(self) -> None:
        super().__init__("Enter the password you use now. This is not it", "current_password")


class TooManyAttempts(DomainError):
    """Too many failures: wait first."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(f"Too many tries. Wait {in_words(wait)} and try again, or ask us to mail you a sign-in link")


class WeakPassword(DomainError):
    """The password would be guessed."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "password")


class LinkGone(DomainError):
    """A mailed link was used, replaced, has run out or never was."""

    def __init__(self) -> None:
        super().__init__("This link no longer works. Ask for a new one")


class AccountClosed(DomainError):
    """The account has been closed meanwhile."""

    def __init__(self) -> None:
        super().__init__("This account has been closed")
