"""Several subjects with their grades in one table, as certificates show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from markupsafe import Markup, escape
from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from teachpb.web.forms import Field, clean_line, markup
from teachpb.web.forms.markup import Look

#: What stands in a row: its key in the result, its heading, the most characters.
COLUMNS: Mapping[str, tuple[str, int]] = {
    "subject": ("Subject", 100),
    "grade": ("Grade", 30),
    "body": ("Awarding body (optional)", 60),
}
FEWEST_ROWS, SPARE_ROWS, MOST_ROWS = 6, 2, 24


class _Rows:
    """Posted data seen by the field: one dict a row that has anything in it."""

    def __init__(self, formdata: Any) -> None:
        self._formdata = formdata

    def __contains__(self, name: str) -> bool:
        return any(f"{name}-{row}-{column}" in self._formdata for row in range(MOST_ROWS) for column in COLUMNS)

    def getlist(self, name: str) -> list[dict[str, str]]:
        rows = ({column: self._text(f"{name}-{row}-{column}") for column in COLUMNS} for row in range(MOST_ROWS))
        return [row for row in rows if any(row.values())]

    def _text(self, name: str) -> str:
        return clean_line(next((value for value in self._formdata.getlist(name) if isinstance(value, str)), ""))[:300]


class ResultsField(Field):
    """``data`` is a list of dicts of ``subject``, ``grade`` and ``body``; rows nobody wrote in are left out."""

    blank: ClassVar[Any] = []
    is_group: ClassVar[bool] = True
    can_be_heading: ClassVar[bool] = False

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(None if formdata is None else _Rows(formdata), data, extra_filters)

    def process_data(self, value: Any) -> None:
        self.data = [{column: str(row.get(column, "")) for column in COLUMNS} for row in value or ()]

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = list(valuelist)

    def pre_validate(self, form: Any) -> None:
        for row in self.data:
            for column, (heading, limit) in COLUMNS.items():
                if len(row[column]) > limit:
                    thing = heading.removesuffix(" (optional)")
                    raise ValidationError(f"{thing} “{row[column][:20]}…” must be {limit} characters or fewer")

    @property
    def rows(self) -> int:
        """How many to draw: what is there, some to spare, never fewer than six."""
        return min(max(FEWEST_ROWS, len(self.data) + SPARE_ROWS), MOST_ROWS)

    @property
    def focus_id(self) -> str:
        """The first cell that is wanting."""
        for number, row in enumerate(self.data):
            for column in ("subject", "grade"):
                if not row[column]:
                    return f"{self.id}-{number}-{column}"
        return f"{self.id}-0-subject"

    def draw(self, look: Look) -> Markup:
        headings = "".join(f'<th scope="col">{escape(heading)}</th>' for heading, _ in COLUMNS.values())
        body = "".join(self._row(number) for number in range(self.rows))
        inner = (
            markup.hint(look.hint, id=f"{self.id}-hint")
            + markup.error_message(self.errors, id=f"{self.id}-error")
            + f'<table class="tp-table tp-table--stack"><thead><tr>{headings}</tr></thead><tbody>{body}</tbody></table>'
        )
        html = markup.fieldset(look, inner, described_by=self.describe(look))
        return markup.group(html, error=bool(self.errors))

    def _row(self, number: int) -> str:
        row = self.data[number] if number < len(self.data) else dict.fromkeys(COLUMNS, "")
        return f"<tr>{''.join(self._cell(number, column, row[column]) for column in COLUMNS)}</tr>"

    def _cell(self, number: int, column: str, value: str) -> str:
        heading = COLUMNS[column][0]
        name = f"{self.name}-{number}-{column}"
        pairs = {
            "class": "govuk-input",
            "id": f"{self.id}-{number}-{column}",
            "name": name,
            "type": "text",
            "aria-label": f"{heading}, result {number + 1}",
            "autocomplete": "off",
            "value": value,
        }
        return f'<td data-label="{escape(heading)}"><input{markup.attrs(pairs)}></td>'

    def display(self) -> Markup:
        lines = (
            f"{row['subject']}: {row['grade']}" + (f" ({row['body']})" if row["body"] else "") for row in self.data
        )
        return Markup("<br>").join(escape(line) for line in lines)
