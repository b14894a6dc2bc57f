"""A real server over a database of its own, and people with a cookie in front of it."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, session

from teachpb import create_app
from teachpb.accounts import operations, signed_in
from teachpb.accounts.models import SignInMethod, User, UserSession
from teachpb.config import TESTING_KEY, Settings
from teachpb.db import Model, db, transaction

ROOT = Path(__file__).parents[1]
SECRET = "for-the-bench-only-and-nowhere-else-at-all-48-chars"  # noqa: S105 - signs nothing but the bench's own cookies


def application(url: str, folder: Path) -> Flask:
    """An application over the empty database at ``url``, with all tables made."""
    app = create_app(
        Settings(environment="testing", secret_key=SECRET, database_url=url, data_dir=folder, search_engine="null")
    )
    with app.app_context():
        Model.metadata.create_all(db.engine)
    return app


def cookies_for(app: Flask, users: Sequence[User]) -> list[str]:
    """The cookie of each, signed in. Call it in an application context."""
    with transaction():
        begun = [operations.begin_session(user=user, method=SignInMethod.password) for user in users]
    return [_cookie(app, stored, key) for stored, key in begun]


def _cookie(app: Flask, begun: UserSession, key: str) -> str:
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    with app.test_request_context():
        signed_in.put_cookie(begun, key)
        signed = serializer.dumps(dict(session))
    return f"{app.config['SESSION_COOKIE_NAME']}={signed}"


@contextmanager
def serve(url: str, folder: Path, workers: int) -> Iterator[int]:
    """gunicorn with so many workers of four threads each, on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    gunicorn = shutil.which("gunicorn") or str(Path(sys.executable).parent / "gunicorn")
    command = [gunicorn, "wsgi:app", "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", "4"]
    command += ["--worker-class", "gthread", "--log-level", "error", "--timeout", "120", "--preload"]
    env = {
        **os.environ,
        "TEACHPB_ENVIRONMENT": "production",
        "TEACHPB_SECRET_KEY": SECRET,
        "TEACHPB_ENCRYPTION_KEYS": TESTING_KEY,
        "TEACHPB_DATABASE_URL": url,
        "TEACHPB_DATA_DIR": str(folder),
        "TEACHPB_BASE_URL": f"http://127.0.0.1:{port}",
        "TEACHPB_MAIL_TRANSPORT": "null",
    }
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not come up")


def yardstick(port: int, seconds: float) -> float:
    """Requests a second of the smallest page there is, over eight connections."""
    counts: list[int] = []
    end = time.perf_counter() + seconds

    def ask() -> None:
        connection, count = http.client.HTTPConnection("127.0.0.1", port, timeout=30), 0
        while time.perf_counter() < end:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            count += 1
        counts.append(count)

    together([ask] * 8)
    return sum(counts) / seconds


def together(work: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
