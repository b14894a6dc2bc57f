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
