"""The Nu HTML checker over every kind of page the tests have seen, in one start.

Pages are kept while the tests run, one of each kind (address pattern, status, with or without errors), by all workers
in one
folder. At the end of a whole run the checker reads them all. It needs Java and the ``vnu-jar`` package of npm.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

VARIABLE = "TEACHPB_TEST_PAGES"
JAR = Path(__file__).parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def start_keeping() -> None:
    """Make the folder (called once, before the workers start)."""
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="teachpb-pages-")


def keep(kind: str, html: str) -> None:
    """Keep one page of this kind, as it is now."""
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return
    path = Path(folder) / (re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-")[:180] + ".html")
    if not path.exists():
        path.write_text(html, encoding="utf-8")


def is_available() -> bool:
    return shutil.which("java") is not None and JAR.exists()


def check() -> tuple[int, list[str]]:
    """How many pages were checked, and what is wrong: ``page:line message``, each message once per page."""
    folder = Path(os.environ[VARIABLE])
    pages = sorted(folder.glob("*.html"))
    if not pages:
        return 0, []
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(JAR),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
        str(folder),
    ]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(outcome.stderr or '{"messages": []}')["messages"]
    found = {f"{Path(m.get('url', '')).name}: {m['message']}": m.get("lastLine", 0) for m in messages}
    return len(pages), [f"{text} (line {line})" for text, line in sorted(found.items())]
