"""The words of templates: looked up once a request, filled in safely, plural where plural is meant."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, render_template_string

from teachpb.web import templating


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ _('Jobs & places') }}", "Jobs & places"),
        ("{{ _('Hello %(name)s', name='<b>') }}", "Hello &lt;b&gt;"),
        ("{{ gettext('<em>%(name)s</em>', name='A & B') }}", "<em>A &amp; B</em>"),
        ("{{ _('100%%') }}", "100%"),
        ("{{ ngettext('%(num)d place', '%(num)d places', 1) }}", "1 place"),
        ("{{ ngettext('%(num)d place', '%(num)d places', 0) }}", "0 places"),
        ("{{ ngettext('%(num)d place in %(town)s', '%(num)d places in %(town)s', 2, town='<x>') }}",
         "2 places in &lt;x&gt;"),
        ("{% trans n=2 %}{{ n }} job{% pluralize %}{{ n }} jobs{% endtrans %}", "2 jobs"),
        ("{% trans %}Plain{% endtrans %}", "Plain"),
        ("{% autoescape false %}{{ _('%(a)s', a='<b>') }}{% endautoescape %}", "<b>"),
    ],
)  # fmt: skip
def test_words_are_filled_in_safely(app: Flask, template: str, shown: str) -> None:
    with app.test_request_context():
        assert render_template_string(template) == shown


def test_a_request_asks_for_its_language_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = templating.get_translations

    def get_translations() -> Any:
        asked.append(1)
        return real()

    monkeypatch.setattr(templating, "get_translations", get_translations)
    for requests in (1, 2):
        with app.test_request_context():
            render_template_string("{{ _('a') }}{{ _('b') }}{{ ngettext('c', 'd', 3) }}")
        assert len(asked) == requests
