"""No number missing, none twice: 500 issues from eight processes that are killed meanwhile. And the proof that this
test would notice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from teachpb.config import PROJECT_ROOT
from tests.support.database import TemporaryDatabase

pytestmark = [pytest.mark.processes, pytest.mark.timeout(200)]

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
COUNT, WORKERS, KILLS = 500, 8, 20


def run(kind: str, data_dir: Path, **order: Any) -> dict[str, Any]:
    wanted = json.dumps({"count": COUNT, "workers": WORKERS, "kills": KILLS, "lock": True, **order})
    with TemporaryDatabase(kind, data_dir) as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.invoices.harness", url, str(data_dir), wanted],
            cwd=PROJECT_ROOT,
            capture_output=True,
            text=True,
            timeout=180,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("kind", DATABASES)
def test_no_gap_and_no_duplicate_whoever_is_killed(kind: str, tmp_path: Path) -> None:
    found = run(kind, tmp_path)
    assert found["serials"] == list(range(1, COUNT + 1))
    assert found["last"] == COUNT
    assert found["kills"] == KILLS
    assert (found["drafts"], found["problems"]) == (0, [])


@pytest.mark.parametrize("kind", DATABASES)
def test_without_the_lock_numbers_go_wrong_so_the_test_can_see(kind: str, tmp_path: Path) -> None:
    found = run(kind, tmp_path, lock=False, count=100, kills=0)
    assert found["serials"] != list(range(1, 101)), "the harness is blind: the numbers are right without the lock"
    assert found["problems"]
