"""What rooms above add to this room’s pages: facts in the rows of the dashboard, cards on the hiring home page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app

ROW_FACTS = "vacancies.row_facts"
HOME_CARDS = "vacancies.home_cards"


@dataclass(frozen=True)
class RowFact:
    """A fact about one vacancy: “12 applicants”, with a link, and whether it wants attention (“3 new”)."""

    text: str
    href: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class Card:
    """Something to do next. ``count`` is drawn large when given; urgent cards stand first, then by ``order``."""

    title: str
    text: str
    href: str
    link_text: str
    count: int | None = None
    is_urgent: bool = False
    order: int = 100


#: Given vacancy ids, the facts of each. One query for all of them.
FactSource = Callable[[Sequence[int]], Mapping[int, Sequence[RowFact]]]
#: Given the person and the organisation they act for, cards (or none).
CardSource = Callable[[Any, Any], Iterable[Card]]


def register_row_facts(source: FactSource) -> None:
    """Call from a room’s ``register``."""
    _sources(ROW_FACTS).append(source)


def register_home_cards(source: CardSource) -> None:
    """Call from a room’s ``register``."""
    _sources(HOME_CARDS).append(source)


def row_facts(ids: Sequence[int]) -> dict[int, list[RowFact]]:
    """Every fact anybody has to add about these vacancies."""
    found: dict[int, list[RowFact]] = {vacancy_id: [] for vacancy_id in ids}
    if ids:
        for source in _sources(ROW_FACTS):
            for vacancy_id, facts in source(ids).items():
                found[vacancy_id].extend(facts)
    return found


def home_cards(user: Any, organisation: Any) -> list[Card]:
    cards = [card for source in _sources(HOME_CARDS) for card in source(user, organisation)]
    return sorted(cards, key=lambda card: (not card.is_urgent, card.order, card.title))


def _sources(key: str) -> list[Any]:
    sources: list[Any] = current_app.extensions.setdefault(key, [])
    return sources
