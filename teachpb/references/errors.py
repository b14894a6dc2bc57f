"""What can go wrong with references and self-disclosures, in sentences a person can act on."""

from __future__ import annotations

from teachpb.db import DomainError


class TooEarly(DomainError):
    """Nobody is asked before shortlisting."""

    def __init__(self) -> None:
        super().__init__("Only shortlisted candidates are asked for this. Shortlist the candidate first")


class Finished(DomainError):
    """The answer is in (or not wanted any more), so it cannot be changed."""

    def __init__(self) -> None:
        super().__init__("This has been sent or is not wanted any more, so it cannot be changed")


class Unfinished(DomainError):
    """Answers are missing."""

    def __init__(self) -> None:
        super().__init__("Some answers are still missing. They are marked below")
