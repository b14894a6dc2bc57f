"""The queue: which storage, what travels in it, and what happens when it is out of reach."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from huey import PostgresHuey, SqliteHuey
from huey.registry import Message

from teachpb.config import ConfigurationError, Settings
from teachpb.jobs.queue import HueyQueue, JsonSerializer, NullQueue, make_queue, open_huey
from tests.support.database import TemporaryDatabase

pytestmark = pytest.mark.pure


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(environment="development", secret_key="for-tests-only", data_dir=tmp_path)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def live_queue(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[HueyQueue]:
    with TemporaryDatabase(request.param, tmp_path) as url:
        queue = HueyQueue(replace(settings, jobs_url=url))
        yield queue
        queue.close()


def test_a_wake_up_comes_through(live_queue: HueyQueue) -> None:
    woken: list[str] = []
    live_queue.on_wake(woken.append)
    live_queue.enqueue("tests.first")
    live_queue.enqueue("tests.second")
    for _ in range(2):
        live_queue.huey.execute(live_queue.huey.dequeue())
    assert woken == ["tests.first", "tests.second"]


def test_nothing_is_left_behind_but_the_queue(live_queue: HueyQueue) -> None:
    live_queue.on_wake(lambda name: None)
    live_queue.enqueue("tests.first")
    live_queue.huey.execute(live_queue.huey.dequeue())
    assert live_queue.huey.storage.queue_size() == 0
    assert live_queue.huey.storage.result_store_size() == 0


def test_sqlite_is_the_default(settings: Settings, tmp_path: Path) -> None:
    huey = open_huey(settings)
    assert isinstance(huey, SqliteHuey)
    assert (tmp_path / "jobs.sqlite3").exists()
    huey.storage.close()


def test_postgresql_addresses_may_name_their_driver(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr("teachpb.jobs.queue.PostgresHuey", lambda name, dsn, **options: given.append(dsn))
    for scheme in ("postgresql", "postgresql+psycopg", "postgres"):
        open_huey(replace(settings, jobs_url=f"{scheme}://jobs@localhost/jobs"))
    assert given == ["postgresql://jobs@localhost/jobs"] * 3
    assert PostgresHuey is not None


def test_redis_without_its_package_stops_with_a_sentence(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huey.storage.Redis", None)
    monkeypatch.setattr("huey.storage.ConnectionPool", None)
    with pytest.raises(ConfigurationError, match="TEACHPB_JOBS_URL needs a package"):
        open_huey(replace(settings, jobs_url="redis://localhost/0"))


@pytest.mark.parametrize("url", ["amqp://localhost", "jobs.sqlite3", "http://localhost"])
def test_another_address_stops_with_a_sentence(settings: Settings, url: str) -> None:
    with pytest.raises(ConfigurationError, match="TEACHPB_JOBS_URL must be empty"):
        open_huey(replace(settings, jobs_url=url))


def test_a_queue_out_of_reach_costs_nobody_their_work(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    queue = HueyQueue(replace(settings, jobs_url="sqlite:////proc/nowhere/jobs.sqlite3"))
    queue.enqueue("tests.first")
    assert "wake_up_lost" in capsys.readouterr().out


def test_what_travels_is_json_and_never_code() -> None:
    serializer = JsonSerializer()
    message = Message(id="1", name="run_job", retries=0, retry_delay=0, args=("tests.first",), kwargs={})
    data = serializer.serialize(message)
    assert data == b'["1", "run_job", ["tests.first"]]'
    assert serializer.deserialize(data).args == ("tests.first",)
    with pytest.raises(ValueError, match=r"codec|Expecting"):
        serializer.deserialize(pickle.dumps(message))


def test_a_process_that_is_no_worker_runs_nothing(settings: Settings) -> None:
    queue = HueyQueue(settings)
    with pytest.raises(RuntimeError, match="no worker"):
        queue._run("tests.first")


def test_tests_have_a_null_twin(settings: Settings) -> None:
    assert isinstance(make_queue(replace(settings, environment="testing")), NullQueue)
    assert isinstance(make_queue(settings), HueyQueue)
