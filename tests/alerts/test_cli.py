"""``flask alerts``."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.alerts.models import Frequency
from tests.factories.alerts import AlertFactory, UnconfirmedAlertFactory


def test_status_counts_and_names_nobody(app: Flask, session: Session) -> None:
    AlertFactory(email="ada@example.org", frequency=Frequency.weekly)
    AlertFactory()
    UnconfirmedAlertFactory(number=7000)
    session.commit()
    output = app.test_cli_runner().invoke(args=["alerts", "status"]).output
    assert output.split() == [
        "state",
        "active",
        "2",
        "state",
        "unconfirmed",
        "1",
        "frequency",
        "daily",
        "1",
        "frequency",
        "weekly",
        "1",
    ]
    assert "ada" not in output
