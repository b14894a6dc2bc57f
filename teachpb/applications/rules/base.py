"""What a section of the form is, and how it says what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from teachpb.applications.models import Application
from teachpb.vacancies.models import TEACHING_ROLES, ApplicationMethod, Vacancy

#: (field, sentence) of what is to be put right.
Complaints = Iterator[tuple[str, str]]
#: Does the vacancy have a form of the school's own?
OUR_FORM, OWN_FORM, EITHER_FORM = frozenset({False}), frozenset({True}), frozenset({False, True})
#: Boxes that have to be ticked.
BOXES = frozenset({"is_accurate", "agrees_to_checks"})


@dataclass(frozen=True)
class Problem:
    """One thing to put right. ``section`` is the page it is on."""

    section: str
    field: str
    message: str


def always(_application: Application) -> bool:
    return True


def _no_more(_application: Application) -> Complaints:
    return iter(())


@dataclass(frozen=True)
class Section:
    """One page of the form. ``fields`` are the columns it writes, ``wanted`` those that must be answered always;
    ``more`` finds what depends on other answers. ``sentences`` asks for each of them, by field. ``asked_with``: beside
    our own form, the school's, or both."""

    name: str
    title: str
    fields: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)
    applies: Callable[[Application], bool] = always
    more: Callable[[Application], Complaints] = _no_more
    asked_with: frozenset[bool] = OUR_FORM

    def is_asked(self, application: Application) -> bool:
        """Is this page part of this application's form?"""
        has_own_form = application.vacancy.application_method is ApplicationMethod.uploaded_form
        return has_own_form in self.asked_with and self.applies(application)

    def complaints(self, application: Application) -> Complaints:
        """Everything about this section that keeps the application from being sent."""
        yield from missing(application, self.sentences, *self.wanted)
        yield from self.more(application)


def missing(record: Any, sentences: Mapping[str, str], *names: str) -> Complaints:
    """The sentences asking for those of ``names`` that nobody has answered."""
    return ((name, sentences[name]) for name in names if is_blank(getattr(record, name), name))


def is_blank(value: Any, name: str = "") -> bool:
    """Nothing is given; of a box that has to be ticked: it is not ticked."""
    if name in BOXES:
        return not value
    return value is None or value == "" or value == []


def is_teaching(vacancy: Vacancy) -> bool:
    return any(role in TEACHING_ROLES for role in vacancy.job_roles)


def asks_status(application: Application) -> bool:
    """Qualified teacher status matters for teaching and leadership only."""
    return is_teaching(application.vacancy)
