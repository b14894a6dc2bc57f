"""The sections that are lists: what each sort of row keeps, and what it must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teachpb.applications.models import Application, Entry
from teachpb.applications.rules.base import Complaints, missing
from teachpb.db import LabelledEnum


class ListName(LabelledEnum):
    """The lists of the form. The value is the name of the section, and stands in the address."""

    qualifications = "qualifications", "Qualifications"
    training = "training", "Training and professional development"
    memberships = "memberships", "Professional bodies"
    employment = "employment", "Employment history"
    referees = "referees", "Referees"


def _nothing(_entry: Any) -> Sequence[str]:
    return ()


def _no_fault(_entry: Any) -> Complaints:
    return iter(())


@dataclass(frozen=True)
class EntryKind:
    """One sort of row.

    ``fields`` are the columns a page writes, ``sentences`` ask for the ``wanted`` ones; ``also`` names what is wanted
    because of other answers. ``faults`` are answers that cannot stand, even in a row that is kept unfinished.
    """

    name: str
    noun: str
    fields: tuple[str, ...]
    wanted: tuple[str, ...]
    sentences: Mapping[str, str]
    also: Callable[[Any], Iterable[str]] = _nothing
    faults: Callable[[Any], Complaints] = _no_fault

    def lacking(self, entry: Any) -> Complaints:
        """What has not been answered yet."""
        return missing(entry, self.sentences, *self.wanted, *self.also(entry))

    def complaints(self, entry: Any) -> Complaints:
        """(field, sentence) of everything to put right. ``entry`` is a row, or anything with its columns."""
        yield from self.lacking(entry)
        yield from self.faults(entry)


@dataclass(frozen=True)
class EntryList:
    """A section that is a list of rows. ``relation`` is the attribute of the application, ``kinds`` the sorts of rows,
    by the value of their column ``kind`` where there are several."""

    name: ListName
    relation: str
    model: type[Any]
    kinds: Mapping[str, EntryKind]
    most: int = 30

    def rows(self, application: Application) -> list[Any]:
        found: list[Any] = getattr(application, self.relation)
        return found

    def kind_of(self, entry: Entry) -> EntryKind:
        return self.kinds[str(getattr(entry, "kind", ""))]

    def complaints(self, application: Application) -> Complaints:
        """What is to be put right in any row."""
        for entry in self.rows(application):
            yield from ((self.name.value, sentence) for _, sentence in self.kind_of(entry).complaints(entry))
