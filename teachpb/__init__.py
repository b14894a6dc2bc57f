"""TeachPeterborough: the site a city's schools live on.

``create_app`` puts the house together; each room below is one domain (see ``docs/decisions/0001-architecture.md``).
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from teachpb import extensions
from teachpb.config import PROJECT_ROOT, Settings
from teachpb.db import db, init_db
from teachpb.sealing import register_sealing
from teachpb.web.access import register_access
from teachpb.web.errors import register_errors
from teachpb.web.health import register_health
from teachpb.web.logs import register_logs
from teachpb.web.pagecache import register_keeping, register_serving
from teachpb.web.security import register_security
from teachpb.web.static import register_static
from teachpb.web.templating import register_templating

#: Every room, from the ground floor up.
ROOMS = (
    "sealing",
    "web",
    "audit",
    "jobs",
    "notifications",
    "search",
    "files",
    "places",
    "pictures",
    "accounts",
    "schools",
    "vacancies",
    "governors",
    "cpd",
    "attendance",
    "candidates",
    "invoices",
    "training",
    "applications",
    "messages",
    "references",
    "hiring",
    "careers",
    "alerts",
    "saved",
    "landing",
    "insight",
    "home",
    "admin",
    "api",
    "ats",
    "demo",
)


def create_app(settings: Settings | None = None) -> Flask:
    """One application. Raises ConfigurationError when a setting is missing or wrong."""
    settings = settings or Settings.from_env()
    app = Flask(__name__, static_folder=str(PROJECT_ROOT / "static"), template_folder=str(PROJECT_ROOT / "templates"))
    configure(app, settings)
    register_logs(app)
    init_db(app)
    register_sealing(app, settings.sealing_keys)
    register_keeping(app, settings.page_cache)
    register_extensions(app)
    register_templating(app)
    register_security(app)
    register_access(app)
    register_health(app)
    register_serving(app)
    register_errors(app)
    for room in ROOMS:
        register_room(app, room)
    register_static(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app.config.update(
        SETTINGS=settings,
        TESTING=settings.is_testing,
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.previous_secret_keys),
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SESSION_COOKIE_NAME="teachpb",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        PERMANENT_SESSION_LIFETIME=8 * 60 * 60,
        MAX_CONTENT_LENGTH=settings.max_upload * 3,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_STORAGE_URI=settings.ratelimit_storage,
        RATELIMIT_ENABLED=not settings.is_testing,
        BABEL_DEFAULT_LOCALE="en_GB",
        BABEL_DEFAULT_TIMEZONE="Europe/London",
        COMPRESS_ALGORITHM=["br", "gzip"],
        TRAP_HTTP_EXCEPTIONS=False,
        PROPAGATE_EXCEPTIONS=False,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def register_extensions(app: Flask) -> None:
    extensions.babel.init_app(app)
    extensions.compress.init_app(app)
    extensions.csrf.init_app(app)
    extensions.limiter.init_app(app)
    extensions.login_manager.init_app(app)
    extensions.migrate.init_app(app, db, directory=str(PROJECT_ROOT / "migrations"), render_as_batch=True)


def register_room(app: Flask, room: str) -> None:
    """Take in what a room offers: its tables, views, commands, and whatever its ``register`` announces."""
    package = f"{__name__}.{room}"
    if find_spec(package) is None:
        return
    for part in ("models", "jobs", "views", "cli", "register"):
        spec = find_spec(f"{package}.{part}")
        if spec is None or spec.origin is None:  # not there, or a folder that is no package
            continue
        module = import_module(f"{package}.{part}")
        blueprints = getattr(module, "blueprints", None) or [getattr(module, "bp", None)]
        for blueprint in blueprints if part == "views" else ():
            app.register_blueprint(blueprint)
        if part == "cli":
            app.cli.add_command(module.cli)
        if part == "register":
            module.register(app)


__all__ = ["create_app"]
