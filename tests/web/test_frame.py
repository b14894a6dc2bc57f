"""The frame itself: default deny, errors, headers, health."""

from __future__ import annotations

from flask import Flask

from tests.support.client import StrictClient


def test_the_process_answers(client: StrictClient) -> None:
    assert client.get("/healthz").body == "ok\n"
