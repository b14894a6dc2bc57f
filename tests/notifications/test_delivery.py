"""Out of the outbox: claims, outcomes, second tries, and a real mail server."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock, work
from teachpb.db import transaction
from teachpb.notifications import delivery
from teachpb.notifications.delivery import BACKOFF, claim_next, deliver, failed_values
from teachpb.notifications.models import MessageRow, MessageState
from teachpb.notifications.transports import (
    Deferred,
    DeliveryError,
    FolderTransport,
    NullTransport,
    Refused,
    SmtpTransport,
    Unreachable,
    open_transport,
)
from tests.notifications.support import INVITATION, all_rows, queued
from tests.support.mail import Mailbox, free_port, mail_server, parse
from tests.support.time import FrozenClock

LEASE = timedelta(seconds=120)


class Postman:
    """A transport that does as it is told, and remembers."""

    def __init__(self, *outcomes: DeliveryError | None) -> None:
        self.outcomes = list(outcomes)
        self.delivered: list[str] = []

    def deliver(self, row: MessageRow, mail: EmailMessage) -> None:
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome:
            raise outcome
        self.delivered.append(str(mail["Message-ID"]))


@pytest.fixture
def run_with(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> Callable[[Postman], int]:
    """Drain the outbox through a postman."""

    def run(postman: Postman) -> int:
        monkeypatch.setattr(delivery, "open_transport", lambda settings: nullcontext(postman))
        return delivery.deliver_outbox()

    return run


def only_row() -> MessageRow:
    (row,) = all_rows()
    return row


def test_what_is_due_goes_out_in_order(
    session: Session, frozen: FrozenClock, run_with: Callable[[Postman], int]
) -> None:
    first = queued()
    frozen.advance(timedelta(seconds=1))
    second = queued()
    wanted = [first.message_id, second.message_id]
    postman = Postman()
    assert run_with(postman) == 2
    assert postman.delivered == wanted
    assert {row.state for row in all_rows()} == {MessageState.sent}
    assert all(row.sent_at == clock.now() and row.attempts == 1 and not row.claim for row in all_rows())
    assert run_with(postman) == 0, "nothing is sent twice"


def test_a_claim_is_for_one(session: Session, frozen: FrozenClock) -> None:
    queued()
    assert claim_next(lease=LEASE) is not None
    assert claim_next(lease=LEASE) is None
    assert only_row().state is MessageState.sending


def test_a_lease_runs_out(session: Session, frozen: FrozenClock) -> None:
    queued()
    first = claim_next(lease=LEASE)
    assert first is not None
    first_claim = first.claim
    frozen.advance(LEASE - timedelta(seconds=1))
    assert claim_next(lease=LEASE) is None
    frozen.advance(timedelta(seconds=1))
    second = claim_next(lease=LEASE)
    assert second is not None
    assert second.claim != first_claim
    assert second.attempts == 2


def test_who_lost_the_lease_decides_nothing(session: Session, frozen: FrozenClock) -> None:
    """The first worker was only slow: when it reports, the message belongs to the second."""
    queued()
    slow = claim_next(lease=LEASE)
    assert slow is not None
    slow_id, slow_claim = slow.id, slow.claim
    frozen.advance(LEASE)
    quick = claim_next(lease=LEASE)
    assert quick is not None
    delivery._settle(slow_id, slow_claim, {"state": MessageState.failed})
    assert only_row().state is MessageState.sending
    assert deliver(quick, Postman()) is None
    assert only_row().state is MessageState.sent
    delivery._settle(slow_id, slow_claim, {"state": MessageState.queued})
    assert only_row().state is MessageState.sent


def test_a_passing_failure_is_tried_again_later_and_later(
    session: Session, frozen: FrozenClock, run_with: Callable[[Postman], int]
) -> None:
    queued()
    waits = []
    postman = Postman(*[Deferred("recipient refused, 451")] * 6)
    for _ in range(6):
        run_with(postman)
        row = only_row()
        assert (row.state, row.last_error) == (MessageState.queued, "recipient refused, 451")
        waits.append((row.next_attempt_at - clock.now()) // timedelta(minutes=1))
        frozen.move_to(row.next_attempt_at - timedelta(seconds=1))
        assert run_with(postman) == 0
        frozen.move_to(row.next_attempt_at)
    assert waits == [*BACKOFF, BACKOFF[-1]]
    assert run_with(postman) == 1
    assert only_row().attempts == 7
    assert only_row().last_error == ""


def test_one_that_cannot_go_does_not_hold_up_the_rest(
    session: Session, frozen: FrozenClock, run_with: Callable[[Postman], int]
) -> None:
    for _ in range(3):
        queued()
    assert run_with(Postman(Deferred("x"), Refused("recipient refused, 550"))) == 1
    assert [row.state for row in all_rows()] == [MessageState.queued, MessageState.failed, MessageState.sent]


def test_a_server_out_of_reach_stops_the_round(
    session: Session, frozen: FrozenClock, run_with: Callable[[Postman], int]
) -> None:
    for _ in range(3):
        queued()
    postman = Postman(Unreachable("ConnectionRefusedError"))
    assert run_with(postman) == 0
    assert postman.delivered == []
    assert [row.attempts for row in all_rows()] == [1, 0, 0]


def test_after_four_days_it_is_given_up(session: Session, frozen: FrozenClock) -> None:
    written = clock.now()
    frozen.advance(timedelta(days=4))
    assert failed_values(Deferred("x"), 20, written)["state"] is MessageState.queued
    frozen.advance(timedelta(seconds=1))
    assert failed_values(Unreachable("x"), 20, written)["state"] is MessageState.failed


def test_a_message_that_cannot_be_built_fails_alone(
    session: Session, frozen: FrozenClock, run_with: Callable[[Postman], int]
) -> None:
    broken, _ = queued(), queued()
    with transaction():
        broken.calendar = b"no calendar"
    assert run_with(Postman()) == 1
    assert [row.state for row in all_rows()] == [MessageState.failed, MessageState.sent]
    assert all_rows()[0].last_error == "BadMessage"


def test_a_worker_asked_to_stop_leaves_the_rest(
    session: Session, frozen: FrozenClock, run_with: Callable[[Postman], int]
) -> None:
    queued()
    work.request_stop()
    try:
        assert run_with(Postman()) == 0
    finally:
        work.withdraw_stop()
    assert run_with(Postman()) == 1


def test_suppressed_messages_stay(session: Session, run_with: Callable[[Postman], int]) -> None:
    row = queued()
    with transaction():
        row.state = MessageState.suppressed
    assert run_with(Postman()) == 0


def test_the_job_drains_the_outbox(session: Session, run_job: Callable[[str], object]) -> None:
    queued()
    assert run_job("notifications.deliver_outbox") == 1
    assert only_row().state is MessageState.sent


@pytest.fixture
def smtp(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server, and an application told to use it."""
    refusals = {"gone@mail.example.org": "550 5.1.1 no such mailbox", "busy@mail.example.org": "451 4.3.0 later"}
    with mail_server(Mailbox(refuse=refusals)) as mailbox:
        settings = replace(
            app.config["SETTINGS"],
            mail_transport="smtp",
            smtp_host="127.0.0.1",
            smtp_port=mailbox.port,
            smtp_security="none",
        )
        monkeypatch.setitem(app.config, "SETTINGS", settings)
        yield mailbox


def test_a_real_server_gets_the_whole_message(smtp: Mailbox) -> None:
    wanted = queued(calendar=INVITATION).message_id
    assert delivery.deliver_outbox() == 1
    assert smtp.envelopes == [("no-reply@localhost", ["reader@mail.example.org"])]
    message = smtp.messages[0]
    assert message["Message-ID"] == wanted
    assert [part.get_content_type() for part in message.walk()][-2:] == ["text/calendar", "application/ics"]


def test_a_real_server_refuses_and_defers(smtp: Mailbox) -> None:
    for to in ("gone@mail.example.org", "busy@mail.example.org", "reader@mail.example.org"):
        queued(to=to)
    assert delivery.deliver_outbox() == 1
    assert [(row.state, row.last_error) for row in all_rows()] == [
        (MessageState.failed, "recipient refused, 550"),
        (MessageState.queued, "recipient refused, 451"),
        (MessageState.sent, ""),
    ]


def test_what_holds_a_secret_is_blanked_once_sent(smtp: Mailbox) -> None:
    queued(secret=True)
    queued()
    delivery.deliver_outbox()
    secret, plain = all_rows()
    assert (secret.text, secret.html) == ("", "")
    assert plain.text


def test_a_server_that_hangs_up_is_come_back_to(app: Flask, smtp: Mailbox, frozen: FrozenClock) -> None:
    with open_transport(replace(app.config["SETTINGS"], smtp_port=free_port())) as transport:
        queued()
        row = claim_next(lease=LEASE)
        assert row is not None
        assert isinstance(deliver(row, transport), Unreachable)
    assert only_row().last_error == "ConnectionRefusedError"
    frozen.advance(timedelta(minutes=1))
    assert delivery.deliver_outbox() == 1


def test_one_connection_serves_a_round_and_survives_a_refusal(smtp: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    connections: list[object] = []
    connect = SmtpTransport._connect

    def counted(self: SmtpTransport) -> object:
        connections.append(self)
        return connect(self)

    monkeypatch.setattr(SmtpTransport, "_connect", counted)
    for to in ("a@mail.example.org", "gone@mail.example.org", "b@mail.example.org"):
        queued(to=to)
    assert delivery.deliver_outbox() == 2
    assert len(connections) == 1


def test_a_server_without_encryption_gets_nothing_when_it_is_wanted(app: Flask, smtp: Mailbox) -> None:
    with open_transport(replace(app.config["SETTINGS"], smtp_security="starttls")) as transport:
        queued()
        row = claim_next(lease=LEASE)
        assert row is not None
        assert isinstance(deliver(row, transport), Unreachable)
    assert smtp.raw == []


def test_an_unwilling_port_is_no_mail_server(app: Flask, smtp: Mailbox) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        settings = replace(app.config["SETTINGS"], smtp_port=listener.getsockname()[1], smtp_security="none")
        transport = SmtpTransport(settings)
        listener.close()
        queued()
        row = claim_next(lease=LEASE)
        assert row is not None
        assert isinstance(deliver(row, transport), Unreachable)


def test_development_writes_files_any_mail_program_opens(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = replace(app.config["SETTINGS"], mail_transport="files", data_dir=tmp_path)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    row = queued(secret=True)
    wanted = row.message_id
    assert delivery.deliver_outbox() == 1
    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert parse(file.read_bytes())["Message-ID"] == wanted
    assert only_row().text, "the development page still shows it"


def test_a_folder_that_cannot_be_written_is_out_of_reach(session: Session, tmp_path: Path) -> None:
    transport = FolderTransport(tmp_path / "mail")
    row = queued()
    target = tmp_path / "mail" / f"{row.created_at:%Y%m%d-%H%M%S}-{row.id:07}.eml"
    target.mkdir(parents=True)  # something that is no file stands where the message goes
    with pytest.raises(Unreachable):
        transport.deliver(row, EmailMessage())
    assert [entry.name for entry in (tmp_path / "mail").iterdir()] == [target.name], "no half-written file stays"


@pytest.mark.parametrize(
    ("name", "kind"), [("smtp", SmtpTransport), ("files", FolderTransport), ("null", NullTransport)]
)
def test_the_settings_choose_the_transport(app: Flask, session: Session, name: str, kind: type) -> None:
    with open_transport(replace(app.config["SETTINGS"], mail_transport=name)) as transport:
        assert isinstance(transport, kind)
