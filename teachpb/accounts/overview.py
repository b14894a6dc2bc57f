"""What stands on a person’s account page: rooms above say what waits for them there, and where the rest is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from teachpb.accounts.models import User

KEY = "accounts.overview"


@dataclass(frozen=True)
class Panel:
    """One thing a person has here: “Saved jobs”, how many, one sentence about what is next. ``count`` of None is not
    told; urgent ones stand first."""

    title: str
    text: str
    href: str
    count: int | None = None
    is_urgent: bool = False
    order: int = 100


#: The person -> their panel, or None when there is nothing to say.
PanelSource = Callable[[User], Panel | None]


def register_panel(source: PanelSource) -> None:
    """Offer a panel (from a room's ``register``)."""
    current_app.extensions.setdefault(KEY, []).append(source)


def panels_for(user: User) -> list[Panel]:
    found = (source(user) for source in current_app.extensions.get(KEY, []))
    panels = [panel for panel in found if panel is not None]
    return sorted(panels, key=lambda panel: (not panel.is_urgent, panel.order, panel.title))
