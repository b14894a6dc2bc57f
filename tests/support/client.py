"""The strict client: every page it fetches has to be well made.

It asserts the status, parses the HTML, wants exactly one ``h1`` with which the title starts, unique ids, a label for
every
input, an existing target for every error-summary link, and a session left clean.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from teachpb.db import db
from tests.support.html_checker import keep

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


class Page:
    """A response, read as a person would."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.is_html = response.mimetype == "text/html" and bool(response.data)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The tree of an HTML page; an empty one of anything else. It is grown when somebody first looks at it."""
        return BeautifulSoup(self.body if self.is_html else "", "html.parser")

    @property
    def json(self) -> Any:
        return self.response.get_json()

    @cached_property
    def body(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def title(self) -> str:
        return squash(self.soup.title.get_text()) if self.soup.title else ""

    @property
    def h1(self) -> str:
        found = self.soup.h1
        return squash(found.get_text()) if found else ""

    @property
    def text(self) -> str:
        """What stands in ``main``, white space folded."""
        main = self.soup.main or self.soup
        return squash(main.get_text(" "))

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        if not self.is_html or "govuk-error-summary__list" not in self.body:
            return []
        return [squash(link.get_text()) for link in self.soup.select(".govuk-error-summary__list li")]

    @property
    def flashes(self) -> list[str]:
        return [squash(item.get_text(" ")) for item in self.soup.select(".govuk-notification-banner__content")]

    @property
    def links(self) -> dict[str, str]:
        return {squash(link.get_text()): str(link["href"]) for link in self.soup.select("a[href]")}

    @property
    def detail(self) -> str:
        """What one wants to know of a page that is not the one expected."""
        return f" to {self.location}" if self.location else f": {self.text[:600]} {self.errors}"

    def select(self, css: str) -> list[Tag]:
        return list(self.soup.select(css))

    def form(self, action: str | None = None) -> dict[str, Any]:
        """What a browser would send if the form were submitted as it stands (the first POST form, or the one to
        ``action``)."""
        forms = [form for form in self.soup.select("form") if str(form.get("method", "")).lower() == "post"]
        if action is not None:
            forms = [form for form in forms if form.get("action") == action]
        else:
            forms = [form for form in forms if form.find_parent("main")] or forms
        assert forms, f"no form to post on this page (action={action})"
        return form_values(forms[0])


class StrictClient:
    """Fetch and post like a browser; fail where a page is badly made."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()
        self.strict = True

    def sign_in(self, user: Any) -> None:
        """Become ``user``; None signs out."""
        from tests.support.signin import sign_in

        sign_in(self, user)

    def get(self, url: str, status: int = 200, **options: Any) -> Page:
        return self._open("GET", url, status, **options)

    def post(self, url: str, data: dict[str, Any] | None = None, status: int = 302, **options: Any) -> Page:
        """Post ``data`` as it is. Fetch the form first with ``submit`` when hidden fields matter."""
        options.setdefault("headers", {})
        token = self._csrf_token()
        return self._open("POST", url, status, data={"csrf_token": token, **(data or {})}, **options)

    def submit(self, url: str, status: int = 302, action: str | None = None, **fields: Any) -> Page:
        """Fetch ``url``, fill its form with ``fields`` (underscores stay, lists repeat) and post it to its action."""
        page = self.get(url)
        forms = [form for form in page.soup.select("form") if str(form.get("method", "")).lower() == "post"]
        inside = [form for form in forms if form.find_parent("main")] or forms
        if action is not None:
            inside = [form for form in forms if form.get("action") == action]
        assert inside, f"no form on {url}"
        values = {**form_values(inside[0]), **fields}
        target = str(inside[0].get("action") or url)
        return self._open("POST", target, status, data={k: v for k, v in values.items() if v is not None})

    def follow(self, page: Page) -> Page:
        """Go where a redirect points."""
        assert page.location, "not a redirect"
        parts = urlsplit(page.location)
        return self.get(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _csrf_token(self) -> str:
        from flask import session
        from flask_wtf.csrf import generate_csrf

        with self.app.app_context(), self.app.test_request_context(), self.http.session_transaction() as stored:
            session.update(stored)
            token = generate_csrf()
            stored["csrf_token"] = session["csrf_token"]
        return token

    def _open(self, method: str, url: str, status: int, **options: Any) -> Page:
        db.session.commit()
        with self.app.app_context():
            response = self.http.open(url, method=method, buffered=True, **options)
            unsaved = [*db.session.new, *db.session.dirty]
            assert not unsaved, f"{method} {url} left unsaved changes behind: {unsaved}"
        db.session.expire_all()
        page = Page(response)
        assert page.status == status, f"{method} {url} answered {page.status}, not {status}{page.detail}"
        if self.strict and page.is_html and page.status != 302:
            check_page(page, f"{method} {url}")
            keep(f"{kind_of(url)} {status} {'errors' if page.errors else ''}", page.body)
        return page


def kind_of(url: str) -> str:
    """An address with what differs from record to record taken out."""
    path = urlsplit(url).path
    return "/".join("x" if re.search(r"\d", part) or len(part) > 30 else part for part in path.split("/"))


def squash(text: str) -> str:
    return " ".join(text.split())


def form_values(form: Tag) -> dict[str, Any]:
    values: dict[str, Any] = {}

    def add(name: str, value: str) -> None:
        if name in values:
            values[name] = [*(values[name] if isinstance(values[name], list) else [values[name]]), value]
        else:
            values[name] = value

    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), str(field.get("type", "text"))
        if field.has_attr("disabled") or kind in {"submit", "button", "file", "image"}:
            continue
        if field.name == "select":
            for option in field.select("option[selected]") or field.select("option")[:1]:
                add(name, str(option.get("value", option.get_text())))
        elif field.name == "textarea":
            add(name, field.get_text().removeprefix("\n"))
        elif kind not in {"checkbox", "radio"} or field.has_attr("checked"):
            add(name, str(field.get("value", "on" if kind == "checkbox" else "")))
    return values


class Inventory:
    """What the rules of a well-made page ask about, gathered in one walk through the tree."""

    def __init__(self, page: Page) -> None:
        self.headings = 0
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.fields: list[Tag] = []
        self.references: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        for tag in page.soup.find_all(True):
            self._take(tag)

    def _take(self, tag: Tag) -> None:
        attributes = tag.attrs
        if tag.name == "h1":
            self.headings += 1
        elif tag.name == "label" and "for" in attributes:
            self.labelled.add(str(attributes["for"]))
        elif tag.name in {"input", "select", "textarea"} and attributes.get("type") not in UNLABELLED:
            self.fields.append(tag)
        elif tag.name == "script" and not {"src", "type"} & attributes.keys():
            self.wrong.append("inline script")
        if "id" in attributes:
            self.ids[str(attributes["id"])] += 1
        if "style" in attributes:
            self.wrong.append(f"inline style {tag}")
        for name in ("aria-describedby", "aria-labelledby"):
            self.references += [(name, target) for target in str(attributes.get(name, "")).split()]

    def is_labelled(self, field: Tag) -> bool:
        if field.get("aria-label") or field.get("aria-labelledby") or str(field.get("id")) in self.labelled:
            return True
        return field.find_parent("label") is not None


def check_page(page: Page, where: str) -> None:
    """The rules of a well-made page."""
    found = Inventory(page)
    assert found.headings == 1, f"{where}: {found.headings} h1 headings"
    title = page.title.removeprefix("Error: ")
    assert title.startswith(page.h1), f"{where}: the title “{page.title}” does not start with the h1 “{page.h1}”"
    repeated = sorted(name for name, times in found.ids.items() if times > 1)
    assert not repeated, f"{where}: repeated ids {repeated}"
    for field in found.fields:
        assert found.is_labelled(field), f"{where}: no label for {field}"
    for attribute, target in found.references:
        assert target in found.ids, f"{where}: {attribute} points at #{target}, which is not there"
    assert not found.wrong, f"{where}: {found.wrong[0]}"
    if "govuk-error-summary" in page.body:
        for link in page.soup.select(".govuk-error-summary__list a"):
            target = str(link["href"]).removeprefix("#")
            assert target in found.ids, f"{where}: the error link {link} goes nowhere"
        if page.soup.select_one(".govuk-error-summary"):
            assert page.title.startswith("Error: "), f"{where}: the title does not begin with “Error: ”"
    assert "Undefined" not in page.body or "Undefined" not in page.text
