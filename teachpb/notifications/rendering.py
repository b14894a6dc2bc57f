"""From a template and its context to the text and the HTML of a message.

Mail is written in requests, in the worker and on the command line alike, so templates here see no request, no session
and no signed-in person: only the application's globals and what the caller gives. ``url_for`` is always absolute.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import css_inline
from flask import current_app
from jinja2 import TemplateNotFound

from teachpb.config import Settings
from teachpb.web.templating import absolute_url

_BLANK_LINES = re.compile(r"\n{3,}")
_SIGNATURE = re.compile(r"^--\s*$", re.MULTILINE)
_SPACES_AT_END = re.compile(r"[ \t]+\n")


@dataclass(frozen=True)
class Rendered:
    text: str
    html: str


def render(template: str, context: Mapping[str, Any], *, subject: str) -> Rendered:
    """``templates/emails/<template>.txt`` and ``.html``; without the second, the text set into the layout."""
    settings: Settings = current_app.config["SETTINGS"]
    values = {
        "subject": subject,
        "site_name": "TeachPeterborough",
        "base_url": settings.base_url.rstrip("/"),
        "support_email": settings.support_email,
        "url_for": absolute_url,
        "absolute_url": absolute_url,
        "unsubscribe_url": None,
        **context,
    }
    text = _tidy(current_app.jinja_env.get_template(f"emails/{template}.txt").render(values))
    try:
        page = current_app.jinja_env.get_template(f"emails/{template}.html")
    except TemplateNotFound as error:
        if error.name != f"emails/{template}.html":
            raise
        page = current_app.jinja_env.get_template("emails/plain.html")
        body = _SIGNATURE.split(text, maxsplit=1)[0]  # the layout has its own
        values["paragraphs"] = [block.split("\n") for block in body.strip().split("\n\n")]
    return Rendered(text=text, html=_inliner().inline(page.render(values)))


def _tidy(text: str) -> str:
    """Conditions in templates leave blank lines behind: one is enough."""
    text = _SPACES_AT_END.sub("\n", text.replace("\r\n", "\n"))
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(
        keep_at_rules=True, load_remote_stylesheets=False, resolve_css_variables=True, apply_width_attributes=True
    )
