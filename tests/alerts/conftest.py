"""Tests answer a page faster than people do; the tests of the traps want them back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teachpb.alerts import forms
from tests.support.search import search_index  # noqa: F401


@pytest.fixture(autouse=True)
def quick_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "QUICKEST", timedelta(0))
