"""Buttons that send a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import wtforms
from markupsafe import Markup, escape

from teachpb.web.forms import markup
from teachpb.web.forms.text import first_text

STYLES = {"": "", "secondary": "govuk-button--secondary", "warning": "govuk-button--warning"}


class ButtonWidget:
    def __call__(self, field: SubmitField, **options: Any) -> Markup:
        return field.draw(**options)


class SubmitField(wtforms.Field):
    """A button; ``data`` is whether it was the one pressed. ``style`` is "", "secondary" or "warning"."""

    widget: Any = ButtonWidget()
    is_question: ClassVar[bool] = False

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        style: str = "",
        value: str = "yes",
        prevent_double_click: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.style = style
        self.value = value
        self.prevent_double_click = prevent_double_click

    def process_data(self, value: Any) -> None:
        self.data = False

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = bool(first_text(valuelist))

    def draw(self, *, label: str = "", style: str | None = None, **options: Any) -> Markup:
        extra = STYLES[self.style if style is None else style]
        attributes = {markup.attribute_name(name): value for name, value in options.items()}
        pairs = {
            "type": "submit",
            "class": markup.class_names("govuk-button", extra, attributes.pop("class", "")),
            "name": self.name,
            "value": self.value,
            "data-module": "govuk-button",
            "data-prevent-double-click": "true" if self.prevent_double_click else None,
            **attributes,
        }
        return Markup("<button{}>{}</button>").format(Markup(markup.attrs(pairs)), escape(label or self.label.text))  # noqa: S704 -- attrs() escapes  # nosec B704


def button(text: str, name: str | None = None, *, style: str = "", **kwargs: Any) -> Any:
    """A submit button: ``save_draft = button("Save and come back later", style="secondary")``."""
    return SubmitField(text, name=name, style=style, **kwargs)
