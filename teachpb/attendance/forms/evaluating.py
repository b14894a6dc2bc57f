"""Saying what one thought. The statements are the course's own, so the form is put together when the page is asked
for."""

from __future__ import annotations

from typing import Any

from teachpb.attendance.models.evaluation import FEWEST_ITEMS, MOST_ITEMS
from teachpb.attendance.operations import Opinion, Outlook
from teachpb.web.forms import BaseForm, BooleanField, IntegerField, RadioField, Required, TextArea, ValidationError

AGREE = [
    (5, "Strongly agree"),
    (4, "Agree"),
    (3, "Neither agree nor disagree"),
    (2, "Disagree"),
    (1, "Strongly disagree"),
]
DONE = [(5, "All of it"), (4, "Most of it"), (3, "Some of it"), (2, "A little"), (1, "None of it")]


def _ten(label: str, missing: str, *, least: int = 1, hint: str = "") -> IntegerField:
    return IntegerField(label, [Required(missing)], min=least, max=10, width=2, hint=hint)


class EvaluationPage(BaseForm):
    """The eight places for statements are filled, or left out, by ``ask``."""

    item_1 = RadioField("", [Required("Select how far you agree")], choices=AGREE)
    item_2 = RadioField("", [Required("Select how far you agree")], choices=AGREE)
    item_3 = RadioField("", [Required("Select how far you agree")], choices=AGREE)
    item_4 = RadioField("", [Required("Select how far you agree")], choices=AGREE)
    item_5 = RadioField("", [Required("Select how far you agree")], choices=AGREE)
    item_6 = RadioField("", [Required("Select how far you agree")], choices=AGREE)
    item_7 = RadioField("", [Required("Select how far you agree")], choices=AGREE)
    item_8 = RadioField("", [Required("Select how far you agree")], choices=AGREE)
    confidence_before = _ten(
        "How confident were you before the course?",
        "Enter how confident you were before, from 1 to 10",
        hint="From 1, not at all, to 10, fully",
    )
    confidence_after = _ten(
        "How confident are you now?", "Enter how confident you are now, from 1 to 10", hint="From 1 to 10"
    )
    differently = TextArea("What will you do differently?", rows=4, max_chars=1000, optional=True)
    recommend = _ten(
        "How likely are you to recommend this course to a colleague?",
        "Enter how likely you are to recommend it, from 0 to 10",
        least=0,
        hint="From 0, not at all likely, to 10, certain",
    )
    may_quote = BooleanField("You may quote what I wrote, without my name")

    def ask(self, items: list[str]) -> None:
        """Put in the statements of the course."""
        self.items = items
        for number in range(1, MOST_ITEMS + 1):
            name = f"item_{number}"
            if number <= len(items):
                self[name].label.text = items[number - 1]
            else:
                del self[name]

    @property
    def item_fields(self) -> list[Any]:
        return [self[f"item_{number}"] for number, _ in enumerate(self.items, start=1)]

    def opinion(self) -> Opinion:
        return Opinion(
            scores={text: int(field.data) for text, field in zip(self.items, self.item_fields, strict=True)},
            confidence_before=self.confidence_before.data,
            confidence_after=self.confidence_after.data,
            recommend=self.recommend.data,
            differently=self.differently.data,
            may_quote=bool(self.may_quote.data),
        )


class FollowUpPage(BaseForm):
    done = RadioField(
        "How much of what you planned have you done?", [Required("Select how much you have done")], choices=DONE
    )
    confidence_now = _ten(
        "How confident are you now?",
        "Enter how confident you are now, from 1 to 10",
        hint="From 1, not at all, to 10, fully",
    )
    difference = TextArea("What difference do you see for your pupils?", rows=4, max_chars=1000, optional=True)

    def outlook(self) -> Outlook:
        return Outlook(
            done=int(self.done.data), confidence_now=self.confidence_now.data, difference=self.difference.data
        )


class ItemsForm(BaseForm):
    """The statements of a course, one to a line."""

    items = TextArea(
        "Statements",
        [Required(f"Enter {FEWEST_ITEMS} to {MOST_ITEMS} statements")],
        rows=10,
        max_chars=1500,
        hint="One to a line, four to eight of them. People say how far they agree with each.",
    )

    @property
    def lines(self) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in self.items.data.splitlines() if line.strip()))

    def validate_items(self, _field: Any) -> None:
        if not FEWEST_ITEMS <= len(self.lines) <= MOST_ITEMS:
            raise ValidationError(f"Enter {FEWEST_ITEMS} to {MOST_ITEMS} statements, one to a line")
        if any(len(line) > 200 for line in self.lines):
            raise ValidationError("Each statement must be 200 characters or fewer")
