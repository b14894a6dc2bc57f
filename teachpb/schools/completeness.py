"""How complete a school's profile is, and for everything that is missing the one thing to do. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from teachpb.schools.models import SchoolProfile
from teachpb.schools.sections import Section

#: Fewer words than these say nothing yet.
WELCOME_WORDS = 20
DESCRIPTION_WORDS = 40
BENEFITS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a good profile has. ``todo`` is what to do while it is missing, on the page of ``section``."""

    key: str
    label: str
    todo: str
    section: Section
    is_done: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    items: tuple[Item, ...]

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total)

    @property
    def missing(self) -> list[Item]:
        return [item for item in self.items if not item.is_done]

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    def missing_in(self, section: Section) -> list[Item]:
        return [item for item in self.missing if item.section is section]


Test = Callable[[SchoolProfile], bool]

_ITEMS: tuple[tuple[str, str, str, Section, Test], ...] = (
    (
        "welcome",
        "A welcome from the head",
        f"Write a welcome of at least {WELCOME_WORDS} words in the head’s own voice",
        Section.story,
        lambda profile: words(profile.welcome) >= WELCOME_WORDS,
    ),
    (
        "description",
        "Who you are",
        f"Describe the school in at least {DESCRIPTION_WORDS} words: its children, its place, what it is proud of",
        Section.story,
        lambda profile: words(profile.description) >= DESCRIPTION_WORDS,
    ),
    (
        "work_for_us",
        "What it is like to work here",
        "Say what somebody new would notice in their first week",
        Section.working,
        lambda profile: bool(profile.work_for_us),
    ),
    (
        "benefits",
        "Benefits for staff",
        f"List at least {BENEFITS} benefits, one on each line",
        Section.working,
        lambda profile: len(lines(profile.benefits)) >= BENEFITS,
    ),
    (
        "staff_quote",
        "A colleague’s words",
        "Ask a colleague for two sentences, and name them",
        Section.working,
        lambda profile: bool(profile.staff_quote and profile.staff_quote_by),
    ),
    (
        "photo",
        "A photograph",
        "Upload a photograph of the school and describe what it shows",
        Section.picture,
        lambda profile: profile.photo_id is not None and bool(profile.photo_alt),
    ),
    (
        "contact",
        "Somebody to ask",
        "Give a name and an email address for questions about working at the school",
        Section.contact,
        lambda profile: bool(profile.contact_name and profile.contact_email),
    ),
    (
        "links",
        "A website or social media page",
        "Add the address of your website, or one of your social media pages",
        Section.contact,
        lambda profile: any(links(profile)),
    ),
    (
        "safeguarding",
        "Your safeguarding statement",
        "Read the suggested statement, make it yours and save it",
        Section.safeguarding,
        lambda profile: bool(profile.safeguarding),
    ),
)


def completeness(profile: SchoolProfile | None) -> Completeness:
    """What of a good profile is there. A school that has written nothing yet has everything to do."""
    return Completeness(
        tuple(
            Item(key, label, todo, section, profile is not None and test(profile))
            for key, label, todo, section, test in _ITEMS
        )
    )


def words(text: str) -> int:
    return len(text.split())


def lines(text: str) -> list[str]:
    """The entries of a list that people type one on each line, with or without a mark in front."""
    return [line for line in (line.strip().lstrip("-*•– ").strip() for line in text.splitlines()) if line]


def links(profile: SchoolProfile) -> list[str]:
    found = (
        profile.website,
        profile.facebook_url,
        profile.x_url,
        profile.instagram_url,
        profile.linkedin_url,
        profile.youtube_url,
    )
    return [address for address in found if address]
