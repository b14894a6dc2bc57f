"""What can be wrong with a file of places."""

from __future__ import annotations

from teachpb.db import DomainError


class UnreadableFile(DomainError):
    """The file is not what it should be."""
