"""Fields people write numbers and money into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from wtforms.validators import ValidationError

from teachpb.web.forms.fields import StringField
from teachpb.web.forms.text import clean_line, first_text, narrow

#: The largest number that fits an integer column on every database.
LARGEST = 2_147_483_647
_WHOLE = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.(\d{1,2}))?", re.ASCII)
_FRACTION = re.compile(r"-?(\d{1,12})?(\.(\d{1,12}))?", re.ASCII)


class TypedField(StringField):
    """Text that stands for something else. What was typed is shown again when it cannot be read."""

    blank: ClassVar[Any] = None

    def process_data(self, value: Any) -> None:
        self.data = value
        self.typed: str | None = None

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.typed = clean_line(first_text(valuelist))[:200]
        self.data = None
        if self.typed:
            self.data = self.parse(narrow(self.typed))

    def clear(self) -> None:
        super().clear()
        self.typed = None

    def is_blank(self) -> bool:
        return self.data is None

    def value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else self.format(self.data)

    def query_value(self) -> str:
        return "" if self.data is None else self.format(self.data)

    def display(self) -> str:
        return "" if self.data is None else f"{self.prefix}{self.format(self.data)}{self.suffix}"

    def parse(self, text: str) -> Any:
        """The value ``text`` stands for; ValueError with the sentence to show when it stands for none."""
        raise NotImplementedError

    def format(self, value: Any) -> str:
        return str(value)

    def pre_validate(self, form: Any) -> None:
        pass


class BoundedField(TypedField):
    """A number between ``min`` and ``max``, both allowed."""

    default_min: ClassVar[int | None] = 0
    default_max: ClassVar[int | None] = LARGEST
    default_inputmode: ClassVar[str] = "numeric"

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        min: Any = None,
        max: Any = None,
        **kwargs: Any,
    ) -> None:
        self.min = self.default_min if min is None else min
        self.max = self.default_max if max is None else max
        kwargs.setdefault("spellcheck", False)
        super().__init__(label, validators, **kwargs)

    def pre_validate(self, form: Any) -> None:
        too_low = self.min is not None and self.data < self.min
        too_high = self.max is not None and self.data > self.max
        if not (too_low or too_high):
            return
        if self.min is not None and self.max not in (None, self.default_max):
            raise ValidationError(f"{self.thing} must be between {self.spoken(self.min)} and {self.spoken(self.max)}")
        limit = f"{self.spoken(self.min)} or more" if too_low else f"{self.spoken(self.max)} or less"
        raise ValidationError(f"{self.thing} must be {limit}")

    def spoken(self, value: Any) -> str:
        """The bound as a sentence names it."""
        return self.format(value)


class IntegerField(BoundedField):
    """A whole number, nought or more unless ``min`` says otherwise. "1,200" is 1200."""

    def parse(self, text: str) -> int:
        bare = text.replace(" ", "").replace("−", "-")
        if not _WHOLE.fullmatch(bare):
            raise ValueError(self.invalid or f"{self.thing} must be a whole number, like 12")
        return int(bare.replace(",", "")[:30])

    def format(self, value: Any) -> str:
        return str(value)

    def spoken(self, value: Any) -> str:
        return f"{value:,}"


class DecimalField(BoundedField):
    """A number with up to ``places`` decimals, such as the 0.6 of a full-time post; ``data`` is a Decimal."""

    default_inputmode: ClassVar[str] = "decimal"

    def __init__(
        self, label: str | None = None, validators: Sequence[Any] | None = None, *, places: int = 2, **kwargs: Any
    ) -> None:
        self.places = places
        super().__init__(label, validators, **kwargs)

    def parse(self, text: str) -> Decimal:
        bare = text.replace(" ", "").replace(",", "" if "." in text else ".")
        match = _FRACTION.fullmatch(bare)
        if not match or not (match.group(1) or match.group(3)):
            raise ValueError(self.invalid or f"{self.thing} must be a number, like 0.6")
        if len(match.group(3) or "") > self.places:
            raise ValueError(f"{self.thing} must have {self.places} decimal places or fewer")
        return Decimal(bare)

    def format(self, value: Any) -> str:
        return f"{Decimal(value).normalize():f}"


class PoundsField(BoundedField):
    """Money. People type "£36,413" or "36413.50"; ``data`` is integer pence. ``min`` and ``max`` are pence too."""

    default_max: ClassVar[int | None] = 1_000_000_000  # ten million pounds; more is a slip of the finger

    def __init__(self, label: str | None = None, validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "£")
        kwargs.setdefault("width", 10)
        kwargs.setdefault("inputmode", "decimal")
        super().__init__(label, validators, **kwargs)

    def parse(self, text: str) -> int:
        bare = re.sub(r"^(£|GBP)|\s", "", text.strip(), flags=re.IGNORECASE).removesuffix(".")
        match = _AMOUNT.fullmatch(bare)
        if not match:
            raise ValueError(self.invalid or f"{self.thing} must be an amount of money, like 36,413 or 12.50")
        return int(match.group(1).replace(",", "")[:30]) * 100 + int((match.group(4) or "0").ljust(2, "0"))

    def format(self, value: Any) -> str:
        pounds, pence = divmod(int(value), 100)
        return f"{pounds:,}.{pence:02d}" if pence else f"{pounds:,}"

    def query_value(self) -> str:
        return super().query_value().replace(",", "")

    def spoken(self, value: Any) -> str:
        return f"£{self.format(value)}"
