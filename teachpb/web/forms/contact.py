"""Fields for the ways to reach and recognise somebody: address, telephone, web page, postcode, password."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from markupsafe import Markup
from wtforms.validators import ValidationError

from teachpb.web.forms import markup
from teachpb.web.forms.fields import StringField
from teachpb.web.forms.markup import Look
from teachpb.web.forms.text import clean_secret

_EMAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([^@\s<>,;:\"'()\[\]\\/]+)")
_HOST_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
#: Shape of a postcode: Royal Mail, "PAF digest" — outward code, then a digit and two letters.
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})")


class EmailField(StringField):
    """An address, kept as typed. Its shape is checked, not whether the mailbox exists."""

    input_type: ClassVar[str] = "email"
    default_autocomplete: ClassVar[str] = "email"
    max_chars = 254  # RFC 5321, 4.5.3.1.3

    def __init__(self, label: str | None = None, validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("spellcheck", False)
        super().__init__(label, validators, **kwargs)

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if not is_email(str(self.data)):
            raise ValidationError(self.invalid or "Enter an email address in the correct format, like name@example.com")


def is_email(value: str) -> bool:
    """Whether ``value`` has the shape of an address that can be sent to over the internet."""
    match = _EMAIL.fullmatch(value)
    if match is None or len(value.partition("@")[0]) > 64:
        return False
    labels = match.group(2).split(".")
    try:
        ascii_labels = [label.encode("idna").decode("ascii") for label in labels]
    except UnicodeError:
        return False
    return len(labels) > 1 and all(_HOST_LABEL.fullmatch(label) for label in ascii_labels) and not labels[-1].isdigit()


class PasswordField(StringField):
    """A secret: neither trimmed nor shown again. ``autocomplete`` is "current-password" or "new-password"."""

    input_type: ClassVar[str] = "password"
    default_autocomplete: ClassVar[str] = "current-password"
    max_chars = 200
    clean: ClassVar[Callable[[str], str]] = staticmethod(clean_secret)

    def value(self) -> str:
        return ""

    def draw(self, look: Look) -> Markup:
        look.attributes = {"spellcheck": "false", "autocapitalize": "none", **look.attributes}
        look.classes = markup.class_names("govuk-password-input__input govuk-js-password-input-input", look.classes)
        button = markup.attrs(
            {
                "type": "button",
                "class": "govuk-button govuk-button--secondary govuk-password-input__toggle"
                " govuk-js-password-input-toggle",
                "data-module": "govuk-button",
                "aria-controls": self.id,
                "aria-label": "Show password",
                "hidden": True,
            }
        )
        inner = (
            markup.label(look, for_id=self.id)
            + markup.hint(look.hint, id=f"{self.id}-hint")
            + markup.error_message(self.errors, id=f"{self.id}-error")
            + f'<div class="govuk-input__wrapper govuk-password-input__wrapper">{self.input(look)}'
            + f"<button{button}>Show</button></div>"
        )
        data = {"data-module": "govuk-password-input"}
        return markup.group(inner, error=bool(self.errors), classes="govuk-password-input", attributes=data)

    def display(self) -> str:
        return ""


class TelField(StringField):
    """A telephone number, kept as people write it; it must have between 7 and 15 digits (ITU-T E.164)."""

    input_type: ClassVar[str] = "tel"
    default_autocomplete: ClassVar[str] = "tel"
    max_chars = 40

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        number = re.sub(r"(ext\.?|x|extension)\s*[0-9]+$", "", str(self.data), flags=re.IGNORECASE)
        digits = re.sub(r"[\s().\-–+/]", "", number)
        if not re.fullmatch(r"[0-9]{7,15}", digits):
            raise ValidationError(self.invalid or "Enter a phone number, like 01733 747474 or 07700 900982")


class UrlField(StringField):
    """A web address; ``https://`` is added when people leave it out."""

    input_type: ClassVar[str] = "url"
    default_autocomplete: ClassVar[str] = "url"
    max_chars = 500

    def __init__(self, label: str | None = None, validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("spellcheck", False)
        super().__init__(label, validators, **kwargs)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(//|(?![0-9]))", self.data):
            self.data = f"https://{self.data}"

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if not is_web_address(str(self.data)):
            raise ValidationError(self.invalid or f"{self.thing} must be a web address, like https://www.example.com")


def is_web_address(value: str) -> bool:
    """Whether ``value`` is an absolute http(s) address with a public-looking host and no user name in it."""
    if any(c.isspace() or c in '<>"`\\' for c in value):
        return False
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname or "", parts.port
        labels = [label.encode("idna").decode("ascii") for label in host.split(".")]
    except (ValueError, UnicodeError):
        return False
    plain = parts.scheme in ("http", "https") and parts.username is None and len(labels) > 1
    return plain and all(_HOST_LABEL.fullmatch(label) for label in labels)


class PostcodeField(StringField):
    """A full United Kingdom postcode, kept in capitals with one space: "pe11aa" is "PE1 1AA"."""

    default_autocomplete: ClassVar[str] = "postal-code"
    max_chars = 20

    def __init__(self, label: str | None = None, validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("width", 10)
        kwargs.setdefault("spellcheck", False)
        super().__init__(label, validators, **kwargs)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata(valuelist)
        match = _POSTCODE.fullmatch(re.sub(r"[^A-Z0-9]", "", self.data.upper()))
        if match:
            self.data = f"{match.group(1)} {match.group(2)}"

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if not _POSTCODE.fullmatch(str(self.data).replace(" ", "")):
            raise ValidationError(self.invalid or "Enter a full UK postcode, like PE1 1AA")
