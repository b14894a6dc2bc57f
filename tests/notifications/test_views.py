"""The development page, where mail is read without a mail program."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.notifications.message import Attachment
from tests.notifications.support import INVITATION, queued
from tests.support.client import StrictClient
from tests.support.mail import parse

PAGES = ("", "/{id}", "/{id}/html", "/{id}/source")


def test_nothing_was_written_yet(client: StrictClient) -> None:
    page = client.get("/development/mail")
    assert page.h1 == "Mail written here"
    assert "Nothing has been written yet" in page.text


def test_messages_are_listed_newest_first(client: StrictClient, session: Session) -> None:
    first, second = queued(subject="The first"), queued(subject="The second")
    page = client.get("/development/mail")
    subjects = [link.get_text() for link in page.select("main table a")]
    assert subjects == ["The second", "The first"]
    assert page.links["The first"] == f"/development/mail/{first.id}"
    assert page.links["The second"] == f"/development/mail/{second.id}"


def test_a_long_list_has_pages(client: StrictClient, session: Session) -> None:
    for number in range(51):
        queued(subject=f"Number {number}")
    assert len(client.get("/development/mail").select("main table a")) == 50
    assert len(client.get("/development/mail?page=2").select("main table a")) == 1
    client.get("/development/mail?page=nonsense")


def test_a_message_is_shown_with_its_links(client: StrictClient, session: Session) -> None:
    row = queued(to_name="Ada", context={"lines": ["Go to http://localhost/account"]}, calendar=INVITATION)
    page = client.get(f"/development/mail/{row.id}")
    assert page.h1 == "Your booking"
    assert "Ada reader@mail.example.org" in page.text
    assert page.links["http://localhost/account"] == "http://localhost/account"
    assert "UID:session-17@localhost" in page.text
    (frame,) = page.select("iframe")
    assert frame["src"] == f"/development/mail/{row.id}/html"
    assert "allow-scripts" not in frame["sandbox"]
    assert "allow-same-origin" not in frame["sandbox"]


def test_the_html_can_do_nothing(client: StrictClient, session: Session) -> None:
    row = queued(context={"lines": ["<script>alert(1)</script>"]})
    client.strict = False  # a mail is no page of ours
    page = client.get(f"/development/mail/{row.id}/html")
    policy = page.response.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert "<script>" not in page.body
    assert '<base target="_blank">' in page.body


def test_the_message_can_be_taken_along(client: StrictClient, session: Session) -> None:
    attachment = Attachment(filename="letter.pdf", media_type="application/pdf", content=b"%PDF")
    row = queued(attachments=[attachment])
    page = client.get(f"/development/mail/{row.id}/source")
    assert page.response.mimetype == "message/rfc822"
    assert "attachment" in page.response.headers["Content-Disposition"]
    message = parse(page.response.data)
    assert [part.get_filename() for part in message.iter_attachments()] == ["letter.pdf"]


@pytest.mark.parametrize("asked", PAGES[1:])
def test_what_is_not_there(client: StrictClient, asked: str) -> None:
    client.get("/development/mail" + asked.format(id=99999), status=404)


@pytest.mark.parametrize("asked", PAGES)
def test_in_production_there_is_no_such_page(
    app: Flask, client: StrictClient, session: Session, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    row = queued()
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], environment="production"))
    client.get("/development/mail" + asked.format(id=row.id), status=404)
