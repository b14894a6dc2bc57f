"""What rooms above add to this room’s pages: facts in the rows of the dashboard, cards on the hiring home page, things
to do on the card of a job, and how far the reader’s own application is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, url_for

ROW_FACTS = "vacancies.row_facts"
HOME_CARDS = "vacancies.home_cards"
JOB_ACTIONS = "vacancies.job_actions"
APPLICATION_NOTES = "vacancies.application_notes"
ONWARD_LINKS = "vacancies.onward_links"
SAMPLE_FORMS = "vacancies.sample_forms"


@dataclass(frozen=True)
class RowFact:
    """A fact about one vacancy: “12 applicants”, with a link, and whether it wants attention (“3 new”).

    ``interest`` is how many people it says have applied, or gone on to the school’s own form.
    """

    text: str
    href: str = ""
    is_urgent: bool = False
    interest: int = 0


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


@dataclass(frozen=True)
class JobAction:
    """Something to do with a job besides opening it, on its card and on its page: a small template of the room that
    offers it, drawn with ``job`` (``id``, ``slug``, ``title``) and ``action``."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ApplicationNote:
    """How far the reader’s own application for a vacancy is: “Draft”, with the way to it. ``is_settled``: it was sent
    or withdrawn, so nobody need remind them of the closing date."""

    text: str
    link_text: str
    endpoint: str
    url_args: Mapping[str, Any]
    is_settled: bool

    @property
    def href(self) -> str:
        return url_for(self.endpoint, **self.url_args)


@dataclass(frozen=True)
class SampleForm:
    """A form that people will be asked to fill in, to be read beforehand as PDF. ``endpoint`` takes ``name``."""

    name: str
    title: str
    endpoint: str
    order: int = 100


#: Given vacancy ids, the facts of each. One query for all of them.
FactSource = Callable[[Sequence[int]], Mapping[int, Sequence[RowFact]]]
#: Given the person and the organisation they act for, cards (or none).
CardSource = Callable[[Any, Any], Iterable[Card]]
#: Given the person (or None) and vacancy ids, what they can do with each. One query for all of them.
ActionSource = Callable[[Any, Sequence[int]], Mapping[int, Sequence[JobAction]]]
#: Given a vacancy, pages about jobs of its kind: (words, address).
LinkSource = Callable[[Any], Iterable[tuple[str, str]]]
#: Given a person and vacancy ids, how far their applications are. One query for all of them.
NoteSource = Callable[[Any, Sequence[int]], Mapping[int, ApplicationNote]]


def register_row_facts(source: FactSource) -> None:
    """Call from a room’s ``register``."""
    _sources(ROW_FACTS).append(source)


def register_home_cards(source: CardSource) -> None:
    """Call from a room’s ``register``."""
    _sources(HOME_CARDS).append(source)


def register_job_actions(source: ActionSource) -> None:
    """Call from a room’s ``register``."""
    _sources(JOB_ACTIONS).append(source)


def register_application_notes(source: NoteSource) -> None:
    """Call from a room’s ``register``."""
    _sources(APPLICATION_NOTES).append(source)


def register_sample_form(sample: SampleForm) -> None:
    """Call from a room’s ``register``."""
    _sources(SAMPLE_FORMS).append(sample)


def sample_forms() -> list[SampleForm]:
    """Every form there is a sample of, in order."""
    return sorted(_sources(SAMPLE_FORMS), key=lambda sample: (sample.order, sample.title))


def row_facts(ids: Sequence[int]) -> dict[int, list[RowFact]]:
    """Every fact anybody has to add about these vacancies."""
    found: dict[int, list[RowFact]] = {vacancy_id: [] for vacancy_id in ids}
    if ids:
        for source in _sources(ROW_FACTS):
            for vacancy_id, facts in source(ids).items():
                found[vacancy_id].extend(facts)
    return found


def job_actions(user: Any, ids: Sequence[int]) -> dict[int, list[JobAction]]:
    """What this person can do with each of these vacancies."""
    found: dict[int, list[JobAction]] = {vacancy_id: [] for vacancy_id in ids}
    if ids:
        for source in _sources(JOB_ACTIONS):
            for vacancy_id, actions in source(user, ids).items():
                found[vacancy_id].extend(actions)
    return found


def application_notes(user: Any, ids: Sequence[int]) -> dict[int, ApplicationNote]:
    """How far this person’s own applications for these vacancies are; those without one are left out."""
    if user is None or not ids:
        return {}
    return {key: note for source in _sources(APPLICATION_NOTES) for key, note in source(user, ids).items()}


def interest(facts: Iterable[RowFact]) -> int:
    """How many people have applied, as far as any room knows."""
    return sum(fact.interest for fact in facts)


def register_onward_links(source: LinkSource) -> None:
    """Call from a room’s ``register``."""
    _sources(ONWARD_LINKS).append(source)


def onward_links(vacancy: Any) -> list[tuple[str, str]]:
    """Where else a reader of this advert may want to look: (words, address)."""
    return [link for source in _sources(ONWARD_LINKS) for link in source(vacancy)]


def home_cards(user: Any, organisation: Any) -> list[Card]:
    cards = [card for source in _sources(HOME_CARDS) for card in source(user, organisation)]
    return sorted(cards, key=lambda card: (not card.is_urgent, card.order, card.title))


def _sources(key: str) -> list[Any]:
    sources: list[Any] = current_app.extensions.setdefault(key, [])
    return sources
