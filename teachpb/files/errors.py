"""Why an upload is refused; each message says what to do."""

from __future__ import annotations

from teachpb.db import DomainError


class UploadRefused(DomainError):
    """The file cannot be taken."""
