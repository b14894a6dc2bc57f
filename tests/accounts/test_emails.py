"""Every message about an account: what it says, where it leads, and what it keeps to itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.accounts import emails, lasting
from teachpb.accounts.models import LinkPurpose, MailedLink, User
from teachpb.db import transaction
from teachpb.notifications.models import MessageRow
from teachpb.notifications.operations import queue_mail
from tests.factories.accounts import UserFactory

TOKEN = "t" * 43
NASTY = "Ada <b>Fenn</b> & Söhne"
Compose = Callable[[User, MailedLink], Any]

WITH_LINK: list[tuple[str, Compose, str]] = [
    ("confirm", lambda user, link: emails.confirm_registration(link, TOKEN), "/account/confirm/"),
    ("sign in", lambda user, link: emails.sign_in_link(link, TOKEN), "/account/sign-in-link/"),
    ("password", lambda user, link: emails.password_link(link, TOKEN), "/account/new-password/"),
    ("new address", lambda user, link: emails.confirm_new_address(link, TOKEN), "/account/email/"),
    ("closing", lambda user, link: emails.closing_link(link, TOKEN), "/account/close/"),
]
WITHOUT_LINK: list[tuple[str, Compose]] = [
    ("already", lambda user, link: emails.already_registered(user)),
    ("in use", lambda user, link: emails.address_in_use(user.email)),
    ("changed address", lambda user, link: emails.address_changed(user, "old@example.org")),
    ("changed password", lambda user, link: emails.password_changed(user)),
    ("closed", lambda user, link: emails.account_closed(user)),
]
ALL = [(name, compose) for name, compose, _ in WITH_LINK] + WITHOUT_LINK


@pytest.fixture
def user(session: Session) -> User:
    return UserFactory(email="ada@example.org", full_name=NASTY)


@pytest.fixture
def link(session: Session, user: User) -> MailedLink:
    asked = MailedLink(
        purpose=LinkPurpose.sign_in, email="ada@example.org", user=user, payload={"full_name": NASTY}, target=""
    )
    session.add(asked)
    session.commit()
    return asked


def queued(compose: Compose, user: User, link: MailedLink) -> MessageRow:
    with transaction():
        return queue_mail(compose(user, link))


def words_of(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.select("style, .foot, .head"):
        part.decompose()
    return " ".join(soup.get_text(" ").split())


@pytest.mark.parametrize(("name", "compose"), ALL)
class TestEveryMessage:
    def test_says_nothing_personal_in_the_subject(
        self, user: User, link: MailedLink, name: str, compose: Compose
    ) -> None:
        subject = queued(compose, user, link).subject
        assert "Ada" not in subject
        assert "@" not in subject
        assert 10 < len(subject) < 60

    def test_escapes_names(self, user: User, link: MailedLink, name: str, compose: Compose) -> None:
        row = queued(compose, user, link)
        assert "<b>Fenn" not in row.html
        if NASTY in row.text:
            assert "Ada &lt;b&gt;Fenn&lt;/b&gt; &amp; Söhne" in row.html

    def test_says_the_same_as_text_and_as_html(self, user: User, link: MailedLink, name: str, compose: Compose) -> None:
        row = queued(compose, user, link)
        shown = words_of(row.html)
        for line in row.text.split("\n--\n")[0].splitlines():
            sentence = " ".join(line.split()).rstrip(":")
            if sentence and not sentence.startswith("http") and sentence != NASTY:
                assert sentence in shown, f"“{sentence}” is missing from the HTML"

    def test_leads_to_this_site_and_nowhere_else(
        self, user: User, link: MailedLink, name: str, compose: Compose
    ) -> None:
        row = queued(compose, user, link)
        links = [str(tag["href"]) for tag in BeautifulSoup(row.html, "html.parser").select("a[href]")]
        assert all(href.startswith(("http://localhost/", "mailto:support@localhost")) for href in links)
        assert "<img" not in row.html

    def test_says_what_to_do_if_it_was_not_oneself(
        self, user: User, link: MailedLink, name: str, compose: Compose
    ) -> None:
        text = queued(compose, user, link).text
        assert re.search(r"If (this was not you|you did not|you did)", text), text


@pytest.mark.parametrize(("name", "compose", "path"), WITH_LINK)
class TestMessagesWithALink:
    def test_have_one_link_with_the_token(
        self, user: User, link: MailedLink, name: str, compose: Compose, path: str
    ) -> None:
        row = queued(compose, user, link)
        assert row.text.count(TOKEN) == 1
        assert f"http://localhost{path}{TOKEN}" in row.text
        assert f'href="http://localhost{path}{TOKEN}"' in row.html

    def test_are_secret(self, user: User, link: MailedLink, name: str, compose: Compose, path: str) -> None:
        """The outbox blanks them once they are sent."""
        assert queued(compose, user, link).secret

    def test_say_how_long_the_link_works(
        self, user: User, link: MailedLink, name: str, compose: Compose, path: str
    ) -> None:
        assert re.search(r"works once, for (one hour|two hours|one day|two days)", queued(compose, user, link).text)

    def test_lead_to_a_page_that_is_there(
        self, app: Flask, user: User, link: MailedLink, name: str, compose: Compose, path: str
    ) -> None:
        adapter = app.url_map.bind("localhost")
        assert adapter.test(path + TOKEN, "GET")
        assert adapter.test(path + TOKEN, "POST")


@pytest.mark.parametrize(("name", "compose"), WITHOUT_LINK)
def test_notices_hold_no_secret(user: User, link: MailedLink, name: str, compose: Compose) -> None:
    row = queued(compose, user, link)
    assert not row.secret
    assert not re.search(r"/account/[a-z-]+/[A-Za-z0-9_-]{30,}", row.text + row.html)


def test_the_lengths_that_mails_name_are_those_that_hold() -> None:
    hours = {
        "one hour": (lasting.SIGN_IN_LINK, lasting.CLOSING_LINK),
        "two hours": (lasting.PASSWORD_LINK,),
        "one day": (lasting.EMAIL_LINK,),
        "two days": (lasting.REGISTRATION_LINK,),
    }
    found = {words: {length.total_seconds() / 3600 for length in lengths} for words, lengths in hours.items()}
    assert found == {"one hour": {1.0}, "two hours": {2.0}, "one day": {24.0}, "two days": {48.0}}


def test_what_goes_to_the_owner_of_a_taken_address_names_nobody(user: User, link: MailedLink) -> None:
    row = queued(lambda person, _link: emails.address_in_use(person.email), user, link)
    assert "Ada" not in row.text + row.html


def test_a_notice_to_the_old_address_does_not_name_the_new_one(user: User, link: MailedLink) -> None:
    row = queued(lambda person, _link: emails.address_changed(person, "old@example.org"), user, link)
    assert row.to == "old@example.org"
    assert "ada@example.org" not in row.text + row.html
