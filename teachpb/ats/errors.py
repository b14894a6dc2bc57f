"""What is answered to a request that is understood and not done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

INVALID_KEY = "Invalid API key"
NOT_YOURS = "The given ID does not match any vacancy for your ATS"


class Refused(Exception):
    """The status and the sentences of the contract. ``meta`` stands beside them in a conflict."""

    def __init__(self, status: int, errors: Sequence[str], meta: dict[str, Any] | None = None) -> None:
        super().__init__(errors[0])
        self.status = status
        self.errors = list(errors)
        self.meta = meta

    @property
    def body(self) -> dict[str, Any]:
        return {"errors": self.errors, **({"meta": self.meta} if self.meta is not None else {})}
