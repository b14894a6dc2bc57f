"""The form every page's form is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

import wtforms
from flask import has_request_context, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict, ImmutableMultiDict, MultiDict

from teachpb.db import DomainError
from teachpb.web.forms.text import clean_line, clean_text

#: Passed as ``formdata``: read what the present request posted, if it posted anything.
FROM_REQUEST: Any = object()

EXPIRED = "This page was open for too long. Check your answers and send them again"


def _clean_if_text(value: Any) -> Any:
    return clean_line(value) if isinstance(value, str) else value


def _clean_if_lines(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


class BaseForm(FlaskForm):
    """One page's questions.

    Text is trimmed and NFC (passwords are only NFC), each field keeps at most one complaint, and whatever is posted
    ends in an answer or a sentence, never in an error page.
    """

    class Meta:
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Form fields and files of a posted request, even an empty one; never JSON."""
            if formdata is not FROM_REQUEST:
                plain = isinstance(formdata, Mapping) and not hasattr(formdata, "getlist")
                return ImmutableMultiDict(formdata) if plain else formdata
            if not has_request_context() or request.method not in ("POST", "PUT", "PATCH", "DELETE"):
                return None
            return CombinedMultiDict([request.files, request.form]) if request.files else request.form

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Plain WTForms text fields are cleaned too; our own clean themselves."""
            kind = unbound_field.field_class
            plain = kind.__module__.startswith("wtforms.") and issubclass(kind, wtforms.StringField)
            if plain and not issubclass(kind, wtforms.PasswordField):
                cleaner = _clean_if_lines if issubclass(kind, wtforms.TextAreaField) else _clean_if_text
                options = {**options, "filters": [*unbound_field.kwargs.get("filters", ()), cleaner]}
            return unbound_field.bind(form=form, **options)

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """Never ``required``: the server's sentences are better than the browser's bubbles."""
            wanted = {**(getattr(field, "render_kw", None) or {}), **render_kw}
            wanted.pop("required", None)
            field.flags.required = False
            return field.widget(field, **wanted)

    def __init__(self, formdata: Any = FROM_REQUEST, **kwargs: Any) -> None:
        self.partial = False
        self._added: dict[str, list[str]] = {}
        self.form_errors: list[str] = []
        super().__init__(formdata=formdata, **kwargs)

    @classmethod
    def from_record(cls, record: Any, **kwargs: Any) -> Self:
        """The form with a record's stored values under what the request posts. Override where they need translating."""
        return cls(obj=record, **kwargs)

    # -- reading

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        sent = self.meta.wrap_formdata(self, formdata)
        super().process(sent, *args, **kwargs)
        self._conceal(forget=sent is not None)

    def _conceal(self, *, forget: bool) -> None:
        """Mark what stands under options that are not chosen, at any depth; forget what was posted there."""
        waiting = [
            n for field in self._fields.values() if hasattr(field, "concealed_names") for n in field.concealed_names()
        ]
        while waiting:
            field = self._fields.get(waiting.pop())
            if field is None or field.concealed:
                continue
            field.concealed = True
            if forget:
                field.clear()
            waiting.extend(_revealed_by(field))

    def validate(self, extra_validators: Any = None, *, partial: bool = False) -> bool:
        """Whether every answer stands. ``partial``: nothing is required, but what is given must be readable.

        Errors given to ``add_error`` before stay, and make the form invalid.
        """
        self.partial = partial
        super().validate(extra_validators)
        for name, messages in self._added.items():
            if name:
                self._append(name, messages)
        return not self.has_errors

    def validate_stored(self) -> bool:
        """Whether the stored values under this form would pass as they are, whoever put them there."""
        self._fields.pop(self.meta.csrf_field_name, None)
        return self.validate()

    # -- answers

    @property
    def questions(self) -> list[Any]:
        """The fields that ask something, in page order, revealed ones after the one that reveals them."""
        return [field for field in self._page_order() if getattr(field, "is_question", False)]

    @property
    def page_fields(self) -> list[Any]:
        """The fields a generic page draws itself: questions that no other field reveals."""
        inner = self._revealed_names()
        return [f for n, f in self._fields.items() if getattr(f, "is_question", False) and n not in inner]

    @property
    def buttons(self) -> list[Any]:
        return [field for field in self._fields.values() if type(field).__name__ == "SubmitField"]

    @property
    def question_fields(self) -> dict[str, Any]:
        """Every question by its name in the class."""
        return {name: field for name, field in self._fields.items() if getattr(field, "is_question", False)}

    def answers(self) -> dict[str, Any]:
        """The data of every question by its name in the class: what an operation wants as keywords."""
        return {name: field.data for name, field in self.question_fields.items()}

    def readable(self) -> dict[str, Any]:
        """The answers that stood when the form was validated: those without a complaint."""
        return {name: field.data for name, field in self.question_fields.items() if not field.errors}

    def retype(self, values: Mapping[str, Sequence[str]], names: Iterable[str] | None = None) -> None:
        """Show in these fields (in all of them when None) what was typed into them another time, readable or not."""
        typed = MultiDict((key, text) for key, texts in values.items() for text in texts)
        for name, field in self.question_fields.items():
            if (names is None or name in names) and not getattr(field, "is_upload", False):
                field.concealed = False
                field.process(typed)
        self._conceal(forget=False)

    @property
    def has_files(self) -> bool:
        """Whether the ``<form>`` must be multipart."""
        return any(getattr(field, "is_upload", False) for field in self._fields.values())

    @property
    def has_type_ahead(self) -> bool:
        """Whether the page wants the script that lets people type into a long list."""
        return any(getattr(field, "enhance", False) for field in self._fields.values())

    # -- errors

    def add_error(self, where: Any, message: str | None = None) -> None:
        """Hang a sentence on a field (by name or itself), on the form (None), or where a DomainError says.

        Works before and after ``validate()``.
        """
        if isinstance(where, DomainError):
            where, message = where.field, message or where.message
        elif isinstance(where, wtforms.Field):
            where = where.short_name
        name = where if where in self._fields else ""
        sentence = str(message or "Check your answers")
        self._added.setdefault(name, []).append(sentence)
        self._append(name, [sentence])

    def _append(self, name: str, messages: list[str]) -> None:
        if not name:
            self.form_errors = [*self.form_errors, *messages]
            return
        field = self._fields[name]
        field.errors = list(dict.fromkeys([*field.errors, *messages]))

    @property
    def has_errors(self) -> bool:
        return bool(self.form_errors) or any(field.errors for field in self._fields.values())

    def error_summary(self) -> list[dict[str, str]]:
        """``{"text", "href"}`` for every complaint: the form's own first, then in page order.

        ``href`` leads to the first input that is wrong; it is "" where there is none to go to.
        """
        summary = [{"text": str(message), "href": ""} for message in self.form_errors]
        for field in self._page_order():
            focus = getattr(field, "focus_id", "")
            for message in field.errors:
                text = str(message) if getattr(field, "is_question", False) else EXPIRED
                summary.append({"text": text, "href": f"#{focus}" if focus else ""})
        return summary

    # -- order

    def _revealed_names(self) -> set[str]:
        return {name for field in self._fields.values() for name in _revealed_by(field)}

    def _page_order(self) -> Iterator[Any]:
        inner = self._revealed_names()
        for name, field in self._fields.items():
            if name not in inner:
                yield from self._with_revealed(field)

    def _with_revealed(self, field: Any) -> Iterator[Any]:
        yield field
        for name in _revealed_by(field):
            if name in self._fields:
                yield from self._with_revealed(self._fields[name])

    def __html__(self) -> Markup:
        """Every question and button, for a page that has nothing to add."""
        return Markup("").join([self.hidden_tag(), *(field() for field in [*self.page_fields, *self.buttons])])


def _revealed_by(field: Any) -> list[str]:
    reveals: Mapping[str, tuple[str, ...]] = getattr(field, "reveals", None) or {}
    return list(dict.fromkeys(name for names in reveals.values() for name in names))
