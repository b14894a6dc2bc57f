"""Static files on the wire: packed for whoever takes them packed, the same for whoever does not."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask

from teachpb.web.static import Packed
from teachpb.web.templating import asset_url

pytestmark = pytest.mark.pure

STATIC = Path(__file__).parents[2] / "static"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


def fetch(app: Flask, path: str, accept: str = "", **headers: str) -> Any:
    given = {**({"Accept-Encoding": accept} if accept else {}), **headers}
    return app.test_client().get(path, headers=given, buffered=True)


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("deflate", ""),
    ],
)
@pytest.mark.parametrize("name", ["dist/site.css", "dist/site.js", "scenes/fens.svg"])
def test_a_file_arrives_as_it_is_however_it_is_packed(app: Flask, name: str, accept: str, encoding: str) -> None:
    response = fetch(app, f"/static/{name}", accept)
    content = (STATIC / name).read_bytes()
    assert response.status_code == 200
    assert response.headers.get("Content-Encoding", "") == encoding
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert UNPACK[encoding](response.data) == content
    if encoding:
        assert len(response.data) < len(content) * 0.6
        assert response.headers["Vary"] == "Accept-Encoding"


def test_the_style_sheet_is_as_light_as_we_say(app: Flask) -> None:
    assert len(fetch(app, "/static/dist/site.css", "br").data) <= 25 * 1024


@pytest.mark.parametrize("accept", ["br", "gzip", ""])
def test_asked_again_with_its_tag_it_is_not_sent_again(app: Flask, accept: str) -> None:
    tag = fetch(app, "/static/dist/site.css", accept).headers["ETag"]
    assert tag.startswith("W/") is bool(accept)
    again = fetch(app, "/static/dist/site.css", accept, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert fetch(app, "/static/dist/site.css", accept, **{"If-None-Match": '"other"'}).status_code == 200


def test_a_hashed_address_is_packed_and_kept_for_ever(app: Flask) -> None:
    with app.test_request_context():
        path = asset_url("dist/site.js")
    response = fetch(app, path, "br")
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("name", ["img/touch-icon.png", "fonts/source-sans-3-latin.woff2"])
def test_what_is_packed_by_nature_is_left_alone(app: Flask, name: str) -> None:
    response = fetch(app, f"/static/{name}", "br")
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers


def test_a_part_of_a_file_is_a_part_of_the_plain_one(app: Flask) -> None:
    response = fetch(app, "/static/dist/site.css", "br", Range="bytes=0-9")
    assert response.status_code == 206
    assert response.data == (STATIC / "dist/site.css").read_bytes()[:10]


def test_what_is_not_there_is_not_there(app: Flask) -> None:
    assert fetch(app, "/static/dist/none.css", "br").status_code == 404


def test_each_file_is_packed_once_and_anew_when_it_changes() -> None:
    asked: list[str] = []

    def files(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [("ETag", environ["wanted"])])
        return [environ["wanted"].encode() * 50]

    packed = Packed(files)

    def ask(tag: str) -> bytes:
        environ = {"PATH_INFO": "/static/x.css", "REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip"}
        return b"".join(packed({**environ, "wanted": tag}, lambda *_: None))

    one, two, other = ask('"a"'), ask('"a"'), ask('"b"')
    assert one is not other
    assert (gzip.decompress(one), gzip.decompress(other)) == (b'"a"' * 50, b'"b"' * 50)
    assert one == two
    assert len(packed._packed) == 2
