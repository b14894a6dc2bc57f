"""What rooms above add to this room's pages: pages about one application (for staff, and for its candidate), tools for
all applications of a vacancy, things to do with the ticked ones, and what a candidate is asked to do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, request, url_for

from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.vacancies.models import Vacancy

STAFF_PARTS = "applications.staff_parts"
CANDIDATE_PARTS = "applications.candidate_parts"
TOOLS = "applications.tools"
BULK_ACTIONS = "applications.bulk_actions"
TODOS = "applications.todos"
FORGETTERS = "applications.forgetters"
CANDIDATES_TABLES = "applications.candidates_tables"
SAVED_WORDS = "applications.saved_words"
STEP_PAGES = "applications.step_pages"
HAPPENINGS = "applications.happenings"


@dataclass(frozen=True)
class Part:
    """A page about one application. ``endpoint`` takes ``application_id``; ``count`` says how much waits there."""

    text: str
    endpoint: str
    visible: Callable[[User, Application], bool] = lambda _user, _application: True
    count: Callable[[User, Application], int] | None = None
    order: int = 100


@dataclass(frozen=True)
class Tool:
    """A page about all applications of a vacancy. ``endpoint`` takes ``vacancy_id``."""

    text: str
    endpoint: str
    visible: Callable[[User, Vacancy], bool] = lambda _user, _vacancy: True
    order: int = 100


@dataclass(frozen=True)
class BulkAction:
    """A button below the list of a vacancy's applications. ``endpoint`` takes ``vacancy_id`` and the ticked ids as the
    posted ``application`` values; it must ask ``received_of`` which of them the person may touch."""

    text: str
    endpoint: str
    states: frozenset[ApplicationState]
    visible: Callable[[User, Vacancy], bool] = lambda _user, _vacancy: True
    order: int = 100


@dataclass(frozen=True)
class Todo:
    """Something a candidate is asked to do: “Choose an interview time”. Urgent ones have a date that comes near."""

    text: str
    href: str
    is_urgent: bool = False


@dataclass(frozen=True)
class SavedWords:
    """A message a school keeps for next time, offered where a decision is sent. ``id`` is what an address asks for."""

    id: int
    name: str
    text: str


@dataclass(frozen=True)
class StepPage:
    """A step that is taken on a page of its own and nowhere else: ``text`` is what leads there, ``endpoint`` takes
    ``application_id``."""

    state: ApplicationState
    text: str
    endpoint: str


@dataclass(frozen=True)
class Happening:
    """Something a candidate sees in the course of their application beside its states: never what was written in it."""

    at: datetime
    text: str
    details: str = ""


#: An application -> what happened to it, as its candidate may know.
HappeningSource = Callable[[Application], Sequence[Happening]]

#: (the person, the vacancy) -> the words its school keeps.
WordsSource = Callable[[User, Vacancy], Sequence[SavedWords]]


#: Forgets what it must before the rows of these applications are deleted.
Forgetter = Callable[[Collection[int]], object]

#: (the candidate, application ids) -> what they are asked to do, by application.
TodoSource = Callable[[User, Sequence[int]], Mapping[int, Sequence[Todo]]]


def register_staff_part(part: Part) -> None:
    _add(STAFF_PARTS, part)


def register_candidate_part(part: Part) -> None:
    _add(CANDIDATE_PARTS, part)


def register_tool(tool: Tool) -> None:
    _add(TOOLS, tool)


def register_bulk_action(action: BulkAction) -> None:
    _add(BULK_ACTIONS, action)


def register_todos(source: TodoSource) -> None:
    current_app.extensions.setdefault(TODOS, []).append(source)


def register_saved_words(source: WordsSource) -> None:
    current_app.extensions.setdefault(SAVED_WORDS, []).append(source)


def register_step_page(page: StepPage) -> None:
    current_app.extensions.setdefault(STEP_PAGES, {})[page.state] = page


def step_pages() -> Mapping[ApplicationState, StepPage]:
    """The steps that have a page of their own: the common form of the next step leaves them out."""
    found: Mapping[ApplicationState, StepPage] = current_app.extensions.get(STEP_PAGES, {})
    return found


def register_happenings(source: HappeningSource) -> None:
    current_app.extensions.setdefault(HAPPENINGS, []).append(source)


def happenings_of(application: Application) -> list[Happening]:
    """Everything the rooms above tell a candidate of, oldest first."""
    found = [each for source in current_app.extensions.get(HAPPENINGS, []) for each in source(application)]
    return sorted(found, key=lambda each: each.at)


def saved_words_for(user: User, vacancy: Vacancy) -> list[SavedWords]:
    """What may be said to candidates of this vacancy with words written before."""
    return [words for source in current_app.extensions.get(SAVED_WORDS, []) for words in source(user, vacancy)]


def register_forgetter(forget: Forgetter) -> None:
    """Have ``forget`` called before rows that hang on applications are deleted: for files, and for what hangs on them
    without a foreign key. The rows themselves need no registering."""
    current_app.extensions.setdefault(FORGETTERS, []).append(forget)


def forgetters() -> Sequence[Forgetter]:
    found: Sequence[Forgetter] = current_app.extensions.get(FORGETTERS, [])
    return found


def register_candidates_table(name: str) -> None:
    """Rows of this table are the candidate's too: they stay a year after closing, not six months."""
    current_app.extensions.setdefault(CANDIDATES_TABLES, set()).add(name)


def candidates_tables() -> frozenset[str]:
    return frozenset(current_app.extensions.get(CANDIDATES_TABLES, ()))


def staff_parts(user: User, application: Application) -> list[dict[str, Any]]:
    """The tabs staff see on an application: dicts of text, href, current and count."""
    return _tabs(STAFF_PARTS, user, application)


def candidate_parts(user: User, application: Application) -> list[dict[str, Any]]:
    """The tabs candidates see on their own."""
    return _tabs(CANDIDATE_PARTS, user, application)


def tools_for(user: User, vacancy: Vacancy) -> list[dict[str, Any]]:
    found: Iterable[Tool] = current_app.extensions.get(TOOLS, [])
    return [
        {"text": each.text, "href": url_for(each.endpoint, vacancy_id=vacancy.id)}
        for each in found
        if each.visible(user, vacancy)
    ]


def bulk_actions_for(user: User, vacancy: Vacancy, states: Iterable[ApplicationState]) -> list[dict[str, Any]]:
    """What may be done with ticked applications that are in any of ``states``."""
    wanted = set(states)
    found: Iterable[BulkAction] = current_app.extensions.get(BULK_ACTIONS, [])
    return [
        {"text": each.text, "href": url_for(each.endpoint, vacancy_id=vacancy.id)}
        for each in found
        if each.states & wanted and each.visible(user, vacancy)
    ]


def todos_for(user: User, application_ids: Sequence[int]) -> dict[int, list[Todo]]:
    """What a candidate is asked to do, urgent things first, by application; only those with something to do."""
    found: dict[int, list[Todo]] = {}
    for source in current_app.extensions.get(TODOS, []):
        for application_id, todos in source(user, application_ids).items():
            found.setdefault(application_id, []).extend(todos)
    return {key: sorted(todos, key=lambda each: not each.is_urgent) for key, todos in found.items() if todos}


def _add(name: str, item: Part | Tool | BulkAction) -> None:
    items: list[Any] = current_app.extensions.setdefault(name, [])
    items.append(item)
    items.sort(key=lambda each: (each.order, each.text))


def _tabs(name: str, user: User, application: Application) -> list[dict[str, Any]]:
    parts: Iterable[Part] = current_app.extensions.get(name, [])
    return [
        {
            "text": part.text,
            "href": url_for(part.endpoint, application_id=application.id),
            "current": request.endpoint == part.endpoint,
            "count": part.count(user, application) if part.count else None,
        }
        for part in parts
        if part.visible(user, application)
    ]
