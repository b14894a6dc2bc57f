"""Rendering a piece of template as a page would see it, without a view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, flash

from tests.support.pages import Render


@pytest.fixture
def render(app: Flask) -> Iterator[Render]:
    """Render a source as a page at ``path`` would be."""

    def draw(source: str, path: str = "/", flashes: tuple[tuple[str, str], ...] = (), **context: Any) -> BeautifulSoup:
        with app.test_request_context(path):
            for text, category in flashes:
                flash(text, category)
            given: dict[str, Any] = {}
            app.update_template_context(given)
            return BeautifulSoup(app.jinja_env.from_string(source).render({**given, **context}), "html.parser")

    return draw


@pytest.fixture
def component(render: Render) -> Render:
    def draw(call: str, **context: Any) -> BeautifulSoup:
        return render('{% import "components/kit.html" as components %}' + call, **context)

    return draw
