"""Fields that offer a list to choose one answer from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup, escape
from wtforms.validators import ValidationError

from teachpb.web.forms import markup
from teachpb.web.forms.field import Field
from teachpb.web.forms.markup import Look
from teachpb.web.forms.text import clean_line, first_text


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. ``group`` is the heading it stands under in a drop-down; ``exclusive`` rules out the others;
    ``divider`` stands before it ("or")."""

    value: Any
    label: str
    hint: str = ""
    group: str = ""
    exclusive: bool = False
    divider: str = ""

    @property
    def key(self) -> str:
        """The value as it travels in a form. A flag travels as yes or no."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        return "" if self.value is None else str(getattr(self.value, "value", self.value))


Choices = Iterable[Any] | Mapping[str, Iterable[Any]]


def as_options(choices: Choices | Callable[[], Choices] | None) -> list[Option]:
    """Options from ``Option``s, tuples of (value, label) or (value, label, hint), plain words, or groups of them."""
    given = choices() if callable(choices) else choices
    if given is None:
        return []
    if isinstance(given, Mapping):
        return [
            Option(option.value, option.label, option.hint, group=str(heading))
            for heading, members in given.items()
            for option in map(_as_option, members)
        ]
    return [_as_option(item) for item in given]


def _as_option(item: Any) -> Option:
    if isinstance(item, Option):
        return item
    if isinstance(item, tuple):
        value, label, *hint = item
        return Option(value, str(label), str(hint[0]) if hint else "")
    return Option(item, str(getattr(item, "label", item)))


class ChoiceField(Field):
    """Base of what offers a list. ``choices`` may be set on the bound field, until the form is validated or drawn.

    An answer that is not on the list is refused with a sentence, never an error page; ``data`` is the option's value.
    """

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        choices: Choices | Callable[[], Choices] | None = None,
        coerce: Callable[[Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.choices = choices
        self.coerce = coerce or self.default_coerce
        self.typed: list[str] | None = None
        super().__init__(label, validators, **kwargs)

    @staticmethod
    def default_coerce(value: Any) -> Any:
        return value

    def options(self) -> list[Option]:
        return as_options(self.choices)

    def option_for(self, value: Any) -> Option | None:
        """The option with that value, compared as it travels in a form."""
        key = Option(value, "").key
        return next((option for option in self.options() if option.key == key), None)

    def process_data(self, value: Any) -> None:
        self.typed = None
        self.data = value

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        text = clean_line(first_text(valuelist))[:300]
        self.typed = [text] if text else []
        self.data = self.read(text) if text else None

    def read(self, text: str) -> Any:
        """The posted text as a value. One that cannot be read is kept as text, and refused by ``pre_validate``."""
        known = None if self.choices is None or callable(self.choices) else self.option_for(text)
        if known is not None:
            return known.value
        try:
            return self.coerce(text)
        except (ValueError, TypeError, KeyError, ArithmeticError):
            return text

    def clear(self) -> None:
        super().clear()
        self.typed = None

    def is_blank(self) -> bool:
        return self.data is None or self.data == ""

    def pre_validate(self, form: Any) -> None:
        option = self.option_for(self.data)
        if option is None:
            self.data = self.blank
            raise ValidationError(self.not_on_the_list)
        self.data = option.value

    @property
    def not_on_the_list(self) -> str:
        return self.invalid or self.required_message or f"Choose {self._quoted} from the list"

    @property
    def _quoted(self) -> str:
        thing = self.thing
        return thing[:1].lower() + thing[1:] if thing[1:2].islower() else thing

    def chosen_keys(self) -> set[str]:
        return set() if self.data is None else {Option(self.data, "").key}

    def display(self) -> str | Markup:
        option = None if self.data is None else self.option_for(self.data)
        return "" if option is None else option.label


class SelectField(ChoiceField):
    """A drop-down. Starts with ``prompt`` (an empty answer) unless that is None. ``enhance=True`` lets the page's
    script put a type-ahead box over it; without script it stays the same list."""

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        prompt: str | None = "",
        enhance: bool = False,
        width: str = "",
        **kwargs: Any,
    ) -> None:
        self.prompt = prompt
        self.enhance = enhance
        self.width = width
        super().__init__(label, validators, **kwargs)

    def control(self, look: Look) -> str:
        css = markup.class_names(
            "govuk-select",
            f"govuk-!-width-{self.width}" if self.width else "",
            look.classes,
            "govuk-select--error" if self.errors else "",
        )
        pairs = {
            "class": css,
            "id": self.id,
            "name": self.name,
            "aria-describedby": self.describe(look),
            "disabled": look.disabled,
            "data-autocomplete": self.enhance,
            "data-autocomplete-empty": "true" if self.enhance and self.data is None else None,
        }
        return f"<select{markup.attrs({**pairs, **look.attributes})}>{self._options_html()}</select>"

    def _options_html(self) -> str:
        chosen = self.chosen_keys()
        parts = [] if self.prompt is None else [f'<option value="">{escape(self.prompt)}</option>']
        heading = ""
        for option in self.options():
            if option.group != heading:
                parts.append("</optgroup>" if heading else "")
                parts.append(f'<optgroup label="{escape(option.group)}">' if option.group else "")
                heading = option.group
            selected = " selected" if option.key in chosen else ""
            parts.append(f'<option value="{escape(option.key)}"{selected}>{escape(option.label)}</option>')
        return "".join(parts) + ("</optgroup>" if heading else "")


class ItemsField(ChoiceField):
    """Base of radios and checkboxes: a fieldset of items, some of which may reveal another field of the form.

    ``reveals={value: "field_name"}``: the field shown under that option. What is typed into it while the option is not
    chosen is forgotten, and nothing about it is required.
    """

    is_group: ClassVar[bool] = True
    item_class: ClassVar[str] = "govuk-radios"
    item_type: ClassVar[str] = "radio"

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        reveals: Mapping[Any, str | Sequence[str]] | None = None,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        self.reveals = {
            Option(value, "").key: (names,) if isinstance(names, str) else tuple(names)
            for value, names in (reveals or {}).items()
        }
        self.inline = inline
        self.small = small
        super().__init__(label, validators, **kwargs)

    def draw(self, look: Look) -> Markup:
        css = markup.class_names(
            self.item_class,
            f"{self.item_class}--inline" if self.inline and not self.reveals else "",
            f"{self.item_class}--small" if self.small else "",
            look.classes,
        )
        opening = markup.attrs({"class": css, "data-module": self.item_class, **look.attributes})
        inner = (
            markup.hint(look.hint, id=f"{self.id}-hint")
            + markup.error_message(self.errors, id=f"{self.id}-error")
            + f"<div{opening}>{self._items_html(look)}</div>"
        )
        html = markup.fieldset(look, inner, described_by=self.describe(look))
        return markup.group(html, error=bool(self.errors))

    def _items_html(self, look: Look) -> str:
        chosen = self.chosen_keys()
        return "".join(
            self._item(look, option, number, option.key in chosen)
            for number, option in enumerate(self.options(), start=1)
        )

    def _item(self, look: Look, option: Option, number: int, checked: bool) -> str:
        item_id = f"{self.id}-{number}" if number > 1 else str(self.id)
        revealed = self._revealed_html(option)
        pairs = {
            "class": f"{self.item_class}__input",
            "id": item_id,
            "name": self.name,
            "type": self.item_type,
            "checked": checked,
            "disabled": look.disabled,
            "data-aria-controls": f"conditional-{item_id}" if revealed else None,
            "data-behaviour": "exclusive" if option.exclusive else None,
            "aria-describedby": f"{item_id}-item-hint" if option.hint else None,
        }
        css = self.item_class
        hint = markup.hint(option.hint, id=f"{item_id}-item-hint", classes=f"govuk-hint {css}__hint")
        label = f'<label class="govuk-label {css}__label" for="{escape(item_id)}">{escape(option.label)}</label>'
        box = f'<input value="{escape(option.key)}"{markup.attrs(pairs)}>'
        html = f'<div class="{css}__item">{box}{label}{hint}</div>'
        if option.divider:
            html = f'<div class="{css}__divider">{escape(option.divider)}</div>{html}'
        if revealed:
            hidden = "" if checked else f" {css}__conditional--hidden"
            html += f'<div class="{css}__conditional{hidden}" id="conditional-{escape(item_id)}">{revealed}</div>'
        return html

    def _revealed_html(self, option: Option) -> str:
        names = self.reveals.get(option.key, ())
        return "".join(self._form[name]() for name in names if self._form is not None and name in self._form)

    def concealed_names(self) -> list[str]:
        """The fields under options that are not chosen."""
        chosen = self.chosen_keys()
        shown = {name for key, names in self.reveals.items() if key in chosen for name in names}
        return [name for names in self.reveals.values() for name in names if name not in shown]


class RadioField(ItemsField):
    """One of a few, all in sight."""


class YesNoField(RadioField):
    """Yes or no; ``data`` is True, False, or None while unanswered. No is an answer."""

    def __init__(self, label: str | None = None, validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [(True, "Yes"), (False, "No")])
        kwargs.setdefault("inline", True)
        super().__init__(label, validators, **kwargs)
