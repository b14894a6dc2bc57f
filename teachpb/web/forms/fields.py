"""Fields people write words into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import wtforms
from markupsafe import Markup, escape
from wtforms.validators import ValidationError

from teachpb.web.forms import markup
from teachpb.web.forms.field import Field, lines_to_html
from teachpb.web.forms.markup import Look
from teachpb.web.forms.text import clean_line, clean_text, count_words, first_text


class StringField(Field):
    """One line of text. ``data`` is "" when empty. ``width`` is characters (2, 3, 4, 5, 10, 20) or a fraction such as
    "two-thirds"; ``prefix`` and ``suffix`` are drawn around the input."""

    blank: ClassVar[Any] = ""
    input_type: ClassVar[str] = "text"
    max_chars = 200
    clean: ClassVar[Callable[[str], str]] = staticmethod(clean_line)
    default_autocomplete: ClassVar[str] = ""
    default_inputmode: ClassVar[str] = ""

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        max_chars: int | None = None,
        width: int | str = "",
        autocomplete: str = "",
        inputmode: str = "",
        spellcheck: bool | None = None,
        prefix: str = "",
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        self.max_chars = max_chars or type(self).max_chars
        self.autocomplete = autocomplete or self.default_autocomplete
        self.inputmode = inputmode or self.default_inputmode
        self.spellcheck = spellcheck
        self.prefix = prefix
        self.suffix = suffix
        self.width = width
        super().__init__(label, validators, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else value

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = type(self).clean(first_text(valuelist))

    def pre_validate(self, form: Any) -> None:
        if len(str(self.data)) > self.max_chars:
            raise ValidationError(f"{self.thing} must be {self.max_chars:,} characters or fewer")

    def value(self) -> str:
        """What stands in the input."""
        return str(self.data) if self.data is not None else ""

    def query_value(self) -> str:
        """The answer in an address: the same for every way of writing it."""
        return str(self.data)

    @property
    def width_class(self) -> str:
        if not self.width:
            return ""
        if isinstance(self.width, int):
            return f"govuk-input--width-{self.width}"
        return f"govuk-!-width-{self.width}"

    def control(self, look: Look) -> str:
        html = self.input(look)
        if not (self.prefix or self.suffix):
            return html
        before = self._affix("prefix", self.prefix)
        return f'<div class="govuk-input__wrapper">{before}{html}{self._affix("suffix", self.suffix)}</div>'

    def input(self, look: Look) -> str:
        css = markup.class_names(
            "govuk-input", self.width_class, look.classes, "govuk-input--error" if self.errors else ""
        )
        pairs = {
            "class": css,
            "id": self.id,
            "name": self.name,
            "type": self.input_type,
            "inputmode": self.inputmode,
            "autocomplete": self.autocomplete,
            "spellcheck": None if self.spellcheck is None else str(self.spellcheck).lower(),
            "aria-describedby": self.describe(look),
            "disabled": look.disabled,
        }
        value = self.value()
        shown = f' value="{escape(value)}"' if value else ""
        return f"<input{markup.attrs({**pairs, **look.attributes})}{shown}>"

    @staticmethod
    def _affix(kind: str, text: str) -> str:
        return f'<div class="govuk-input__{kind}" aria-hidden="true">{escape(text)}</div>' if text else ""


class TextArea(StringField):
    """Several lines. ``max_words`` or ``max_chars`` is checked here and counted down in the page as people type."""

    max_chars = 20_000
    clean: ClassVar[Callable[[str], str]] = staticmethod(clean_text)

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        rows: int = 5,
        max_words: int | None = None,
        max_chars: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.rows = rows
        self.max_words = max_words
        self.counts_chars = max_chars is not None and max_words is None
        super().__init__(label, validators, max_chars=max_chars, **kwargs)

    def pre_validate(self, form: Any) -> None:
        if self.max_words and count_words(self.data) > self.max_words:
            raise ValidationError(f"{self.thing} must be {self.max_words:,} words or fewer")
        super().pre_validate(form)

    def draw(self, look: Look) -> Markup:
        if not (self.max_words or self.counts_chars):
            return super().draw(look)
        limit, unit = (self.max_words, "words") if self.max_words else (self.max_chars, "characters")
        inner = (
            markup.label(look, for_id=self.id)
            + markup.hint(look.hint, id=f"{self.id}-hint")
            + markup.error_message(self.errors, id=f"{self.id}-error")
            + self.textarea(look, counted=True)
            + markup.hint(
                f"You can enter up to {limit:,} {unit}",
                id=f"{self.id}-info",
                classes="govuk-hint govuk-character-count__message",
            )
        )
        data = {
            "data-module": "govuk-character-count",
            "data-maxwords": self.max_words,
            "data-maxlength": None if self.max_words else limit,
        }
        return markup.group(inner, error=bool(self.errors), classes="govuk-character-count", attributes=data)

    def control(self, look: Look) -> str:
        return self.textarea(look)

    def textarea(self, look: Look, *, counted: bool = False) -> str:
        css = markup.class_names(
            "govuk-textarea",
            "govuk-js-character-count" if counted else "",
            self.width_class,
            look.classes,
            "govuk-textarea--error" if self.errors else "",
        )
        pairs = {
            "class": css,
            "id": self.id,
            "name": self.name,
            "rows": self.rows,
            "autocomplete": self.autocomplete,
            "spellcheck": None if self.spellcheck is None else str(self.spellcheck).lower(),
            "aria-describedby": self.describe(look, first=f"{self.id}-info" if counted else ""),
            "disabled": look.disabled,
        }
        return f"<textarea{markup.attrs({**pairs, **look.attributes})}>{escape(self.value())}</textarea>"

    def display(self) -> Markup:
        return lines_to_html(self.value())


class SearchField(StringField):
    """Words to look for."""

    input_type: ClassVar[str] = "search"


class HiddenField(wtforms.HiddenField):
    """A value carried along, cleaned like any other text. Never trust it."""

    is_question: ClassVar[bool] = False
    blank: ClassVar[Any] = ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = clean_line(first_text(valuelist))[:2000]
