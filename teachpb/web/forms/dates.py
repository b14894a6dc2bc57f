"""Dates, months and times, as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from markupsafe import Markup, escape
from wtforms.utils import unset_value

from teachpb import clock
from teachpb.web.forms import markup
from teachpb.web.forms.field import Field
from teachpb.web.forms.markup import Look
from teachpb.web.forms.numbers import TypedField
from teachpb.web.forms.text import clean_line, narrow
from teachpb.web.templating import format_date, format_time

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = re.compile(r"([0-9]{1,2})(st|nd|rd|th)?", re.IGNORECASE)
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.h ]?(?P<minute>[0-9]{2}))?(?P<half>am|pm)?")


class _Parts:
    """Posted data seen by a field of several inputs: ``name-day``, ``name-month``… are the values of ``name``.

    A whole ISO date under the bare name is understood too (addresses of searches, tests).
    """

    def __init__(self, formdata: Any, parts: Sequence[str]) -> None:
        self._formdata = formdata
        self._parts = parts

    def __contains__(self, name: str) -> bool:
        return any(f"{name}-{part}" in self._formdata for part in self._parts) or name in self._formdata

    def getlist(self, name: str) -> list[Any]:
        """One value for every part."""
        values = [next((v for v in self._formdata.getlist(f"{name}-{part}")), "") for part in self._parts]
        whole = next((v for v in self._formdata.getlist(name) if isinstance(v, str)), "")
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", whole.strip())
        if match:
            known = dict(zip(("year", "month", "day"), match.groups(), strict=True))
            return [known[part] or "" for part in self._parts]
        return values


class PartsField(Field):
    """A date in several inputs. ``failing`` names the inputs to mark and to link to."""

    is_group: ClassVar[bool] = True
    parts: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        earliest_year: int = 1900,
        latest_year: int = 2100,
        autocomplete: str = "",
        **kwargs: Any,
    ) -> None:
        self.earliest_year = earliest_year
        self.latest_year = latest_year
        self.autocomplete = autocomplete
        self.typed: list[str] | None = None
        self.failing: tuple[str, ...] = ()
        super().__init__(label, validators, **kwargs)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(None if formdata is None else _Parts(formdata, self.parts), data, extra_filters)

    def process_data(self, value: Any) -> None:
        self.data = clock.london_day(value) if isinstance(value, datetime) else value

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        texts = [clean_line(v)[:40] if isinstance(v, str) else "" for v in valuelist]
        self.typed = (texts + [""] * len(self.parts))[: len(self.parts)]
        self.failing = ()
        self.data = None
        if any(self.typed):
            read = [narrow(text).lower().strip(" .,") for text in self.typed]
            self.data = self._read(dict(zip(self.parts, read, strict=True)))

    def clear(self) -> None:
        super().clear()
        self.typed = None
        self.failing = ()

    def is_blank(self) -> bool:
        return self.data is None

    def _fail(self, sentence: str, *parts: str) -> ValueError:
        self.failing = parts
        return ValueError(f"{self.thing} {sentence}")

    def _read(self, typed: dict[str, str]) -> date:
        missing = [part for part in self.parts if not typed[part]]
        if missing:
            raise self._fail(f"must include a {' and '.join(missing)}", *missing)
        day = _read_day(typed["day"]) if "day" in typed else 1
        month = read_month(typed["month"])
        if day is None or month is None or not typed["year"].isdecimal():
            wrong = {"day": day is None, "month": month is None, "year": not typed["year"].isdecimal()}
            raise self._fail(self.unreal, *(part for part in self.parts if wrong[part]))
        if not re.fullmatch("[0-9]{4}", typed["year"]):
            raise self._fail("must have a year of 4 numbers, like 2026", "year")
        year = int(typed["year"])
        if not self.earliest_year <= year <= self.latest_year:
            raise self._fail(f"must have a year between {self.earliest_year} and {self.latest_year}", "year")
        try:
            return date(year, month, day)
        except ValueError:
            raise self._fail(self.unreal, *(self.parts if len(self.parts) < 3 else ("day",))) from None

    @property
    def unreal(self) -> str:
        return "must be a real date"

    # -- showing

    def values(self) -> list[str]:
        """What stands in each input."""
        if self.typed is not None:
            return self.typed
        if self.data is None:
            return [""] * len(self.parts)
        return [str(getattr(self.data, part)) for part in self.parts]

    @property
    def focus_id(self) -> str:
        return f"{self.id}-{(self.failing or self.parts)[0]}"

    def draw(self, look: Look) -> Markup:
        items = "".join(self._item(look, part, value) for part, value in zip(self.parts, self.values(), strict=True))
        inner = (
            markup.hint(look.hint, id=f"{self.id}-hint")
            + markup.error_message(self.errors, id=f"{self.id}-error")
            + f'<div class="govuk-date-input" id="{escape(self.id)}">{items}</div>'
        )
        html = markup.fieldset(look, inner, described_by=self.describe(look), role="group")
        return markup.group(html, error=bool(self.errors))

    def _item(self, look: Look, part: str, value: str) -> str:
        wrong = bool(self.errors) and (not self.failing or part in self.failing)
        wide = part == "month" and bool(value) and not value.isdecimal()
        width = "govuk-input--width-4" if part == "year" or wide else "govuk-input--width-2"
        part_id = f"{self.id}-{part}"
        css = markup.class_names(
            "govuk-input govuk-date-input__input", width, "govuk-input--error" if wrong else "", look.classes
        )
        pairs = {
            "class": css,
            "id": part_id,
            "name": f"{self.name}-{part}",
            "type": "text",
            "inputmode": None if part == "month" else "numeric",
            "autocomplete": f"{self.autocomplete}-{part}" if self.autocomplete else None,
            "disabled": look.disabled,
            "value": value,
        }
        label = (
            f'<label class="govuk-label govuk-date-input__label" for="{escape(part_id)}">{part.capitalize()}</label>'
        )
        body = f"{label}<input{markup.attrs({**pairs, **look.attributes})}>"
        return f'<div class="govuk-date-input__item"><div class="govuk-form-group">{body}</div></div>'


class DateField(PartsField):
    """Day, month and year; the month may be a name. ``data`` is a ``date``. ``autocomplete="bday"`` for birth dates."""

    parts: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def display(self) -> str:
        return "" if self.data is None else format_date(self.data)


class MonthField(PartsField):
    """Month and year; ``data`` is the first day of the month."""

    parts: ClassVar[tuple[str, ...]] = ("month", "year")

    @property
    def unreal(self) -> str:
        return "must be a real month and year"

    def display(self) -> str:
        return "" if self.data is None else f"{MONTHS[self.data.month - 1]} {self.data.year}"


def _read_day(text: str) -> int | None:
    match = _DAY.fullmatch(text)
    return int(match.group(1)) if match else None


def read_month(text: str) -> int | None:
    """The number of a month written as a number, a name, or the first three letters or more of one."""
    if re.fullmatch("[0-9]{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else None
    if len(text) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, start=1) if name.lower().startswith(text.lower())), None)


class TimeField(TypedField):
    """A wall-clock time: "4pm", "16:00", "9.30am", "noon". ``data`` is a naive ``time``."""

    def __init__(self, label: str | None = None, validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("width", 5)
        kwargs.setdefault("spellcheck", False)
        super().__init__(label, validators, **kwargs)

    def parse(self, text: str) -> time:
        bare = re.sub(r"([ap])\.?\s*m\.?$", r"\1m", text.lower().strip())
        if bare in ("noon", "midday", "12 noon", "12noon"):
            return time(12)
        if bare in ("midnight", "12 midnight", "12midnight"):
            return time(0)
        match = _CLOCK.fullmatch(re.sub(r"\s+(?=[ap]m$)", "", bare))
        if not match:
            raise ValueError(self.invalid or f"{self.thing} must be a time, like 4pm or 9:30am")
        return self._from_clock(match["hour"], match["minute"], match["half"])

    def _from_clock(self, typed_hour: str, minute: str | None, half: str | None) -> time:
        hour, minutes = int(typed_hour), int(minute or 0)
        if minutes > 59 or hour > 23 or (half and not 1 <= hour <= 12):
            raise ValueError(self.invalid or f"{self.thing} must be a time, like 4pm or 9:30am")
        if half:
            return time(hour % 12 + (12 if half == "pm" else 0), minutes)
        if (minute is None and 1 <= hour <= 12) or (len(typed_hour) == 1 and 1 <= hour <= 6):
            example = f"{hour}:{minutes:02d}pm" if minutes else f"{hour}pm"
            raise ValueError(f"{self.thing} must say am or pm, like {example}")
        return time(hour, minutes)

    def format(self, value: time) -> str:
        return format_time(value)
