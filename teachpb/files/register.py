"""What the files room announces: the storage, and addresses for templates."""

from __future__ import annotations

from flask import Flask

from teachpb.files.storage import EXTENSION, make_storage
from teachpb.files.web import file_url, srcset


def register(app: Flask) -> None:
    app.extensions[EXTENSION] = make_storage(app.config["SETTINGS"])
    app.jinja_env.globals.update(file_url=file_url, srcset=srcset)
