"""Settings, read from the environment once, at start-up.

Every setting stands in ``.env.example`` with its meaning. A default is always safe in production; what has
no safe default (the secret key) stops the boot with a sentence.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT_ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("production", "development", "testing")


class ConfigurationError(Exception):
    """A setting is missing or wrong; the message says which one and what to do."""


#: Seals nothing but what tests make up.
TESTING_KEY = base64.urlsafe_b64encode(bytes(32)).decode()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of one process. Sizes are bytes, times seconds, unless a name says otherwise."""

    environment: str = "production"
    secret_key: str = ""
    previous_secret_keys: tuple[str, ...] = ()
    # what sensitive text is sealed with: the first key seals, all of them open
    encryption_keys: tuple[str, ...] = ()
    database_url: str = ""
    data_dir: Path = field(default_factory=lambda: PROJECT_ROOT / "var")
    base_url: str = "http://localhost:5000"
    trusted_proxies: int = 0
    # jobs: where huey keeps its queue. "" = a SQLite file in data_dir; or postgresql://… or redis://…
    jobs_url: str = ""
    # seconds after which work held by a worker that died is taken up by another
    job_lease: int = 300
    # mail: "files" writes .eml files into data_dir/mail, "smtp" sends, "null" drops
    mail_transport: str = "files"
    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_username: str = ""
    smtp_password: str = ""
    smtp_security: str = "starttls"
    mail_sender: str = "TeachPeterborough <no-reply@localhost>"
    mail_reply_to: str = ""
    # search: "whoosh" or "null"
    search_engine: str = "whoosh"
    # files
    clamd_address: str = ""
    max_upload: int = 20 * 1024 * 1024
    # people
    local_authority_code: str = "874"
    support_email: str = "support@localhost"
    demo: bool = False
    metrics_token: str = ""
    ratelimit_storage: str = "memory://"
    map_tiles_url: str = ""
    # seconds for which a page that is the same for everybody is kept in the process; 0 keeps none, unset means 1
    page_cache: int = 0

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def is_testing(self) -> bool:
        return self.environment == "testing"

    @property
    def sqlalchemy_url(self) -> str:
        """The database address with a driver SQLAlchemy knows: SQLite in ``data_dir`` unless one is set."""
        url = self.database_url or f"sqlite:///{self.data_dir / 'teachpb.sqlite3'}"
        for prefix in ("postgres://", "postgresql://"):
            if url.startswith(prefix):
                return "postgresql+psycopg://" + url.removeprefix(prefix)
        return url

    @property
    def sealing_keys(self) -> tuple[str, ...]:
        """The keys for sensitive text. Tests need none of their own."""
        return self.encryption_keys or ((TESTING_KEY,) if self.is_testing else ())

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read every ``TEACHPB_…`` variable.

        Raises ConfigurationError when a value cannot be understood, or a key is missing in production.
        """
        env = os.environ if env is None else env
        values: dict[str, Any] = {"page_cache": 1}
        for name, spec in cls.__dataclass_fields__.items():
            raw = env.get(f"TEACHPB_{name.upper()}")
            if raw is not None and raw.strip():
                values[name] = _parse(name, str(spec.type), raw.strip())
        return cls(**_with_encryption(_with_secret(values)))


def _parse(name: str, kind: str, raw: str) -> Any:
    if kind == "int":
        if not raw.lstrip("-").isdigit():
            raise ConfigurationError(f"TEACHPB_{name.upper()} must be a whole number, not “{raw}”.")
        return int(raw)
    if kind == "bool":
        if raw.lower() not in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
            raise ConfigurationError(f"TEACHPB_{name.upper()} must be yes or no, not “{raw}”.")
        return raw.lower() in {"1", "true", "yes", "on"}
    if kind == "Path":
        return Path(raw).expanduser().resolve()
    if kind.startswith("tuple"):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    return raw


def _with_secret(values: dict[str, Any]) -> dict[str, Any]:
    environment = values.setdefault("environment", "production")
    if environment not in ENVIRONMENTS:
        raise ConfigurationError(f"TEACHPB_ENVIRONMENT must be one of {', '.join(ENVIRONMENTS)}, not “{environment}”.")
    if values.get("secret_key"):
        if environment == "production" and len(values["secret_key"]) < 32:
            raise ConfigurationError("TEACHPB_SECRET_KEY is too short: use at least 32 characters.")
        return values
    if environment == "production":
        raise ConfigurationError(
            "TEACHPB_SECRET_KEY is not set, so nobody could sign in safely. Make one with "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(48))'` and put it into the environment."
        )
    data_dir = values.get("data_dir", PROJECT_ROOT / "var")
    values["secret_key"] = (
        "testing-only" if environment == "testing" else _development_key(data_dir, "secret", secrets.token_urlsafe(48))
    )
    return values


def _with_encryption(values: dict[str, Any]) -> dict[str, Any]:
    for key in values.get("encryption_keys", ()):
        if not _is_encryption_key(key):
            raise ConfigurationError(f"TEACHPB_ENCRYPTION_KEYS holds something that is no key. {_MAKE_A_KEY}")
    if values.get("encryption_keys") or values["environment"] == "testing":
        return values
    if values["environment"] == "production":
        raise ConfigurationError(
            f"TEACHPB_ENCRYPTION_KEYS is not set, so nothing sensitive could be stored safely. {_MAKE_A_KEY}"
        )
    data_dir = values.get("data_dir", PROJECT_ROOT / "var")
    values["encryption_keys"] = (_development_key(data_dir, "encryption", _new_encryption_key()),)
    return values


_MAKE_A_KEY = (
    "Make one with `python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'`, put it"
    " into the environment, and keep a copy apart from the backups: without it they cannot be read."
)


def _new_encryption_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _is_encryption_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars="-_", validate=True)) == 32
    except ValueError:
        return False


def _development_key(data_dir: Path, name: str, fresh: str) -> str:
    """One key per checkout, so that a restart in development does not sign everybody out."""
    path = data_dir / f"development-{name}-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(fresh, encoding="utf-8")
    return path.read_text(encoding="utf-8")
