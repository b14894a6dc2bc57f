"""Giving a place to somebody else, to another date, or back."""

from __future__ import annotations

from teachpb.cpd.forms.booking import NeedsForm
from teachpb.cpd.models import CourseDate
from teachpb.cpd.operations import Substitute
from teachpb.web.forms import (
    BaseForm,
    EmailField,
    Option,
    RadioField,
    Required,
    StringField,
    TextArea,
    YesNoField,
)
from teachpb.web.templating import format_pounds

PLACE, LINE = "place", "line"


class SubstituteForm(NeedsForm):
    """Who comes instead."""

    delegate_name = StringField("Their full name", [Required("Enter your colleague’s full name")], max_chars=120)
    delegate_email = EmailField(
        "Their work email address",
        [Required("Enter your colleague’s email address")],
        autocomplete="off",
        hint="We send the details and the calendar invitation there.",
    )
    meets_prerequisites = YesNoField(
        "Do they have what this course asks for beforehand?",
        [Required("Select yes if they have what this course asks for beforehand")],
    )

    def suit(self, run: CourseDate) -> None:
        super().suit(run)
        if run.course.prerequisites:
            self.meets_prerequisites.description = run.course.prerequisites
        else:
            del self.meets_prerequisites

    def read(self) -> Substitute:
        return Substitute(
            name=self.delegate_name.data,
            email=self.delegate_email.data.lower(),
            meets_prerequisites=self.meets_prerequisites.data if "meets_prerequisites" in self else None,
            needs=self.needs(),
        )


class TransferForm(BaseForm):
    """Which date instead. An answer carries the price it was shown with, so that another price is noticed."""

    target = RadioField("Which date instead?", [Required("Select the date to move to")])

    def offer(self, choices: list[tuple[CourseDate, int, str, str]]) -> None:
        """(date, price in pence, words, hint) of every date there is to choose from."""
        self.target.choices = [Option(f"{run.id}-{pence}", words, hint) for run, pence, words, hint in choices]

    @property
    def chosen(self) -> tuple[int, int]:
        """The date’s number, and the price in pence it was shown with."""
        number, _, pence = str(self.target.data).partition("-")
        return int(number), int(pence)


class RestoreForm(BaseForm):
    """Undo the end of a place."""

    target = RadioField(
        "What do they get?",
        [Required("Select what they get")],
        choices=[(PLACE, "Their place again"), (LINE, "The end of the waiting list")],
    )
    reason = TextArea(
        "Why?",
        [Required("Enter why, for whoever looks into this later")],
        rows=3,
        max_chars=300,
        hint="Say nothing about anybody’s health. This is kept in the record of changes.",
    )

    def suit(self, *, is_free: bool) -> None:
        """Only the line where every place is taken."""
        if not is_free:
            self.target.choices = [(LINE, "The end of the waiting list")]


class PriorityForm(BaseForm):
    """Who is served first in the line, against the order in which they came."""

    reason = TextArea(
        "Why?",
        [Required("Enter why, for whoever looks into this later")],
        rows=3,
        max_chars=200,
        hint="Say nothing about anybody’s health. This is kept with the place and in the record of changes.",
    )


def moved_words(pence: int, before: int) -> str:
    """What moving to a date changes about the price."""
    if pence == before:
        return "The price stays as it is"
    more = "more" if pence > before else "less"
    return f"{format_pounds(abs(pence - before))} {more} than now: {format_pounds(pence)}"
