"""What cannot be done with an alert."""

from __future__ import annotations

from teachpb.db import DomainError


class AlertHasEnded(DomainError):
    def __init__(self) -> None:
        super().__init__("This alert has been stopped. Set up a new one")


class SameAlert(DomainError):
    """The address has another alert for the very same search."""

    def __init__(self) -> None:
        super().__init__("You have another alert for this very search. Change the search, or stop one of the two")
