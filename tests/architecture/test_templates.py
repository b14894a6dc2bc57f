"""Every template compiles and every page sets its title."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parents[2] / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.suffix in {".html", ".txt"})


@pytest.mark.pure
@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(app: Flask, name: str) -> None:
    app.jinja_env.compile((ROOT / name).read_text(encoding="utf-8"), name)


@pytest.mark.pure
def test_every_page_sets_a_title() -> None:
    silent = []
    for name in TEMPLATES:
        source = (ROOT / name).read_text(encoding="utf-8")
        is_page = re.search(r'\{%-? extends "layouts/', source) and not name.startswith("layouts/")
        if is_page and not re.search(r"\{%-? block title", source):
            silent.append(name)
    assert silent == []


@pytest.mark.pure
def test_no_inline_script_or_style() -> None:
    """The Content-Security-Policy would refuse them. (Mail is another matter: there styles have to be inline.)"""
    guilty = []
    for name in TEMPLATES:
        source = (ROOT / name).read_text(encoding="utf-8")
        if not name.startswith("emails/") and re.search(
            r"<script(?![^>]*(src=|type=))|<style|\sstyle=|\son[a-z]+=\"", source
        ):
            guilty.append(name)
    assert guilty == []
