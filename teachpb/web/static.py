"""Static files: WhiteNoise, behind addresses that carry the content's hash and may therefore be kept for ever."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from teachpb.config import PROJECT_ROOT
from teachpb.web.access import mark_public

HASHED = re.compile(r"^/static/v-[0-9a-f]{12}/")
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


def register_static(app: Flask) -> None:
    mark_public(app, "static")
    files = WhiteNoise(app.wsgi_app, autorefresh=not app.config["SETTINGS"].is_production, max_age=60)
    files.add_files(str(PROJECT_ROOT / "static"), prefix="static/")
    app.wsgi_app = HashedPaths(files)  # type: ignore[method-assign]
