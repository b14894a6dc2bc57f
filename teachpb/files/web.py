"""Serving files so that a browser never takes one for a page of ours."""

from __future__ import annotations

from flask import Response, abort, send_file, url_for

from teachpb.files.models import FileKind, StoredFile
from teachpb.files.storage import MissingFile, storage

#: Nothing in a served file may run, load or be framed. A PDF shown in the browser needs the viewer's own style.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


def file_url(stored: StoredFile, *, width: int | None = None) -> str:
    """The address of a public file; of a picture, the smallest rendition at least ``width`` pixels wide."""
    name = stored.name
    if width is None:
        return url_for("files.show_file", token=stored.token, name=name)
    fitting = [kept for kept in stored.renditions if kept >= width]
    if not fitting:
        return url_for("files.show_file", token=stored.token, name=name)
    return url_for("files.show_rendition", token=stored.token, width=fitting[0], name=name)


def srcset(stored: StoredFile) -> str:
    """The picture in all its widths, for the ``srcset`` attribute."""
    kept = [(width, file_url(stored, width=width)) for width in stored.renditions]
    return ", ".join(f"{url} {width}w" for width, url in [*kept, (stored.width, file_url(stored))])


def send_stored_file(stored: StoredFile, *, inline: bool = False, width: int | None = None) -> Response:
    """The file as a response; 404 unless it is clean. The caller has checked who asks.

    ``inline`` shows pictures and PDFs in the browser; everything else is always a download.
    """
    if not stored.is_ready:
        abort(404)
    if width is not None and width not in stored.renditions:
        abort(404)
    try:
        content = storage().open(stored.storage_key if width is None else f"{stored.storage_key}.{width}")
    except MissingFile:
        abort(404)
    shown = inline and stored.kind in {FileKind.image, FileKind.pdf}
    response = send_file(
        content,
        mimetype=stored.media_type,
        as_attachment=not shown,
        download_name=stored.name,
        etag=f"{stored.sha256[:32]}-{width or 0}",
        last_modified=stored.created_at,
        max_age=None,
    )
    headers = response.headers
    headers["Cache-Control"] = "public, max-age=31536000, immutable" if stored.public else "private, no-store"
    headers["Content-Security-Policy"] = VIEWER if shown and stored.kind is FileKind.pdf else SANDBOX
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
