"""What can go wrong when writing the audit trail."""

from __future__ import annotations


class AppendOnly(RuntimeError):
    """Somebody tried to rewrite history. Always a bug."""
