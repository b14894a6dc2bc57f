"""Which templates the tests have rendered, across all workers of a run."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import Environment, FileSystemBytecodeCache, Template

VARIABLE = "TEACHPB_TEST_TEMPLATES_SEEN"
ROOT = Path(__file__).parents[2] / "templates"


def start_recording() -> None:
    """Make the folder where every worker notes what it has seen (called once, before the workers start)."""
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="teachpb-templates-")


def record_templates(app: Flask) -> None:
    """Note the name of every template that is rendered, included, extended or imported by ``app``."""
    folder = Path(os.environ[VARIABLE])
    share_compiled(app)
    original = Environment.get_template
    noted: set[str] = set()

    def get_template(self: Environment, name: Any, *args: Any, **kwargs: Any) -> Template:
        if isinstance(name, str) and name not in noted:
            noted.add(name)
            (folder / name.replace("/", "__")).touch()
        return original(self, name, *args, **kwargs)

    app.jinja_env.get_template = get_template.__get__(app.jinja_env)  # type: ignore[method-assign]


def share_compiled(app: Flask) -> None:
    """Let the workers of a run compile each template once among them."""
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(os.environ[VARIABLE], "%s.compiled")


def never_rendered() -> list[str]:
    """Templates no test has rendered."""
    seen = {path.name for path in Path(os.environ[VARIABLE]).iterdir()}
    names = (str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.suffix in {".html", ".txt"})
    return sorted(name for name in names if name.replace("/", "__") not in seen)
