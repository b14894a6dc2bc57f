"""The frame itself: default deny, loaders and policies, errors, headers, health."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask, abort

from teachpb import create_app
from teachpb.config import TESTING_KEY, ConfigurationError, Settings
from teachpb.db import DomainError, Model, db
from teachpb.turns import NoTurn
from teachpb.web.access import allow, is_safe_target, public, signed_in
from teachpb.web.health import register_probe
from tests.factories.accounts import UserFactory
from tests.support.client import StrictClient

THINGS = {1: "mine", 2: "theirs", 3: "secret"}
probe = Blueprint("probe", __name__)


def load_thing(user: Any, thing_id: int) -> str | None:
    return THINGS.get(thing_id) if thing_id != 3 else None


def is_mine(user: Any, thing: str) -> bool:
    return thing == "mine"


@probe.get("/probe/unmarked")
def show_unmarked() -> str:
    return "should never be seen"


@probe.get("/probe/things/<int:thing_id>/<int:part>")
@allow(is_mine, loader=load_thing)
def show_thing(thing: str, part: int) -> str:
    return f"{thing} {part}"


@probe.get("/probe/staff")
@allow(lambda user: user.full_name == "Staff")
def show_staff() -> str:
    return "staff"


@probe.get("/probe/open/<int:thing_id>")
@public(loader=load_thing)
def show_open(thing: str) -> str:
    return thing


@probe.post("/probe/save")
@signed_in
def save_probe() -> str:
    return "saved"


@probe.get("/probe/status/<int:code>")
@public
def show_status(code: int) -> str:
    abort(code)


@probe.get("/probe/refused")
@public
def show_refused() -> str:
    raise DomainError("Somebody was quicker. Choose another date.")


@probe.post("/probe/busy")
@public
def show_busy() -> str:
    raise NoTurn


@probe.get("/probe/crash")
@public
def show_crash() -> str:
    raise RuntimeError("a secret detail")


@pytest.fixture(scope="module")
def probed(test_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("probed")
    settings = dataclasses.replace(
        test_settings, database_url=f"sqlite:///{folder / 'probe.sqlite3'}", metrics_token="let-me-see"
    )
    app = create_app(settings)
    app.register_blueprint(probe)
    with app.app_context():
        Model.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(probed: Flask) -> Iterator[StrictClient]:
    with probed.app_context():
        yield StrictClient(probed)
        db.session.remove()


@pytest.fixture
def person(visitor: StrictClient) -> StrictClient:
    visitor.sign_in(UserFactory(full_name="Somebody"))
    return visitor


@pytest.mark.pure
class TestAccess:
    def test_an_unmarked_endpoint_is_refused(self, visitor: StrictClient) -> None:
        visitor.get("/probe/unmarked", status=403)

    def test_a_signed_out_visitor_is_asked_to_sign_in_and_comes_back(self, visitor: StrictClient) -> None:
        page = visitor.get("/probe/things/1/7?x=y", status=302)
        assert page.location == "/account/sign-in?next=/probe/things/1/7?x%3Dy"

    @pytest.mark.parametrize("thing", [1, 2, 3, 4])
    def test_a_signed_out_visitor_cannot_tell_what_exists(self, visitor: StrictClient, thing: int) -> None:
        visitor.get(f"/probe/things/{thing}/1", status=302)

    @pytest.mark.parametrize(("thing", "status"), [(1, 200), (2, 403), (3, 404), (4, 404)])
    def test_not_knowing_is_404_and_not_being_allowed_403(self, person: StrictClient, thing: int, status: int) -> None:
        person.strict = False
        person.get(f"/probe/things/{thing}/1", status=status)

    def test_the_view_gets_the_object_and_what_the_loader_left(self, person: StrictClient) -> None:
        person.strict = False
        assert person.get("/probe/things/1/7").body == "mine 7"

    def test_a_page_that_is_not_for_you_is_not_there(self, person: StrictClient) -> None:
        person.get("/probe/staff", status=404)

    def test_a_public_loader_that_finds_nothing_is_404(self, visitor: StrictClient) -> None:
        visitor.get("/probe/open/3", status=404)

    def test_a_post_without_a_token_does_nothing_and_says_so(self, person: StrictClient) -> None:
        page = person.post("/probe/save", {"csrf_token": "wrong"}, status=400)
        assert "saved" not in page.body

    @pytest.mark.parametrize(
        ("target", "safe"),
        [
            ("/jobs?page=2", True),
            ("//evil.example", False),
            ("/\\evil.example", False),
            ("https://evil.example", False),
            ("javascript:alert(1)", False),
            ("/a\nb", False),
            ("", False),
            (None, False),
        ],
    )
    def test_only_paths_of_this_site_are_redirected_to(self, target: str | None, safe: bool) -> None:
        assert is_safe_target(target) is safe


@pytest.mark.pure
class TestErrors:
    @pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 410, 413, 429, 500, 503])
    def test_each_has_a_page_with_a_way_on(self, visitor: StrictClient, code: int) -> None:
        page = visitor.get(f"/probe/status/{code}", status=code)
        assert page.select("main a[href]") or page.select("main form"), "a page to act on"

    def test_a_refused_rule_is_a_409_with_its_sentence(self, visitor: StrictClient) -> None:
        assert "Somebody was quicker. Choose another date." in visitor.get("/probe/refused", status=409).text

    def test_a_crash_tells_the_request_and_nothing_else(self, visitor: StrictClient) -> None:
        page = visitor.get("/probe/crash", status=500)
        assert page.response.headers["X-Request-ID"] in page.text
        assert "a secret detail" not in page.body

    def test_whoever_finds_everybody_saving_may_come_again(self, visitor: StrictClient) -> None:
        page = visitor.post("/probe/busy", status=503)
        assert int(page.response.headers["Retry-After"]) > 0
        assert "nothing is lost: go back, and send it again" in page.text

    def test_machines_get_a_problem_document(self, visitor: StrictClient) -> None:
        page = visitor.get("/api/no-such-thing", status=404)
        assert page.response.content_type == "application/problem+json"
        assert page.json["status"] == 404

    def test_405_keeps_the_allowed_methods(self, visitor: StrictClient) -> None:
        page = visitor.post("/probe/open/1", status=405)
        assert "GET" in page.response.headers["Allow"]


@pytest.mark.pure
class TestHeaders:
    def test_the_policy_allows_only_ourselves(self, visitor: StrictClient) -> None:
        policy = visitor.get("/probe/status/404", status=404).response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy

    def test_a_sane_request_id_is_kept_and_a_silly_one_replaced(self, visitor: StrictClient) -> None:
        kept = visitor.get("/healthz", headers={"X-Request-ID": "abcdef-123456"})
        assert kept.response.headers["X-Request-ID"] == "abcdef-123456"
        replaced = visitor.get("/healthz", headers={"X-Request-ID": "a b\tc"})
        assert replaced.response.headers["X-Request-ID"] != "a b\tc"

    def test_a_public_page_can_be_revalidated_and_sets_no_cookie(self, visitor: StrictClient) -> None:
        visitor.strict = False
        first = visitor.get("/probe/open/1")
        assert "Set-Cookie" not in first.response.headers
        etag = first.response.headers["ETag"]
        visitor.get("/probe/open/1", status=304, headers={"If-None-Match": etag})

    def test_what_is_personal_is_not_stored(self, person: StrictClient) -> None:
        person.strict = False
        assert person.get("/probe/things/1/1").response.headers["Cache-Control"] == "no-store"

    def test_a_hashed_asset_may_be_kept_for_ever(self, probed: Flask, visitor: StrictClient) -> None:
        with probed.test_request_context():
            url = probed.jinja_env.globals["asset_url"]("dist/site.css")  # type: ignore[operator]
        assert "immutable" in visitor.get(url).response.headers["Cache-Control"]


@pytest.mark.pure
class TestHealth:
    def test_alive(self, visitor: StrictClient) -> None:
        assert visitor.get("/healthz").body == "ok\n"

    def test_a_failing_part_makes_it_unready_and_tells_no_detail(
        self, visitor: StrictClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("teachpb.web.health._probes", {})

        def broken() -> None:
            raise RuntimeError("postgresql://user:password@host")

        register_probe("thing", broken)
        page = visitor.get("/readyz", status=503)
        assert page.json == {"database": "ok", "thing": "failing"}

    def test_metrics_are_for_whoever_holds_the_token(self, visitor: StrictClient) -> None:
        visitor.get("/metrics", status=404)
        page = visitor.get("/metrics", headers={"Authorization": "Bearer let-me-see"})
        assert "teachpb_requests_total" in page.body


PRODUCTION = {"TEACHPB_SECRET_KEY": "x" * 40, "TEACHPB_ENCRYPTION_KEYS": TESTING_KEY}


@pytest.mark.pure
class TestSettings:
    def test_production_does_not_start_without_a_secret(self) -> None:
        with pytest.raises(ConfigurationError, match="TEACHPB_SECRET_KEY is not set"):
            Settings.from_env({})

    def test_nor_with_a_short_one(self) -> None:
        with pytest.raises(ConfigurationError, match="at least 32 characters"):
            Settings.from_env({"TEACHPB_SECRET_KEY": "short"})

    def test_nor_without_a_key_for_sensitive_text(self) -> None:
        with pytest.raises(ConfigurationError, match="TEACHPB_ENCRYPTION_KEYS is not set"):
            Settings.from_env({"TEACHPB_SECRET_KEY": "x" * 40})

    @pytest.mark.parametrize("key", ["short", "x" * 44, "é" * 32, TESTING_KEY[:-2]])
    def test_nor_with_one_that_is_no_key(self, key: str) -> None:
        with pytest.raises(ConfigurationError, match="TEACHPB_ENCRYPTION_KEYS holds something that is no key"):
            Settings.from_env({"TEACHPB_SECRET_KEY": "x" * 40, "TEACHPB_ENCRYPTION_KEYS": f"{TESTING_KEY},{key}"})

    def test_development_makes_a_key_and_keeps_it(self, tmp_path: Path) -> None:
        env = {"TEACHPB_ENVIRONMENT": "development", "TEACHPB_DATA_DIR": str(tmp_path)}
        first, second = Settings.from_env(env), Settings.from_env(env)
        assert first.sealing_keys == second.sealing_keys != ()

    @pytest.mark.parametrize(
        ("name", "value"), [("SMTP_PORT", "many"), ("DEMO", "perhaps"), ("ENVIRONMENT", "staging")]
    )
    def test_a_value_that_makes_no_sense_is_named(self, name: str, value: str) -> None:
        with pytest.raises(ConfigurationError, match=f"TEACHPB_{name}"):
            Settings.from_env({"TEACHPB_SECRET_KEY": "x" * 40, f"TEACHPB_{name}": value})

    def test_an_empty_value_keeps_the_default(self) -> None:
        settings = Settings.from_env({**PRODUCTION, "TEACHPB_SMTP_PORT": " ", "TEACHPB_DEMO": ""})
        assert (settings.smtp_port, settings.demo) == (25, False)

    @pytest.mark.parametrize("prefix", ["postgres://", "postgresql://"])
    def test_any_spelling_of_postgresql_finds_its_driver(self, prefix: str) -> None:
        assert Settings(database_url=f"{prefix}a@b/c").sqlalchemy_url == "postgresql+psycopg://a@b/c"
