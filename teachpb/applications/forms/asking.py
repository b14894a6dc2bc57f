"""Fields that ask with the sentences of ``rules``."""

from __future__ import annotations

from typing import Any

from teachpb.applications.rules import WANTED
from teachpb.web.forms import Required


def wanted(name: str) -> list[Any]:
    """The validators of a field that has to be answered."""
    return [Required(WANTED[name])]
