"""Static files: WhiteNoise, behind addresses that carry the content's hash and may therefore be kept for ever, and
packed for whoever takes them packed: style sheet and scripts are a quarter of their size on the way to a phone."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from typing import Any

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from teachpb.config import PROJECT_ROOT
from teachpb.web.access import mark_public

HASHED = re.compile(r"^/static/v-[0-9a-f]{12}/")
#: Best first.
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: bytes(brotli.compress(content, quality=9)),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}
#: What is worth packing; pictures and letters are packed by nature.
TEXT = (".css", ".js", ".svg", ".json", ".txt")
WSGIApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class HashedPaths:
    """Answer ``/static/v-<hash>/site.css`` with ``/static/site.css``, immutable."""

    def __init__(self, wsgi: WSGIApp) -> None:
        self.wsgi = wsgi

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not HASHED.match(path):
            return self.wsgi(environ, start_response)
        environ["PATH_INFO"] = HASHED.sub("/static/", path)

        def immutable(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            if status.startswith("200"):
                headers = [(name, value) for name, value in headers if name.lower() != "cache-control"]
                headers.append(("Cache-Control", "public, max-age=31536000, immutable"))
            return start_response(status, headers, exc_info)

        return self.wsgi(environ, immutable)


class Packed:
    """Send text files in brotli or gzip. Each is packed once in a process, when it is first asked for; all of them
    together are half a megabyte."""

    def __init__(self, wsgi: WSGIApp) -> None:
        self.wsgi = wsgi
        self._packed: dict[tuple[str, str, str], bytes] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        encoding = _encoding_for(environ)
        if not encoding:
            return self.wsgi(environ, start_response)
        # The tag of a packed file is weak: the same words, other bytes. The files below know the strong one.
        environ["HTTP_IF_NONE_MATCH"] = environ.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/")
        answer: dict[str, Any] = {}

        def remember(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answer.update(status=status, headers=headers)
            return _refuse_writing

        body = self.wsgi(environ, remember)
        headers = {name.lower(): value for name, value in answer["headers"]}
        if not answer["status"].startswith("200") or "content-encoding" in headers:
            start_response(answer["status"], answer["headers"])
            return body
        tag = headers.get("etag", "")
        key = (environ["PATH_INFO"], tag or headers.get("last-modified", ""), encoding)
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        if key not in self._packed:
            self._packed[key] = PACKERS[encoding](content)
        content = self._packed[key]
        changed = {"content-length", "vary", "etag"}
        kept = [(name, value) for name, value in answer["headers"] if name.lower() not in changed]
        kept += [("Content-Encoding", encoding), ("Content-Length", str(len(content))), ("Vary", "Accept-Encoding")]
        start_response(answer["status"], [*kept, ("ETag", f"W/{tag}")] if tag else kept)
        return [content]


def _encoding_for(environ: dict[str, Any]) -> str:
    """How to pack this answer; "" for not at all."""
    path = str(environ.get("PATH_INFO", ""))
    plain = environ.get("REQUEST_METHOD") != "GET" or "HTTP_RANGE" in environ
    if plain or not path.startswith("/static/") or not path.endswith(TEXT):
        return ""
    offered = {part.partition(";")[0].strip() for part in environ.get("HTTP_ACCEPT_ENCODING", "").split(",")}
    return next((name for name in PACKERS if name in offered), "")


def _refuse_writing(_: bytes) -> None:
    raise NotImplementedError("static files are not written piece by piece")


def register_static(app: Flask) -> None:
    mark_public(app, "static")
    files = WhiteNoise(app.wsgi_app, autorefresh=not app.config["SETTINGS"].is_production, max_age=60)
    files.add_files(str(PROJECT_ROOT / "static"), prefix="static/")
    app.wsgi_app = HashedPaths(Packed(files))  # type: ignore[method-assign]
