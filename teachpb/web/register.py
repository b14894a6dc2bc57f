"""What the HTTP kit gives to every room."""

from __future__ import annotations

from flask import Flask

from teachpb.web.converters import register_converters


def register(app: Flask) -> None:
    register_converters(app)
