"""Answers that come from several tabs, by themselves or with a button, out of order or twice.

A page of the form carries a *mark* of every answer it was drawn with. What comes back with the same mark was not
touched on that page and changes nothing; what differs was, and the newest wins. So two tabs that write different
answers lose neither, and where both wrote the same one it can be told.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_PAIR = re.compile(r"([a-z0-9_]{1,60}):([0-9a-f]{8})")
_TAB = re.compile(r"[A-Za-z0-9-]{8,40}")
MOST_DIGITS = 9
#: How much of what claims to be marks is looked at.
MOST_SIGNS = 20_000


@dataclass(frozen=True)
class Sent:
    """Where answers come from. ``marks`` are those of the page they were written on; ``tab`` names the drawn page and
    ``number`` counts what it sent; ``by_itself``: nobody pressed a button."""

    marks: Mapping[str, str] = field(default_factory=dict)
    tab: str = ""
    number: int = 0
    by_itself: bool = False


@dataclass(frozen=True)
class Merge:
    """``changed`` is to be written. ``overtook``: at least one of them replaces what was written elsewhere since."""

    changed: dict[str, Any]
    overtook: bool


def mark_of(value: Any) -> str:
    """The mark of one answer. Nothing and an empty text have the same."""
    text = json.dumps("" if value is None else value, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def marks_of(answers: Mapping[str, Any]) -> str:
    """The marks of a page’s answers, as its hidden field carries them."""
    return " ".join(f"{name}:{mark_of(value)}" for name, value in answers.items())


def read_marks(text: str) -> dict[str, str]:
    """The marks in what a page sent back; what is none is left out."""
    pairs = (_PAIR.fullmatch(word) for word in text[:MOST_SIGNS].split())
    return {pair[1]: pair[2] for pair in pairs if pair}


def renewed(marks: Mapping[str, str], given: Mapping[str, Any], stored: Mapping[str, Any]) -> str:
    """The marks of a page after what it was ``given`` has been merged: new ones for what is stored as it stands there,
    the old ones for what it still shows as it was."""
    fresh = {name: mark_of(value) for name, value in given.items() if mark_of(stored[name]) == mark_of(value)}
    return " ".join(f"{name}:{mark}" for name, mark in {**marks, **fresh}.items())


def read_sent(posted: Mapping[str, str]) -> Sent:
    """Where posted answers come from. Whatever was posted, this is no error."""
    tab, number = posted.get("tab", ""), posted.get("turn", "")
    return Sent(
        marks=read_marks(posted.get("marks", "")),
        tab=tab if _TAB.fullmatch(tab) else "",
        number=int(number) if number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS else 0,
        by_itself="autosave" in posted,
    )


def merge(stored: Mapping[str, Any], given: Mapping[str, Any], marks: Mapping[str, str]) -> Merge:
    """What of ``given`` is to replace what is ``stored``; without a mark, whatever differs."""
    changed: dict[str, Any] = {}
    overtook = False
    for name, value in given.items():
        if name not in stored or stored[name] == value:
            continue
        mark = marks.get(name)
        if mark == mark_of(value):
            continue  # as this page was drawn: it was changed elsewhere, and not here
        overtook = overtook or (mark is not None and mark != mark_of(stored[name]))
        changed[name] = value
    return Merge(changed, overtook)
