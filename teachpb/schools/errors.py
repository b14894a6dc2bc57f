"""What can go wrong with schools, in sentences a person can act on."""

from __future__ import annotations

from teachpb.db import DomainError


class UnreadableRegister(DomainError):
    """A file is no extract of the register, or breaks off."""


class UnknownLocalAuthority(DomainError):
    """The local authority asked for is neither in the file nor held."""


class TooManyClosures(DomainError):
    """An import would close or drop more than a tenth of the open schools. Nothing was changed."""

    def __init__(self, *, closing: list[int], missing: list[int], held: int) -> None:
        super().__init__(
            f"This file would close {len(closing)} and no longer names {len(missing)} of the {held} open schools held: "
            "more than a tenth. Nothing was changed. Look at the file; if it is right, run the import again with "
            "--force."
        )
        self.closing = closing
        self.missing = missing
        self.held = held


class PictureNeedsWords(DomainError):
    """A photograph without a description says nothing to people who cannot see it."""

    def __init__(self) -> None:
        super().__init__("Describe what the photograph shows, for people who cannot see it", "photo_alt")


class InvitationGone(DomainError):
    """An invitation was accepted, withdrawn or has run out."""

    def __init__(self) -> None:
        super().__init__("This invitation no longer works. Ask whoever invited you to send it again")


class WrongInvitee(DomainError):
    """An invitation is opened by somebody with another address."""

    def __init__(self) -> None:
        super().__init__("This invitation was sent to another email address. Sign in with that one to accept it")


class LastManager(DomainError):
    """Nobody would be left to invite people and to let them go."""

    def __init__(self, organisation: str, role: str) -> None:
        super().__init__(
            f"{organisation} needs at least one person with the role “{role}”. Give somebody else that role first",
            "role",
        )


class RequestSettled(DomainError):
    """A request was answered or withdrawn by somebody else a moment ago."""

    def __init__(self, state: str) -> None:
        super().__init__(f"This request is settled already: {state.lower()}")
