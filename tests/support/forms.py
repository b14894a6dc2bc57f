"""Forms without a page: made, filled and asked in a request of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict

from teachpb.web.forms import BaseForm

WITHOUT_CSRF = {"csrf": False}


@contextmanager
def bare_request() -> Iterator[None]:
    """A request of an application that has nothing but a secret."""
    app = Flask("forms")
    app.secret_key = "for-tests-only"
    with app.test_request_context("/"):
        yield


def form_with(posted: Mapping[str, Any] | None = None, /, *, stored: Any = None, **fields: Any) -> BaseForm:
    """A form of these fields, holding what was posted (None: nothing was sent) over what is stored."""
    form_class = type("OneForm", (BaseForm,), fields)
    sent = None if posted is None else MultiDict(posted)
    form: BaseForm = form_class(sent, data=stored, meta=WITHOUT_CSRF)
    return form


def answer(field: Any, typed: Any) -> tuple[Any, list[str]]:
    """What becomes of ``typed`` (a value, or the values of each part) in a field: its data, and the complaints."""
    posted = {f"field-{part}": value for part, value in typed.items()} if isinstance(typed, dict) else {"field": typed}
    form = form_with(posted, field=field)
    form.validate()
    return form.field.data, list(form.field.errors)  # type: ignore[attr-defined]
