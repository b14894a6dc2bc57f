"""What can go wrong, in sentences a person can act on."""

from __future__ import annotations

from teachpb.db import DomainError


class NotOpen(DomainError):
    """Only what can still be applied for can be saved."""

    def __init__(self) -> None:
        super().__init__("This job has closed, so it cannot be saved any more.")


class TooMany(DomainError):
    """A list that long is no list any more."""

    def __init__(self, most: int) -> None:
        super().__init__(f"You have saved {most} jobs, which is the most we keep. Take some off your list first.")
