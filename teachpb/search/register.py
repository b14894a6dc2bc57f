"""Making the search ready for one application."""

from __future__ import annotations

from flask import Flask

from teachpb.config import ConfigurationError, Settings
from teachpb.search.engine import NullEngine, SearchEngine, choose_engine, current_engine
from teachpb.search.indexing import listen
from teachpb.search.whoosh_engine.engine import WhooshEngine
from teachpb.web.health import register_probe
from teachpb.web.pagecache import watch


def register(app: Flask) -> None:
    choose_engine(engine_for(app.config["SETTINGS"]))
    listen()
    register_probe("search", probe)
    watch(app, lambda: current_engine().state())


def engine_for(settings: Settings) -> SearchEngine:
    """The engine the settings ask for. Raises ConfigurationError for one there is not."""
    if settings.search_engine == "whoosh":
        return WhooshEngine(settings.data_dir / "search")
    if settings.search_engine == "null":
        return NullEngine()
    raise ConfigurationError(f"TEACHPB_SEARCH_ENGINE must be whoosh or null, not “{settings.search_engine}”.")


def is_ready() -> bool:
    """Whether every index is in memory. Asking starts the reading."""
    return current_engine().is_ready()


def probe() -> None:
    """For ``/readyz``: raises until the first page would not have to wait for an index."""
    if not is_ready():
        raise RuntimeError("the search index is still being read")
