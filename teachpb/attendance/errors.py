"""What can stand in the way of a register, an evaluation or a certificate, and what to do about it."""

from __future__ import annotations

from teachpb.db import DomainError


class NotYet(DomainError):
    """A register opens on the day of its session."""

    def __init__(self) -> None:
        super().__init__("The register opens on the day of the session: come back then")


class NotOnRegister(DomainError):
    def __init__(self) -> None:
        super().__init__("Somebody on this register has no place any more: look at it again")


class AlreadyAnswered(DomainError):
    """One person, one evaluation: the back button and a second click do not make two."""

    def __init__(self) -> None:
        super().__init__("You have answered already. Thank you: there is nothing more to do")


class NothingToSay(DomainError):
    """An evaluation belongs to somebody who was there."""

    def __init__(self) -> None:
        super().__init__("This course is not over for you yet: you can tell us what you thought when it is")


class NoCertificate(DomainError):
    def __init__(self) -> None:
        super().__init__("There is no certificate to withdraw")
