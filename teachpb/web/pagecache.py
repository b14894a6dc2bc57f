"""Pages that are the same for everybody, kept in the process for a moment.

A page that ``web.security`` found fit for everybody (200, ``Cache-Control: public``, no cookie) is served again, for
``TEACHPB_PAGE_CACHE`` seconds, to visitors who send no cookie. A crowd on one page then costs one page a second.
Whoever has a cookie, and so may have changed something, never sees a kept page. When a page has grown too old one
visitor waits for the new one while the others still get the old.

What has to happen each time somebody looks (counting a view) is said with ``each_time``. What pages are drawn from
and may change under them (the search index) is watched with ``watch``: a change makes every kept page too old.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, Response, g, request

Key = tuple[str, str, str, str]
Effect = Callable[[], object]
#: Something cheap to ask that is equal as long as nothing has changed.
Watch = Callable[[], object]

#: Pages kept in one process, and the largest body worth keeping.
MOST_PAGES = 512
LARGEST = 256 * 1024
#: How long, in seconds, the others go on seeing the old page while one visitor waits for the new one.
GRACE = 2.0
#: Whatever else an answer depends on, it is not kept.
KNOWN_VARY = frozenset({"cookie", "accept-encoding"})
#: Headers of one answer, not of the page.
OF_ONE_ANSWER = frozenset({"x-request-id", "content-length", "date"})


@dataclass
class Kept:
    """One page as it was sent. ``until`` is on the monotonic clock; ``state`` is what the watched things said when it
    was asked for."""

    body: bytes
    headers: list[tuple[str, str]]
    effects: tuple[Effect, ...]
    until: float
    state: object = None


@dataclass
class PageCache:
    """The pages of one process, safe between threads, the least recently asked for dropped first."""

    seconds: float
    now: Callable[[], float] = time.monotonic
    _pages: OrderedDict[Key, Kept] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Key, state: object = None) -> Kept | None:
        """The page, unless it is not kept, or it is this visitor's turn to have it made anew."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None:
                return None
            moment = self.now()
            if moment >= kept.until + GRACE:
                del self._pages[key]
                return None
            if moment >= kept.until or kept.state != state:
                kept.until, kept.state = moment + min(GRACE, self.seconds), state  # the others need not wait
                return None
            self._pages.move_to_end(key)
            return kept

    def put(
        self,
        key: Key,
        body: bytes,
        headers: list[tuple[str, str]],
        effects: tuple[Effect, ...],
        state: object = None,
    ) -> None:
        with self._lock:
            self._pages[key] = Kept(body, headers, effects, self.now() + self.seconds, state)
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._pages.clear()


def each_time(effect: Effect) -> None:
    """Do ``effect`` now, and again whenever this very page is served from memory. It may hold plain values, but nothing
    of the database session."""
    effect()
    g.setdefault("page_effects", []).append(effect)


def watch(app: Flask, state: Watch) -> None:
    """Ask ``state`` at every request for a kept page: where it differs from what it said when the page was made, the
    page is made anew."""
    app.extensions.setdefault("page_watches", []).append(state)


def _state_of(app: Flask) -> tuple[object, ...]:
    return tuple(state() for state in app.extensions.get("page_watches", ()))


def key_of_request(session_cookie: str) -> Key | None:
    """What this page would be kept under; None when the question is not everybody's."""
    if request.method != "GET" or session_cookie in request.cookies or "Authorization" in request.headers:
        return None
    if "HX-Request" in request.headers or "Range" in request.headers:
        return None
    encoding = request.headers.get("Accept-Encoding", "")
    accepted = ",".join(name for name in ("br", "gzip") if name in encoding)
    return request.host, request.path, request.query_string.decode("latin-1"), accepted


def is_for_everybody(response: Response) -> bool:
    if response.status_code != 200 or response.is_streamed or response.direct_passthrough:
        return False
    if not response.cache_control.public or "Set-Cookie" in response.headers:
        return False
    return {name.lower() for name in response.vary} <= KNOWN_VARY


def register_keeping(app: Flask, seconds: float) -> None:
    """Call before anything that changes responses is registered, so that what is kept is what is sent, compressed
    already. With ``seconds`` at 0 nothing is kept."""
    if seconds <= 0:
        return
    cache = app.extensions["page_cache"] = PageCache(seconds)

    @app.after_request
    def keep(response: Response) -> Response:
        key = g.get("page_key")
        if key is not None and is_for_everybody(response):
            body = response.get_data()
            if len(body) <= LARGEST:
                headers = [pair for pair in response.headers if pair[0].lower() not in OF_ONE_ANSWER]
                cache.put(key, body, headers, tuple(g.get("page_effects", ())), g.page_state)
        return response


def register_serving(app: Flask) -> None:
    """Call once requests have their identity and their timer, before anything that asks who is there."""
    cache: PageCache | None = app.extensions.get("page_cache")
    if cache is None:
        return

    @app.before_request
    def serve_kept() -> Response | None:
        key = key_of_request(app.config["SESSION_COOKIE_NAME"])
        state = _state_of(app) if key is not None else ()
        kept = cache.get(key, state) if key is not None else None
        if kept is None:
            g.page_key, g.page_state = key, state
            return None
        for effect in kept.effects:
            effect()
        response = Response(kept.body, headers=kept.headers)
        response.make_conditional(request)
        return response
