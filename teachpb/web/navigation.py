"""Navigation, by registration: each room announces its entries, and who sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, request, url_for

from teachpb.web.access import signed_in_user


@dataclass(frozen=True)
class Entry:
    """One link. ``area`` is ``hiring``, ``training``, ``board``, ``office`` or ``account``."""

    area: str
    text: str
    endpoint: str
    visible: Callable[[Any], bool] = field(default=lambda user: True)
    order: int = 100
    count: Callable[[Any], int] | None = None


def register_entry(entry: Entry) -> None:
    """Add a link to an area's navigation (call from a room's ``register``)."""
    entries: list[Entry] = current_app.extensions.setdefault("navigation", [])
    entries.append(entry)
    entries.sort(key=lambda item: (item.area, item.order, item.text))


def entries_for(area: str, user: Any) -> list[dict[str, Any]]:
    """The links of ``area`` that ``user`` may see: dicts of text, href, current and count."""
    return [
        {
            "text": entry.text,
            "href": path_of(entry.endpoint),
            "current": _is_current(entry.endpoint),
            "count": entry.count(user) if entry.count else None,
        }
        for entry in _visible(area, user)
    ]


def work_navigation() -> list[dict[str, Any]]:
    """The links of the area this request is in, told by the first part of its path."""
    return entries_for(request.path.strip("/").split("/", 1)[0], signed_in_user())


def my_areas() -> list[dict[str, Any]]:
    """The first visible link of every area the signed-in person has business in; no more is asked than needed."""
    user = signed_in_user()
    titles = {
        "hiring": "Hiring",
        "training": "Training",
        "board": "Governance",
        "office": "Council office",
        "account": "Account",
    }
    found = ((area, title, next(_visible(area, user), None)) for area, title in titles.items())
    return [{"area": area, "text": title, "href": path_of(entry.endpoint)} for area, title, entry in found if entry]


def path_of(endpoint: str) -> str:
    """The address of a page that takes no arguments: built once, for it never changes while the application runs."""
    paths: dict[tuple[str, str], str] = current_app.extensions.setdefault("navigation_paths", {})
    key = (request.script_root, endpoint)
    if key not in paths:
        paths[key] = url_for(endpoint)
    return paths[key]


def _visible(area: str, user: Any) -> Iterator[Entry]:
    entries: list[Entry] = current_app.extensions.get("navigation", [])
    return (entry for entry in entries if entry.area == area and user is not None and entry.visible(user))


def _is_current(endpoint: str) -> bool:
    """An entry is current on its own page, and on the pages below its path."""
    if request.endpoint == endpoint:
        return True
    path = path_of(endpoint).split("?", 1)[0].rstrip("/")
    return path.count("/") > 1 and request.path.startswith(path + "/")
