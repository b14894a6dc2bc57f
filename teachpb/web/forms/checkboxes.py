"""Fields with boxes to tick, and the choice fields that speak in enum members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from markupsafe import Markup, escape
from wtforms.validators import ValidationError

from teachpb.web.forms import markup
from teachpb.web.forms.choices import ItemsField, Option, RadioField, SelectField
from teachpb.web.forms.field import Field, lines_to_html
from teachpb.web.forms.markup import Look
from teachpb.web.forms.text import clean_line, first_text


class CheckboxesField(ItemsField):
    """Any number of answers; ``data`` is a list of option values in the order of the options.

    ``none="None of these"`` adds an answer that rules out all others: ``data`` is then [] and ``none_chosen`` True,
    which counts as answered.
    """

    blank: ClassVar[Any] = []
    item_class: ClassVar[str] = "govuk-checkboxes"
    item_type: ClassVar[str] = "checkbox"
    none_key: ClassVar[str] = "none-of-these"

    def __init__(
        self, label: str | None = None, validators: Sequence[Any] | None = None, *, none: str = "", **kwargs: Any
    ) -> None:
        self.none = none
        self.none_chosen = False
        super().__init__(label, validators, **kwargs)

    def options(self) -> list[Option]:
        given = super().options()
        if self.none:
            given.append(Option(self.none_key, self.none, exclusive=True, divider="or"))
        return given

    def process_data(self, value: Any) -> None:
        self.typed = None
        self.data = [] if value is None or isinstance(value, (str, bytes)) else _as_list(value)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        texts = [clean_line(value)[:300] for value in valuelist if isinstance(value, str)][:500]
        self.typed = [text for text in dict.fromkeys(texts) if text]
        self.none_chosen = bool(self.none) and self.none_key in self.typed
        self.data = [self.read(text) for text in self.typed if not (self.none and text == self.none_key)]

    def clear(self) -> None:
        super().clear()
        self.none_chosen = False

    def is_blank(self) -> bool:
        return not self.data and not self.none_chosen

    def pre_validate(self, form: Any) -> None:
        wanted = self.chosen_keys()
        options = self.options()
        known = [option for option in options if option.key in wanted]
        self.data = [option.value for option in known if not (self.none and option.key == self.none_key)]
        if len(known) < len(wanted):
            raise ValidationError(self.not_on_the_list)
        exclusive = next((option for option in known if option.exclusive), None)
        if exclusive is not None and len(known) > 1:
            raise ValidationError(f"Select other answers or “{exclusive.label}”, not both")

    def chosen_keys(self) -> set[str]:
        keys = {Option(value, "").key for value in self.data or []}
        return keys | {self.none_key} if self.none_chosen else keys

    def display(self) -> str | Markup:
        chosen = self.chosen_keys()
        return lines_to_html("\n".join(option.label for option in self.options() if option.key in chosen))


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Iterable) else []


class BooleanField(Field):
    """One box to tick; the label stands beside it. ``data`` is True or False, and an empty box counts as no answer."""

    blank: ClassVar[Any] = False
    can_be_heading: ClassVar[bool] = False

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        small: bool = False,
        reveals: str | Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        self.small = small
        self.revealed = (reveals,) if isinstance(reveals, str) else tuple(reveals)
        super().__init__(label, validators, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = bool(value)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = clean_line(first_text(valuelist)).lower() not in ("", "false", "no", "0", "off")

    def concealed_names(self) -> list[str]:
        return [] if self.data else list(self.revealed)

    @property
    def reveals(self) -> Mapping[str, tuple[str, ...]]:
        return {"yes": self.revealed} if self.revealed else {}

    def draw(self, look: Look) -> Markup:
        css = markup.class_names("govuk-checkboxes", "govuk-checkboxes--small" if self.small else "", look.classes)
        revealed = "".join(self._form[name]() for name in self.revealed)
        pairs = {
            "class": "govuk-checkboxes__input",
            "id": self.id,
            "name": self.name,
            "type": "checkbox",
            "value": "yes",
            "checked": bool(self.data),
            "disabled": look.disabled,
            "aria-describedby": self.describe(look),
            "data-aria-controls": f"conditional-{self.id}" if revealed else None,
            **look.attributes,
        }
        size = f" govuk-label--{look.label_size}" if look.label_size else ""
        label = f'<label class="govuk-label govuk-checkboxes__label{size}" for="{escape(self.id)}">'
        hint = markup.hint(look.hint, id=f"{self.id}-hint", classes="govuk-hint govuk-checkboxes__hint")
        item = f"<input{markup.attrs(pairs)}>{label}{escape(look.label)}</label>{hint}"
        inner = markup.error_message(self.errors, id=f"{self.id}-error")
        inner += f'<div class="{css}" data-module="govuk-checkboxes"><div class="govuk-checkboxes__item">{item}</div>'
        if revealed:
            hidden = "" if self.data else " govuk-checkboxes__conditional--hidden"
            box_id = f"conditional-{escape(self.id)}"
            inner += f'<div class="govuk-checkboxes__conditional{hidden}" id="{box_id}">{revealed}</div>'
        return markup.group(f"{inner}</div>", error=bool(self.errors))

    def display(self) -> str:
        return "Yes" if self.data else ""


def _enum_choices(enum: type[StrEnum], only: Iterable[StrEnum] | None, hints: Mapping[Any, str]) -> list[Option]:
    members = list(enum) if only is None else list(only)
    return [Option(member, str(getattr(member, "label", member)), str(hints.get(member, ""))) for member in members]


class EnumRadioField(RadioField):
    """Radios over a LabelledEnum; ``data`` is a member. ``only`` offers some members, ``hints`` explains them."""

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        enum: type[StrEnum],
        only: Iterable[StrEnum] | None = None,
        hints: Mapping[Any, str] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("choices", _enum_choices(enum, only, hints or {}))
        super().__init__(label, validators, coerce=enum, **kwargs)


class EnumSelectField(SelectField):
    """A drop-down over a LabelledEnum; ``data`` is a member."""

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        enum: type[StrEnum],
        only: Iterable[StrEnum] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("choices", _enum_choices(enum, only, {}))
        super().__init__(label, validators, coerce=enum, **kwargs)


class EnumCheckboxesField(CheckboxesField):
    """Checkboxes over a LabelledEnum; ``data`` is a list of members in the enum's order."""

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        enum: type[StrEnum],
        only: Iterable[StrEnum] | None = None,
        hints: Mapping[Any, str] | None = None,
        coerce: Callable[[Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("choices", _enum_choices(enum, only, hints or {}))
        super().__init__(label, validators, coerce=coerce or enum, **kwargs)
