"""Where a person lands after signing in. Rooms above say which of their areas is home to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app

from teachpb.accounts.models import User

ACCOUNT = "/account"


@dataclass(frozen=True, order=True)
class Home:
    """``path`` is the front page of an area; of the homes a person has, the one with the lowest ``order`` is theirs."""

    order: int
    path: str
    is_home_of: Callable[[User], bool] = field(compare=False)


def register_home(home: Home) -> None:
    """Offer a home (from a room's ``register``)."""
    homes: list[Home] = current_app.extensions.setdefault("homes", [])
    homes.append(home)
    homes.sort()


def home_for(user: User) -> str:
    """The path this person starts from: their first home that is there, else their account."""
    adapter = current_app.url_map.bind("localhost")
    homes: list[Home] = current_app.extensions.get("homes", [])
    mine = (home.path for home in homes if home.is_home_of(user))
    return next((path for path in mine if adapter.test(path, "GET")), ACCOUNT)
