"""Reading rendered templates, and the little stand-ins they are given."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup

from tests.support.client import squash

Render = Callable[..., BeautifulSoup]
#: What the cards of the home page and of profiles are given.
ITEM = {
    "title": "Teacher of Physics", "href": "/jobs/physics", "school": "Thorpe Mere Academy", "place": "Paston",
    "meta": ["£32,916 to £51,048", "Full time"], "scene": "lab", "photo_url": None, "photo_alt": "", "tag": "New today",
}  # fmt: skip


def failed_form() -> SimpleNamespace:
    summary = [{"text": "Enter a closing date after the publish date", "href": "#closing"}]
    return SimpleNamespace(errors={"closing": ["late"]}, error_summary=lambda: summary, hidden_tag=lambda: "")


def words(node: Any) -> str:
    return squash(node.get_text(" "))
