"""The pieces of a form group, as GOV.UK Frontend 6 names them: attributes, label, legend, hint, error, group.

Plain string building: a page with forty inputs costs a fraction of what component macros would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape


@dataclass(slots=True)
class Look:
    """How one field is to appear on one page: the field's own wishes, overridden by the template's call."""

    label: str
    label_size: str = ""
    is_heading: bool = False
    hint: str = ""
    classes: str = ""
    disabled: bool = False
    label_hidden: bool = False
    attributes: dict[str, Any] = field(default_factory=dict)


def attrs(pairs: Mapping[str, Any]) -> str:
    """`` name="value"`` for each pair; None, False and "" are left out (use ``value=`` apart), True is a bare name."""
    parts = []
    for name, value in pairs.items():
        if value is None or value is False or value == "":
            continue
        parts.append(f" {name}" if value is True else f' {name}="{escape(value)}"')
    return "".join(parts)


def attribute_name(keyword: str) -> str:
    """``data_module`` → ``data-module``, ``class_`` → ``class``."""
    return keyword.rstrip("_").replace("_", "-")


def class_names(*names: str) -> str:
    return " ".join(name for name in names if name)


def label(look: Look, *, for_id: str) -> str:
    """The label of one input; with ``is_heading`` it is the page's h1."""
    size = f"govuk-label--{look.label_size}" if look.label_size else ""
    hidden = "govuk-visually-hidden" if look.label_hidden else ""
    css = class_names("govuk-label", size, hidden)
    html = f'<label class="{css}" for="{escape(for_id)}">{escape(look.label)}</label>'
    return f'<h1 class="govuk-label-wrapper">{html}</h1>' if look.is_heading else html


def legend(look: Look) -> str:
    """The legend of a group of inputs; with ``is_heading`` it is the page's h1."""
    size = f"govuk-fieldset__legend--{look.label_size}" if look.label_size else ""
    hidden = "govuk-visually-hidden" if look.label_hidden else ""
    css = class_names("govuk-fieldset__legend", size, hidden)
    text = escape(look.label)
    inner = f'<h1 class="govuk-fieldset__heading">{text}</h1>' if look.is_heading else text
    return f'<legend class="{css}">{inner}</legend>'


def hint(text: str, *, id: str, classes: str = "govuk-hint") -> str:
    return f'<div id="{escape(id)}" class="{classes}">{escape(text)}</div>' if text else ""


def error_message(errors: Iterable[str], *, id: str) -> str:
    """One paragraph whatever the number of sentences: the input is described by one element."""
    sentences = " ".join(str(escape(error)) for error in errors)
    if not sentences:
        return ""
    prefix = '<span class="govuk-visually-hidden">Error:</span>'
    return f'<p id="{escape(id)}" class="govuk-error-message">{prefix} {sentences}</p>'


def described_by(field_id: str, *, hint: str, errors: Iterable[str], first: str = "") -> str:
    """The ids a control is described by, in reading order."""
    return " ".join(
        part for part in (first, f"{field_id}-hint" if hint else "", f"{field_id}-error" if errors else "") if part
    )


def group(inner: str, *, error: bool, classes: str = "", attributes: Mapping[str, Any] | None = None) -> Markup:
    css = class_names("govuk-form-group", "govuk-form-group--error" if error else "", classes)
    return Markup(f'<div class="{css}"{attrs(attributes or {})}>{inner}</div>')  # noqa: S704 -- every piece is escaped  # nosec B704


def fieldset(look: Look, inner: str, *, described_by: str, role: str | None = None) -> str:
    opening = attrs({"class": "govuk-fieldset", "role": role, "aria-describedby": described_by})
    return f"<fieldset{opening}>{legend(look)}{inner}</fieldset>"
