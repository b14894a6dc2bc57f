"""Pages kept in the process: served to strangers only, for a moment only, and counted each time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, session
from flask.testing import FlaskClient

from teachpb import create_app
from teachpb.config import Settings
from teachpb.web import pagecache
from teachpb.web.access import public
from teachpb.web.pagecache import GRACE, MOST_PAGES, Kept, PageCache, each_time

KEY = ("localhost", "/", "", "gzip")


class Clock:
    def __init__(self) -> None:
        self.moment = 1000.0

    def __call__(self) -> float:
        return self.moment


@pytest.fixture
def ticks() -> Clock:
    return Clock()


@pytest.fixture
def cache(ticks: Clock) -> PageCache:
    return PageCache(1.0, now=ticks)


def put(cache: PageCache, key: Any = KEY, body: bytes = b"x") -> None:
    cache.put(key, body, [], ())


def body_of(kept: Kept | None) -> bytes | None:
    return kept.body if kept else None


class TestPageCache:
    def test_keeps_a_page_until_its_time_is_up(self, cache: PageCache, ticks: Clock) -> None:
        put(cache)
        ticks.moment += 0.99
        assert body_of(cache.get(KEY)) == b"x"
        ticks.moment += 0.01
        assert cache.get(KEY) is None

    def test_one_visitor_renews_while_the_others_see_the_old_page(self, cache: PageCache, ticks: Clock) -> None:
        put(cache, body=b"old")
        ticks.moment += 1.5
        assert cache.get(KEY) is None
        assert [body_of(cache.get(KEY)) for _ in range(3)] == [b"old"] * 3
        put(cache, body=b"new")
        assert body_of(cache.get(KEY)) == b"new"

    def test_another_visitor_takes_over_when_the_first_never_comes_back(self, cache: PageCache, ticks: Clock) -> None:
        put(cache)
        ticks.moment += 1.5
        assert cache.get(KEY) is None
        ticks.moment += 1.0
        assert cache.get(KEY) is None

    def test_a_page_nobody_asked_for_in_long_is_gone(self, cache: PageCache, ticks: Clock) -> None:
        put(cache)
        ticks.moment += 1.0 + GRACE
        assert [cache.get(KEY), cache.get(KEY)] == [None, None]

    def test_drops_what_was_not_asked_for_longest(self, cache: PageCache) -> None:
        for number in range(MOST_PAGES):
            put(cache, ("h", f"/{number}", "", ""))
        assert cache.get(("h", "/0", "", "")) is not None
        put(cache, ("h", "/new", "", ""))
        assert cache.get(("h", "/0", "", "")) is not None
        assert cache.get(("h", "/1", "", "")) is None

    def test_a_change_beneath_it_makes_a_page_too_old_at_once(self, cache: PageCache) -> None:
        cache.put(KEY, b"old", [], (), "first")
        assert body_of(cache.get(KEY, "first")) == b"old"
        assert cache.get(KEY, "second") is None
        assert body_of(cache.get(KEY, "second")) == b"old"  # the others need not wait
        cache.put(KEY, b"new", [], (), "second")
        assert body_of(cache.get(KEY, "second")) == b"new"

    def test_a_page_made_while_something_changed_is_not_taken_for_new(self, cache: PageCache) -> None:
        cache.put(KEY, b"half old", [], (), "first")
        assert cache.get(KEY, "second") is None

    def test_forgets(self, cache: PageCache) -> None:
        put(cache)
        cache.forget()
        assert cache.get(KEY) is None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with pages being kept, and a few pages of our own."""
    app = create_app(
        Settings(
            environment="testing",
            secret_key="for-tests-only",
            data_dir=tmp_path_factory.mktemp("pages"),
            search_engine="null",
            page_cache=60,
        )
    )
    app.config["SERVED"] = {}
    app.config["LOOKED"] = []

    def serve(name: str) -> str:
        served = app.config["SERVED"]
        served[name] = served.get(name, 0) + 1
        return f"<p>{name} {served[name]}</p>" + "padding " * 200

    @app.get("/try/plain")
    @public
    def plain() -> str:
        each_time(lambda: app.config["LOOKED"].append("plain"))
        return serve("plain")

    @app.get("/try/signed")
    @public
    def signed() -> str:
        session["name"] = "somebody"
        return serve("signed")

    @app.get("/try/private")
    @public
    def private() -> Response:
        return Response(serve("private"), headers={"Cache-Control": "private"})

    @app.get("/try/varies")
    @public
    def varies() -> Response:
        return Response(serve("varies"), headers={"Cache-Control": "public, max-age=30", "Vary": "Accept-Language"})

    @app.get("/try/missing")
    @public
    def missing() -> tuple[str, int]:
        return serve("missing"), 404

    @app.get("/try/large")
    @public
    def large() -> str:
        return serve("large") + "x" * pagecache.LARGEST

    @app.post("/try/plain")
    @public
    def change() -> str:
        return serve("plain")

    yield app


@pytest.fixture
def visitor(site: Flask) -> FlaskClient:
    site.extensions["page_cache"].forget()
    site.config["SERVED"].clear()
    site.config["LOOKED"].clear()
    return site.test_client(use_cookies=False)


@pytest.fixture
def watched(site: Flask) -> Iterator[list[str]]:
    """What a page is drawn from: changing it changes the state."""
    state = ["as it was"]
    watches = site.extensions.setdefault("page_watches", [])
    pagecache.watch(site, lambda: tuple(state))
    yield state
    watches.pop()


def served(site: Flask, name: str) -> int:
    return int(site.config["SERVED"].get(name, 0))


class TestServing:
    def test_the_second_visitor_gets_the_kept_page(self, site: Flask, visitor: FlaskClient) -> None:
        first, second = visitor.get("/try/plain"), visitor.get("/try/plain")
        assert first.data == second.data
        assert served(site, "plain") == 1

    def test_a_page_is_made_anew_when_what_it_is_drawn_from_changed(
        self, site: Flask, visitor: FlaskClient, watched: list[str]
    ) -> None:
        visitor.get("/try/plain")
        visitor.get("/try/plain")
        assert served(site, "plain") == 1
        watched[0] = "changed"
        assert b"plain 2" in visitor.get("/try/plain").data
        visitor.get("/try/plain")
        assert served(site, "plain") == 2

    def test_what_is_done_each_time_is_done_each_time(self, site: Flask, visitor: FlaskClient) -> None:
        for _ in range(3):
            visitor.get("/try/plain")
        assert site.config["LOOKED"] == ["plain"] * 3

    def test_headers_are_the_same_save_those_of_one_answer(self, visitor: FlaskClient) -> None:
        first, second = visitor.get("/try/plain"), visitor.get("/try/plain")
        apart = {name for name, value in first.headers if second.headers.get(name) != value}
        assert apart == {"X-Request-ID"}
        assert len(second.headers.getlist("Content-Security-Policy")) == 1
        assert second.headers["X-Request-ID"]

    def test_a_visitor_who_has_the_page_is_told_so(self, visitor: FlaskClient) -> None:
        tag = visitor.get("/try/plain").headers["ETag"]
        again = visitor.get("/try/plain", headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")

    @pytest.mark.parametrize("name", ["signed", "private", "varies", "missing", "large"])
    def test_what_is_not_for_everybody_is_made_each_time(self, site: Flask, name: str) -> None:
        site.config["SERVED"].clear()
        for _ in range(2):
            site.test_client().get(f"/try/{name}")
        assert served(site, name) == 2

    @pytest.mark.parametrize(
        "headers",
        [
            {"Cookie": "teachpb=anything"},
            {"Authorization": "Bearer x"},
            {"HX-Request": "true"},
            {"Range": "bytes=0-10"},
        ],
        ids=lambda headers: next(iter(headers)),
    )
    def test_a_question_of_its_own_gets_an_answer_of_its_own(
        self, site: Flask, visitor: FlaskClient, headers: dict[str, str]
    ) -> None:
        visitor.get("/try/plain")
        visitor.get("/try/plain", headers=headers)
        assert served(site, "plain") == 2
        visitor.get("/try/plain")
        assert served(site, "plain") == 2

    @pytest.mark.parametrize("other", ["/try/plain?page=2", "/try/plain?", "/try/plain?source=mail"])
    def test_addresses_are_kept_apart(self, site: Flask, visitor: FlaskClient, other: str) -> None:
        visitor.get("/try/plain")
        visitor.get(other)
        assert served(site, "plain") == (1 if other.endswith("?") else 2)

    def test_hosts_are_kept_apart(self, site: Flask, visitor: FlaskClient) -> None:
        visitor.get("/try/plain")
        visitor.get("/try/plain", base_url="http://other.example")
        assert served(site, "plain") == 2

    def test_packed_and_unpacked_pages_are_kept_apart(self, visitor: FlaskClient) -> None:
        plain = visitor.get("/try/plain")
        packed = visitor.get("/try/plain", headers={"Accept-Encoding": "gzip"})
        again = visitor.get("/try/plain", headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == again.headers["Content-Encoding"] == "gzip"
        assert packed.data == again.data != plain.data

    def test_sending_a_form_is_never_answered_from_memory(self, site: Flask, visitor: FlaskClient) -> None:
        site.config["WTF_CSRF_ENABLED"] = False
        visitor.get("/try/plain")
        visitor.post("/try/plain")
        assert served(site, "plain") == 2


@pytest.mark.parametrize(
    ("given", "seconds"), [({}, 1), ({"TEACHPB_PAGE_CACHE": "0"}, 0), ({"TEACHPB_PAGE_CACHE": "5"}, 5)]
)
def test_a_process_keeps_pages_unless_told_otherwise(given: dict[str, str], seconds: int) -> None:
    assert Settings.from_env({"TEACHPB_ENVIRONMENT": "testing", **given}).page_cache == seconds


def test_nothing_is_kept_when_switched_off() -> None:
    app = Flask("bare")
    pagecache.register_keeping(app, 0)
    pagecache.register_serving(app)
    assert "page_cache" not in app.extensions
    assert not app.before_request_funcs
