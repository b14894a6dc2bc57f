"""The words of an advert as systems send them (plain text, or simple HTML), as the text this site keeps."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

import nh3
from markdownify import ATX, markdownify

TAGS = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "a", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_IS_HTML = re.compile(r"</?(?:p|br|div|span|ul|ol|li|strong|b|em|i|u|a|h[1-6]|table|tr|td)\b[^<>]*>", re.IGNORECASE)
#: Line feed and tab may stand in a text; other controls, and halves of surrogate pairs, may not.
_UNFIT = frozenset({"Cc", "Cs"})


def is_fit(text: str) -> bool:
    """Can it be stored and shown?"""
    return all(char in "\n\r\t" or unicodedata.category(char) not in _UNFIT for char in text)


def tidy(text: str) -> str:
    """Trimmed, composed (NFC), with plain line ends."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def to_markdown(text: str) -> str:
    """HTML as Markdown, scripts and styles with all their words gone; plain text as it is."""
    if not _IS_HTML.search(text):
        return tidy(text)
    clean = nh3.clean(text, tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
    written = str(markdownify(clean, heading_style=ATX, bullets="-"))
    return tidy(re.sub(r"\n{3,}", "\n\n", unescape(written)))
