"""A search as an Atom feed (RFC 4287), in pages (RFC 5005). Pure: adverts in, bytes out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # nosec B405 - builds, never parses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from teachpb import clock

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
#: What XML 1.0 section 2.2 has no way to write.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One advert, or what ``kind`` names. ``number`` is its lasting number; ``html`` its text."""

    number: int
    title: str
    url: str
    author: str
    published_at: datetime
    updated_at: datetime
    summary: str
    html: str
    categories: Sequence[tuple[str, str]] = ()
    kind: str = "vacancy"


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A page of a search. ``first_url`` is the feed’s own address, ``page_url`` the results page."""

    title: str
    subtitle: str
    self_url: str
    first_url: str
    page_url: str
    next_url: str | None
    updated_at: datetime
    entries: Sequence[Entry]


def build(feed: Feed) -> bytes:
    """The document, in UTF-8. Ids are tags (RFC 4151): an advert keeps its own when its title, its address or its feed
    changes."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": "en-GB"})
    _add(root, "id", feed.first_url)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _moment(feed.updated_at))
    links = {"self": feed.self_url, "first": feed.first_url, "next": feed.next_url}
    for relation, href in links.items():
        if href:
            _add(root, "link", rel=relation, href=href, type=MEDIA_TYPE)
    _add(root, "link", rel="alternate", href=feed.page_url, type="text/html")
    _add(root, "generator", "TeachPeterborough")
    host = urlsplit(feed.first_url).hostname or "localhost"
    for entry in feed.entries:
        _entry(root, entry, host)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: ET.Element, entry: Entry, host: str) -> None:
    element = _add(root, "entry")
    _add(element, "id", f"tag:{host},2026:{entry.kind}/{entry.number}")
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", href=entry.url, type="text/html")
    _add(element, "published", _moment(entry.published_at))
    _add(element, "updated", _moment(entry.updated_at))
    _add(_add(element, "author"), "name", entry.author)
    for term, label in entry.categories:
        _add(element, "category", term=term, label=label)
    _add(element, "summary", entry.summary)
    _add(element, "content", entry.html, type="html")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    given = {key: UNFIT.sub("", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", given)
    if text:
        element.text = UNFIT.sub("", text)
    return element


def _moment(moment: datetime) -> str:
    """RFC 3339, in London’s offset."""
    return clock.to_london(moment).isoformat(timespec="seconds")
