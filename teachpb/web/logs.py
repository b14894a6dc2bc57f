"""Logs: JSON lines in production, readable ones in development. Nothing personal goes in."""

from __future__ import annotations

import logging

import structlog
from flask import Flask

from teachpb.config import Settings


def register_logs(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    renderer = (
        structlog.processors.JSONRenderer() if settings.is_production else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=not settings.is_testing,
    )
