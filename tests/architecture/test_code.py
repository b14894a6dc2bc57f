"""The rules of the house that can be read off the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "teachpb"
SOURCES = sorted(PACKAGE.rglob("*.py"))
PURE_FILES = ("operations", "queries", "policies", "models")
#: What is not for operations, queries, policies and models to touch.
HTTP_NAMES = {"request", "session", "current_user", "flash", "abort", "redirect", "render_template", "url_for", "g"}

pytestmark = pytest.mark.pure


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCES:
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def role_of(path: Path) -> str:
    """``operations`` for ``teachpb/schools/operations/people.py`` and for ``teachpb/schools/operations.py``."""
    parts = [*path.parts[2:-1], path.stem]
    return next((part for part in parts if part in PURE_FILES), "")


def test_only_the_transaction_commits() -> None:
    guilty = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        if path.name != "db.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
        and "whoosh_engine" not in path.parts  # a search index commits its own files
    ]
    assert guilty == []


def test_rules_know_nothing_of_requests() -> None:
    guilty = []
    for path, tree in trees():
        if not role_of(path) or path.parts[1] in {"web"}:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module in {"flask", "flask_login"}:
                names = {alias.name for alias in node.names} & HTTP_NAMES
                guilty += [f"{path}:{node.lineno} {name}" for name in names]
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith((".forms", ".views")):
                guilty.append(f"{path}:{node.lineno} {node.module}")
    assert guilty == []


def surface_of(package: Path) -> set[str]:
    """What a package of operations offers to others: the names its ``__init__`` takes in."""
    tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_operations_take_keywords() -> None:
    """What others call takes nothing by position; the parts a package of operations is made of may."""
    guilty = []
    for path, tree in trees():
        if role_of(path) != "operations":
            continue
        offered = surface_of(path.parent) if path.parent.name == "operations" else None
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not node.args.args:
                continue
            if offered is None or node.name in offered:
                guilty.append(f"{path}:{node.lineno} {node.name} takes {[a.arg for a in node.args.args]} by position")
    assert guilty == []


def test_nobody_asks_the_system_for_the_time() -> None:
    asks = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    guilty = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        if path.parent.name != "clock"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asks.search(line)
    ]
    assert guilty == []


def test_no_drawers_for_odds_and_ends() -> None:
    assert [p for p in SOURCES if p.stem in {"utils", "util", "helpers", "misc", "common"}] == []


def test_relationships_say_both_ends() -> None:
    assert [p for p in SOURCES if re.search(r"\bbackref\s*=", p.read_text(encoding="utf-8"))] == []


def test_ceilings() -> None:
    """300 lines a file, 40 lines a function. (Complexity is ruff's.) There are no exceptions, and there shall be
    none."""
    files = [f"{p.relative_to(ROOT)}" for p in SOURCES if len(p.read_text(encoding="utf-8").splitlines()) > 300]
    functions = [
        f"{path}:{node.lineno} {node.name} ({node.end_lineno - node.lineno + 1})"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    assert files == []
    assert functions == []


def test_every_room_says_what_it_promises() -> None:
    silent = [
        p.parent.name
        for p in PACKAGE.glob("*/__init__.py")
        if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_setting_stands_in_the_example() -> None:
    from teachpb.config import Settings

    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    missing = [name for name in Settings.__dataclass_fields__ if f"TEACHPB_{name.upper()}=" not in example]
    assert missing == []


def test_every_command_has_help(app: Flask) -> None:
    def walk(command: object, name: str) -> Iterator[str]:
        if not getattr(command, "help", None) and not getattr(command, "short_help", None):
            yield name
        for child_name, child in getattr(command, "commands", {}).items():
            yield from walk(child, f"{name} {child_name}")

    own = {
        "accounts",
        "schools",
        "vacancies",
        "cpd",
        "governors",
        "applications",
        "insight",
        "jobs",
        "search",
        "places",
        "demo",
    }
    silent = [line for name, command in app.cli.commands.items() if name in own for line in walk(command, name)]
    assert silent == []


def test_static_carries_nothing_of_the_crown() -> None:
    words = re.compile(rb"GDS Transport|\bcrest\b|\bcrown\b", re.IGNORECASE)
    guilty = [p for p in (ROOT / "static").rglob("*") if p.is_file() and words.search(p.read_bytes())]
    assert guilty == []
