"""Into the outbox: rendered at once, in the transaction of what it reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.db import transaction
from teachpb.notifications import operations, queries
from teachpb.notifications.errors import BadAddress, BadMessage
from teachpb.notifications.message import Attachment
from teachpb.notifications.models import MessageRow, MessageState, SuppressionReason
from teachpb.notifications.rendering import render
from teachpb.web.templating import absolute_url
from teachpb.work import EXTENSION
from tests.notifications.support import INVITATION, PLAIN, all_rows, queued
from tests.support.time import FrozenClock


def test_a_message_is_rendered_when_it_is_queued(session: Session, frozen: FrozenClock) -> None:
    row = queued(user_id=4, organisation_id=5, kind="bookings.confirmed")
    assert (row.to, row.subject, row.state) == ("reader@mail.example.org", "Your booking", MessageState.queued)
    assert (row.user_id, row.organisation_id, row.kind) == (4, 5, "bookings.confirmed")
    assert row.text.startswith("There it is.\n")
    assert "support@localhost" in row.text
    assert "<h1" in row.html and "There it is." in row.html
    assert row.next_attempt_at == clock.now()
    assert row.sender == "TeachPeterborough <no-reply@localhost>"
    assert row.message_id.endswith("@localhost>")


def test_styles_are_inlined_and_nothing_is_loaded(session: Session) -> None:
    html = queued().html
    assert '<p style="' in html
    assert "<link" not in html and "<script" not in html and "<img" not in html


def test_context_is_escaped_in_html_and_not_in_text(session: Session) -> None:
    row = queued(context={"lines": ["Cats & <dogs>"]})
    assert "Cats & <dogs>" in row.text
    assert "Cats &amp; &lt;dogs&gt;" in row.html


def test_two_messages_have_two_message_ids(session: Session) -> None:
    assert queued().message_id != queued().message_id


def test_the_kind_is_the_template_unless_given(session: Session) -> None:
    assert queued().kind == "development.trial"


def test_the_worker_is_woken_after_the_commit(app: Flask, session: Session) -> None:
    queue = app.extensions[EXTENSION]
    queue.clear()
    with transaction():
        operations.queue_mail(PLAIN)
        operations.queue_mail(PLAIN)
        assert queue.woken == []
    assert queue.woken == ["notifications.deliver_outbox"]


def test_what_did_not_happen_is_not_reported(session: Session) -> None:
    with pytest.raises(RuntimeError), transaction():
        operations.queue_mail(PLAIN)
        raise RuntimeError
    assert all_rows() == []


def test_a_dedupe_key_queues_once(session: Session) -> None:
    first = queued(dedupe_key="closing-soon:17")
    second = queued(dedupe_key="closing-soon:17", subject="Again")
    queued(dedupe_key="closing-soon:18")
    assert first.id == second.id
    assert [row.subject for row in all_rows()] == ["Your booking", "Your booking"]


def test_a_race_for_a_dedupe_key_has_one_winner(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    winner = queued(dedupe_key="race")
    answers = iter([None, winner])
    monkeypatch.setattr(operations, "_by_dedupe_key", lambda key: next(answers))
    with transaction():
        loser = operations.queue_mail(replace(PLAIN, dedupe_key="race"))
        assert loser is winner
    assert len(all_rows()) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hello\r\nBcc: eve@evil.org"},
        {"to_name": "Ada\nBcc: eve@evil.org"},
        {"from_name": "School\r\nX: y"},
        {"headers": {"Bcc": "eve@evil.org"}},
        {"headers": {"X-A": "b\r\nBcc: eve@evil.org"}},
        {"unsubscribe_url": "javascript:alert(1)"},
        {"unsubscribe_url": "https://x.org/>\r\n"},
        {"attachments": [Attachment(filename="a\r\nb.pdf", media_type="application/pdf", content=b"x")]},
        {"attachments": [Attachment(filename="a.eml", media_type="message/rfc822", content=b"x")]},
        {"attachments": [Attachment(filename="a.pdf", media_type="pdf", content=b"x")]},
        {"attachments": [Attachment(filename="a.bin", media_type="a/b", content=b"x" * (10 * 1024 * 1024 + 1))]},
        {"calendar": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"},
        {"calendar": INVITATION.replace("METHOD:REQUEST", "METHOD:DELETE")},
        {"calendar": INVITATION.replace("METHOD:REQUEST", "METHOD:REQUEST\r\nMETHOD:CANCEL")},
        {"calendar": INVITATION.replace("mailto:no-reply@localhost", "mailto:head@school.org.uk")},
        {"calendar": "nonsense"},
    ],
)
def test_what_must_never_leave_is_refused(session: Session, changes: dict[str, Any]) -> None:
    with pytest.raises(BadMessage):
        queued(**changes)
    assert all_rows() == []


@pytest.mark.parametrize("changes", [{"to": "nobody"}, {"to": "a@b.org\r\nBcc: c@d.org"}, {"reply_to": "x y@z.org"}])
def test_bad_addresses_are_refused_with_a_sentence(session: Session, changes: dict[str, str]) -> None:
    with pytest.raises(BadAddress, match="Enter an email address"):
        queued(**changes)


def test_unsubscribing_takes_one_click(session: Session) -> None:
    row = queued(unsubscribe_url="https://teach.example/alerts/stop/abc")
    assert row.headers["List-Unsubscribe"] == "<https://teach.example/alerts/stop/abc>"
    assert row.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "https://teach.example/alerts/stop/abc" in row.text
    assert "https://teach.example/alerts/stop/abc" in row.html


def test_the_sender_may_speak_for_somebody(session: Session) -> None:
    row = queued(from_name="Fen View School, by TeachPeterborough", reply_to="office@fenview.sch.uk")
    assert row.sender == '"Fen View School, by TeachPeterborough" <no-reply@localhost>'
    assert row.reply_to == "office@fenview.sch.uk"


def test_a_suppressed_address_gets_nothing(session: Session) -> None:
    with transaction():
        operations.suppress(address="Reader@mail.example.org", reason=SuppressionReason.bounced)
        operations.suppress(address="reader@mail.example.org", reason=SuppressionReason.asked)
    assert queued().state is MessageState.suppressed
    with transaction():
        operations.unsuppress(address="READER@mail.example.org")
    assert queued().state is MessageState.queued
    assert queries.counts_by_state() == {MessageState.suppressed: 1, MessageState.queued: 1}


def test_a_demonstration_writes_to_nobody_invented(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = replace(app.config["SETTINGS"], demo=True, mail_transport="smtp")
    monkeypatch.setitem(app.config, "SETTINGS", demo)
    assert queued(to="ada@fenview.example").state is MessageState.suppressed
    assert queued(to="ada@peterborough.gov.uk").state is MessageState.queued


def test_a_missing_value_in_a_template_fails_loudly(session: Session) -> None:
    with pytest.raises(Exception, match="lines"):
        queued(context={})


def test_links_are_absolute_without_a_request(app: Flask, session: Session) -> None:
    assert absolute_url("notifications.list_messages") == "http://localhost/development/mail"
    assert absolute_url("notifications.show_message", message_id=7, _anchor="top").endswith("/mail/7#top")
    assert absolute_url("notifications.list_messages", page=2, _external=True).endswith("?page=2")


def test_a_text_without_html_is_set_into_the_layout(app: Flask, session: Session) -> None:
    rendered = render("development/trial", {"lines": ["One.", "Two: https://x.org/a?b=1&c=2"]}, subject="Hello")
    assert rendered.text.startswith("One.\n\nTwo: https://x.org/a?b=1&c=2\n")
    assert 'href="https://x.org/a?b=1&amp;c=2"' in rendered.html
    assert "\n\n\n" not in rendered.text
    assert "\n--\n" in rendered.text
    assert "<br" not in rendered.html.split("</h1>")[1].split("</table>")[0], "the text's signature is left out"


def test_old_messages_are_blanked_and_counted_still(
    session: Session, frozen: FrozenClock, run_job: Callable[[str], object]
) -> None:
    attachment = Attachment(filename="a.txt", media_type="text/plain", content=b"x")
    old = queued(calendar=INVITATION, attachments=[attachment])
    waiting = queued()
    with transaction():
        old.state = MessageState.sent
    frozen.advance(timedelta(days=80))
    recent = queued()
    with transaction():
        recent.state = MessageState.sent
    frozen.advance(timedelta(days=11))

    assert run_job("notifications.prune_outbox") == 1
    assert (old.text, old.html, old.calendar, old.attachments) == ("", "", None, [])
    assert old.pruned_at == clock.now()
    assert old.subject == "Your booking"
    assert recent.text and waiting.text
    assert run_job("notifications.prune_outbox") == 0


def test_a_person_can_be_forgotten(session: Session) -> None:
    sent, waiting, other = queued(user_id=4), queued(user_id=4), queued(user_id=5)
    with transaction():
        sent.state = MessageState.sent
    kept, dropped = sent.id, waiting.id
    with transaction():
        operations.forget_user(4)
    rows = all_rows()
    assert [row.id for row in rows] == [kept, other.id]
    assert (rows[0].to, rows[0].text, rows[0].user_id) == ("erased@invalid", "", None)
    assert rows[1].text
    assert session.scalar(select(MessageRow.id).where(MessageRow.id == dropped)) is None


def test_reading_the_outbox(session: Session) -> None:
    first, second = queued(user_id=4), queued(user_id=5)
    assert session.scalars(queries.messages()).all() == [second, first]
    assert session.scalars(queries.messages_to_user(4)).all() == [first]
    assert queries.message(second.id) is second
    assert queries.message(0) is None


def invoke(app: Flask, *args: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["mail", *args])
    return result.exit_code, result.output


def test_the_command_line(app: Flask, session: Session) -> None:
    assert invoke(app, "send-trial", "ada@school.org.uk")[0] == 0
    code, output = invoke(app, "send-trial", "ada")
    assert (code, "Enter an email address" in output) == (1, True)

    row = all_rows()[0]
    assert (row.to, row.kind) == ("ada@school.org.uk", "development.trial")
    with transaction():
        row.state, row.attempts, row.last_error = MessageState.failed, 9, "recipient refused, 550"
    assert "failed             1" in invoke(app, "status")[1]
    assert invoke(app, "retry") == (0, "queued again: 1\n")
    session.expire_all()
    assert (row.state, row.attempts, row.last_error) == (MessageState.queued, 0, "")

    invoke(app, "suppress", "ada@school.org.uk")
    assert queries.is_suppressed("ada@school.org.uk")
    invoke(app, "unsuppress", "ada@school.org.uk")
    assert not queries.is_suppressed("ada@school.org.uk")


def test_a_row_is_an_entity_of_the_outbox(session: Session) -> None:
    assert isinstance(queued(), MessageRow)
