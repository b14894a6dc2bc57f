"""Forms whose answers are kept sealed, all in one place, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Self

from teachpb.web.forms import BaseForm, TextArea, YesNoField
from teachpb.web.forms.validators import Required


class SealedForm(BaseForm):
    """``record.answers`` holds the answers of all pages, by name. ``days`` names the fields that are dates."""

    days: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def from_record(cls, record: Any, **kwargs: Any) -> Self:
        known: Mapping[str, Any] = record.answers or {}
        data = {**known, **{name: date.fromisoformat(known[name]) for name in cls.days if known.get(name)}}
        return cls(data=data, **kwargs)


def packed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as JSON holds them."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def yes_no(question: str, more: str, sentence: str, *, when: bool = True, **options: Any) -> YesNoField:
    """A question whose answer ``when`` opens room to explain it."""
    return YesNoField(question, [Required(sentence)], reveals={when: more}, inline=False, **options)


def explained(
    label: str = "Tell us about it in your own words", hint: str = "What happened, when, and since."
) -> TextArea:
    return TextArea(label, [Required("Say more about your answer")], hint=hint, rows=4, max_words=400)
