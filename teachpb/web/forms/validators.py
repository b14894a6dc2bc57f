"""What an answer must fulfil, each with the sentence that says so.

A validator is only asked about a field that has an answer; ``Required`` and ``RequiredIf`` are the exception.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from wtforms.validators import StopValidation, ValidationError

from teachpb import clock
from teachpb.web.forms.text import count_words


class Required:
    """An answer is needed: ``Required("Enter a job title")``. For a single box: it must be ticked."""

    asks_for_answer = True

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.is_blank():
            raise StopValidation(self.message)


class RequiredIf:
    """An answer is needed when another field has one of ``values`` (or any answer, when none are named).

    For a field that an option reveals, a plain ``Required`` is enough.
    """

    asks_for_answer = True

    def __init__(self, other: str, message: str, *values: Any) -> None:
        self.other = other
        self.message = message
        self.values = values

    def __call__(self, form: Any, field: Any) -> None:
        other = form[self.other]
        given = other.data if isinstance(other.data, list) else [other.data]
        wanted = any(value in self.values for value in given) if self.values else not other.is_blank()
        if wanted and field.is_blank():
            raise StopValidation(self.message)


class Length:
    """Between ``min`` and ``max`` characters, both allowed."""

    def __init__(self, *, min: int = 0, max: int | None = None, message: str = "") -> None:
        self.min = min
        self.max = max
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        length = len(field.data or "")
        if length < self.min:
            raise ValidationError(self.message or f"{field.thing} must be {self.min:,} characters or more")
        if self.max is not None and length > self.max:
            raise ValidationError(self.message or f"{field.thing} must be {self.max:,} characters or fewer")


class WordLimit:
    """At most ``max`` words, and at least ``min``."""

    def __init__(self, max: int, *, min: int = 0, message: str = "") -> None:
        self.max = max
        self.min = min
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        words = count_words(field.data or "")
        if words > self.max:
            raise ValidationError(self.message or f"{field.thing} must be {self.max:,} words or fewer")
        if words < self.min:
            raise ValidationError(self.message or f"{field.thing} must be {self.min:,} words or more")


class FutureDate:
    """A day after today; today too when ``today_allowed``."""

    def __init__(self, message: str = "", *, today_allowed: bool = False) -> None:
        self.message = message
        self.today_allowed = today_allowed

    def __call__(self, form: Any, field: Any) -> None:
        today = clock.today()
        if field.data > today or (self.today_allowed and field.data == today):
            return
        words = "today or in the future" if self.today_allowed else "in the future"
        raise ValidationError(self.message or f"{field.thing} must be {words}")


class PastDate:
    """A day before today; today too when ``today_allowed``."""

    def __init__(self, message: str = "", *, today_allowed: bool = True) -> None:
        self.message = message
        self.today_allowed = today_allowed

    def __call__(self, form: Any, field: Any) -> None:
        today = clock.today()
        if field.data < today or (self.today_allowed and field.data == today):
            return
        words = "today or in the past" if self.today_allowed else "in the past"
        raise ValidationError(self.message or f"{field.thing} must be {words}")


class After:
    """Later (or more) than another field of the form, when that has an answer; equal is enough with ``or_equal``."""

    def __init__(self, other: str, message: str = "", *, or_equal: bool = False) -> None:
        self.other = other
        self.message = message
        self.or_equal = or_equal

    def __call__(self, form: Any, field: Any) -> None:
        other = form[self.other]
        if other.is_blank() or other.process_errors or type(other.data) is not type(field.data):
            return
        if field.data > other.data or (self.or_equal and field.data == other.data):
            return
        thing = other.thing[:1].lower() + other.thing[1:]
        relation = "the same as or after" if self.or_equal else "after"
        if isinstance(field.data, (int, Decimal)):
            relation = "the same as or more than" if self.or_equal else "more than"
        raise ValidationError(self.message or f"{field.thing} must be {relation} the {thing}")


class OneOf:
    """One of a closed set of values."""

    def __init__(self, values: Collection[Any], message: str) -> None:
        self.values = values
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.data not in self.values:
            raise ValidationError(self.message)


class Matches:
    """The same as another field, such as a password typed twice."""

    def __init__(self, other: str, message: str) -> None:
        self.other = other
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.data != form[self.other].data:
            raise ValidationError(self.message)


class Check:
    """Any predicate on the value: ``Check(is_urn, "Enter a URN of 6 digits")``."""

    def __init__(self, predicate: Callable[[Any], bool], message: str) -> None:
        self.predicate = predicate
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        if not self.predicate(field.data):
            raise ValidationError(self.message)
