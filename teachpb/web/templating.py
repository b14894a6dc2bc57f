"""Jinja as the project uses it: strict, trimmed, with the filters that make dates, times and money read alike
everywhere."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nh3
from flask import Flask, current_app, g, request, url_for
from flask_babel import get_translations
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from teachpb import clock
from teachpb.config import PROJECT_ROOT, Settings
from teachpb.web.access import signed_in_user
from teachpb.web.navigation import entries_for, my_areas, work_navigation
from teachpb.web.security import csp_nonce, request_id

STATIC = PROJECT_ROOT / "static"
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")
ALLOWED_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "h3",
    "h4",
    "h5",
    "a",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


class TeachpbUndefined(StrictUndefined):
    """Anything undefined fails loudly, save that it may be asked whether it is there (``{% if form %}``)."""

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


def format_date(day: date | datetime) -> str:
    """“Friday 24 April 2026”, in London."""
    day = clock.london_day(day) if isinstance(day, datetime) else day
    return f"{day:%A} {day.day} {day:%B %Y}"


def format_short_date(day: date | datetime) -> str:
    """“24 Apr 2026”."""
    day = clock.london_day(day) if isinstance(day, datetime) else day
    return f"{day.day} {day:%b %Y}"


def format_time(moment: time | datetime) -> str:
    """“4pm”, “4:30pm”, “midday”, “midnight”."""
    moment = clock.to_london(moment).time() if isinstance(moment, datetime) else moment
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midday" if moment.hour else "midnight"
    hour = moment.hour % 12 or 12
    return f"{hour}{f':{moment.minute:02}' if moment.minute else ''}{'am' if moment.hour < 12 else 'pm'}"


def format_datetime(moment: datetime) -> str:
    """“4pm on Friday 24 April 2026”, in London."""
    return f"{format_time(moment)} on {format_date(moment)}"


def format_pounds(pence: int) -> str:
    """Pence as “£36,413”, or “£12.50” when there are odd pence."""
    sign, pence = ("−" if pence < 0 else ""), abs(pence)
    return f"{sign}£{pence // 100:,}" + (f".{pence % 100:02}" if pence % 100 else "")


def format_ago(moment: datetime) -> str:
    """“today”, “yesterday”, “3 days ago”, else the date."""
    days = (clock.today() - clock.london_day(moment)).days
    if days < 0 or days > 30:
        return format_short_date(moment)
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def plural(count: int, one: str, many: str) -> str:
    """“1 vacancy”, “2 vacancies”, “no vacancies” is for the template to say."""
    return f"{count:,} {one if count == 1 else many}"


def render_markdown(text: str | None) -> Markup:
    """What somebody wrote, as safe HTML: no raw HTML, headings start at level 3, links are marked ``nofollow``."""
    html = (
        _markdown.render(text or "")
        .replace("<h1>", "<h3>")
        .replace("</h1>", "</h3>")
        .replace("<h2>", "<h3>")
        .replace("</h2>", "</h3>")
    )
    html = html.replace("<h6>", "<h5>").replace("</h6>", "</h5>")
    return Markup(nh3.clean(html, tags=ALLOWED_TAGS, link_rel="nofollow noopener"))  # noqa: S704 - cleaned by nh3  # nosec B704


def chip_links(chips: list[dict[str, str]], path: str) -> list[dict[str, str]]:
    """The filters in force (``SearchForm.active_filters``) as links to ``path`` without each of them."""
    return [{**chip, "href": f"{path}?{chip['query']}" if chip["query"] else path} for chip in chips]


def label_of(value: Any) -> str:
    """The words people read for an enum member; an empty string for nothing."""
    return "" if value is None else str(getattr(value, "label", value))


@lru_cache(maxsize=512)
def _digest(path: Path, _modified: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset_url(name: str) -> str:
    """The address of a file under ``static/``, with its content's hash in the path so that it may be kept for ever."""
    path = STATIC / name
    return url_for("static", filename=f"v-{_digest(path, path.stat().st_mtime)}/{name}")


def _translations() -> Any:
    """The catalogue of this request's language, looked up once: a page asks for some fifty sentences."""
    if "translations" not in g:
        g.translations = get_translations()
    return g.translations


def _said(context: Context, sentence: str, variables: dict[str, Any]) -> str:
    """Safe as markup where the template escapes; ``%(name)s`` filled in, escaped, where there is any."""
    words = Markup(sentence) if context.eval_ctx.autoescape else sentence  # noqa: S704 - our own words  # nosec B704
    return words % variables if "%" in words else words


@pass_context
def gettext(context: Context, sentence: str, /, **variables: Any) -> str:
    """``_("…")`` in a template."""
    return _said(context, _translations().gettext(sentence), variables)


@pass_context
def ngettext(context: Context, one: str, many: str, number: int, /, **variables: Any) -> str:
    """``ngettext("%(num)d place", "%(num)d places", n)`` in a template."""
    return _said(context, _translations().ngettext(one, many, number), {"num": number, **variables})


class Site:
    """What every page may say of the site itself."""

    def __init__(self, settings: Settings) -> None:
        self.name = "TeachPeterborough"
        self.base_url = settings.base_url.rstrip("/")
        self.demo = settings.demo
        self.support_email = settings.support_email
        self.map_tiles_url = settings.map_tiles_url


def absolute_url(endpoint: str, **values: Any) -> str:
    """A link for mail, feeds and metadata: always on the configured address, in a request and in the worker alike."""
    from teachpb.web.settings import settings  # the setting is only known inside an application

    base = urlsplit(settings().base_url)
    values.pop("_external", None)
    anchor = values.pop("_anchor", None)
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    url = adapter.build(endpoint, values, force_external=True)
    return f"{url}#{anchor}" if anchor else url


#: What templates say their words with.
TRANSLATING = {"gettext": gettext, "ngettext": ngettext, "_": gettext}


def register_templating(app: Flask) -> None:
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(PROJECT_ROOT / "templates"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    env = app.jinja_env  # may exist already (an extension asked for it), so it is changed and not configured
    env.undefined = TeachpbUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.do")
    env.filters.update(
        date=format_date,
        short_date=format_short_date,
        time=format_time,
        datetime=format_datetime,
        pounds=format_pounds,
        number=lambda value: f"{value:,}",
        markdown=render_markdown,
        label=label_of,
        ago=format_ago,
        chip_links=chip_links,
    )
    env.globals.update(
        asset_url=asset_url,
        absolute_url=absolute_url,
        csp_nonce=csp_nonce,
        request_id=request_id,
        site=Site(app.config["SETTINGS"]),
        plural=plural,
        navigation=lambda area: entries_for(area, signed_in_user()),
        work_navigation=work_navigation,
        my_areas=my_areas,
        today=clock.today,
        **TRANSLATING,
    )

    @app.context_processor
    def person() -> dict[str, Any]:
        return {"current_person": person_if_known()}


def person_if_known() -> Any:
    """Who is signed in, for the frame of the page; nobody when the database cannot say, so that the page which tells
    of that can still be drawn."""
    try:
        return signed_in_user() if request else None
    except SQLAlchemyError:
        return None
