"""The shape of a page: what it is built of, without the words and numbers that differ from record to record.

Two pages of one shape are as accessible as each other: they have the same elements, nested the same way, with the same
classes (and so the same colours), the same attributes, and words in the same places. What a list repeats counts once,
and a page is of a known shape when its frame is and its main part is.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag

VARIABLE = "TEACHPB_TEST_SHAPES"
#: Attributes of which the value matters, not only that they are there.
VALUED = frozenset(
    {"class", "role", "type", "lang", "scope", "tabindex", "aria-expanded", "aria-current", "aria-hidden"}
)
#: What somebody has answered; no button of this site is an input, whose value would be its name.
ANSWERS = frozenset({"value", "checked", "selected"})
#: Whose parts may come in any order.
LISTS = frozenset({"ul", "ol", "table", "tbody", "select"})
LANDMARKS = frozenset({"nav", "main", "header", "footer", "aside", "section", "form", "search"})
#: Not on the page, or changed by nothing but a token.
LEFT_OUT = frozenset({"script", "style", "meta", "link", "noscript", "template", "path", "title"})
NUMBERS = re.compile(r"\d+")


def shapes_of(html: str | BeautifulSoup) -> tuple[str, str]:
    """Digests of what is around ``main``, and of ``main``: equal for equal shapes."""
    soup = BeautifulSoup(html, "html.parser") if isinstance(html, str) else html
    assert soup.html is not None, "not an HTML page"
    return _shape(soup.html, without=soup.main), _shape(soup.main or soup.html)


def is_new_page(key: str, html: str | BeautifulSoup) -> bool:
    """Has no test of this run, in whichever process, asked about such a frame and about such a main part before?"""
    frame, main = (is_new(f"{key} {shape}") for shape in shapes_of(html))
    return frame or main


def is_new(key: str) -> bool:
    """Has no test of this run, in whichever process, asked about this key before?"""
    path = Path(os.environ[VARIABLE]) / hashlib.sha256(key.encode()).hexdigest()
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def start_remembering() -> None:
    """Make the folder (called once, before the workers start)."""
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="teachpb-shapes-")


def _shape(tag: Tag, without: Tag | None = None) -> str:
    parts = []
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name not in LEFT_OUT and child is not without:
                parts.append(_shape(child, without))
        elif type(child) is NavigableString and child.strip() and tag.name != "textarea":
            parts.append("words")
    different = list(dict.fromkeys(parts))
    if tag.name in LISTS:
        different.sort()
    return hashlib.sha256("\n".join([_opening(tag), *different]).encode()).hexdigest()


def _opening(tag: Tag) -> str:
    described = [tag.name]
    for name, value in sorted(tag.attrs.items()):
        text = NUMBERS.sub("", " ".join(value) if isinstance(value, list) else str(value)).strip()
        if name in VALUED or (name == "aria-label" and tag.name in LANDMARKS):
            described.append(f"{name}={text}")
        elif name not in ANSWERS:
            described.append(name if text else f"{name}=nothing")
    return " ".join(described)
