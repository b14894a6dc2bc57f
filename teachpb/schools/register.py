"""What the schools room announces to the others."""

from __future__ import annotations

from flask import Flask

from teachpb.schools import search
from teachpb.search.registry import register as register_document_type


def register(app: Flask) -> None:
    register_search()


def register_search() -> None:
    register_document_type(search.DOCUMENT_TYPE)
