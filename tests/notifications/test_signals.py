"""Whom the rooms above hear of: addresses that do not exist, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.db import in_transaction, transaction
from teachpb.notifications import delivery, operations
from teachpb.notifications.models import SuppressionReason
from teachpb.notifications.signals import address_refused
from tests.notifications.support import queued
from tests.support.mail import Mailbox, mail_server

ANSWERS = {
    "missing@mail.example.org": ("550 5.1.1 no such mailbox", True),
    "moved@mail.example.org": ("551 5.1.6 has moved", True),
    "baddomain@mail.example.org": ("550 5.1.2 no such host", True),
    "disabled@mail.example.org": ("550 5.2.1 mailbox disabled", True),
    "full@mail.example.org": ("552 5.2.2 mailbox full", False),
    "blocked@mail.example.org": ("550 5.7.1 your server is on a list", False),
    "relay@mail.example.org": ("550 5.1.17 some other code", False),
    "plain@mail.example.org": ("550 go away", False),
    "later@mail.example.org": ("451 4.1.1 later", False),
}


@pytest.fixture
def heard() -> Iterator[list[tuple[str, bool]]]:
    """(address, whether a transaction was open) of every signal."""
    found: list[tuple[str, bool]] = []

    def hear(address: str) -> None:
        found.append((address, in_transaction()))

    with address_refused.connected_to(hear):
        yield found


def test_only_a_missing_mailbox_is_a_dead_address(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch, heard: list[tuple[str, bool]]
) -> None:
    with mail_server(Mailbox(refuse={address: answer for address, (answer, _) in ANSWERS.items()})) as mailbox:
        settings = replace(
            app.config["SETTINGS"],
            mail_transport="smtp",
            smtp_host="127.0.0.1",
            smtp_port=mailbox.port,
            smtp_security="none",
        )
        monkeypatch.setitem(app.config, "SETTINGS", settings)
        for address in ANSWERS:
            queued(to=address)
        delivery.deliver_outbox()
    assert heard == [(address, True) for address, (_, is_dead) in ANSWERS.items() if is_dead]


def test_an_address_taken_off_by_hand_is_told_once(session: Session, heard: list[tuple[str, bool]]) -> None:
    for _ in range(2):
        with transaction():
            operations.suppress(address="Ada@Mail.Example.org", reason=SuppressionReason.complained)
    assert heard == [("ada@mail.example.org", True)]
