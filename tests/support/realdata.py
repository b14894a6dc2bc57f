"""Where the real data files are, on machines that have them. Tests never need them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"


def real_file(name: str) -> Path:
    """A file of TEACHPB_REAL_DATA, or of ``../shared/data`` beside the repository; the test is skipped without it."""
    folder = Path(os.environ.get("TEACHPB_REAL_DATA") or BESIDE)
    path = folder / name
    if not path.is_file():
        pytest.skip(f"the real data file {name} is not there (set TEACHPB_REAL_DATA to its folder)")
    return path
