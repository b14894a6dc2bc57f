"""Pages that save themselves, and what becomes of typing when the session runs out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from teachpb.accounts.lasting import AT_MOST, IDLE_OTHERS, LAPSED_FOR
from teachpb.applications import operations, queries
from teachpb.applications.merging import Sent
from teachpb.applications.models import Application, FormPage
from teachpb.applications.operations.keeping import MOST_TABS, MOST_TYPED
from teachpb.applications.views.keeping import LAPSED, OVERTAKEN
from teachpb.db import transaction
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory, EmptyDraftFactory
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def page_of(application: Application, step: str = "personal-details") -> str:
    return f"/account/applications/{application.id}/form/{step}"


def by_itself(client: StrictClient, url: str, page: Page, status: int = 200, **fields: Any) -> Any:
    return client.post(url, {**page.form(), "autosave": "yes", **fields}, status=status).json


@pytest.fixture
def draft(client: StrictClient, session: Session) -> Application:
    draft: Application = EmptyDraftFactory()
    client.sign_in(draft.candidate)
    return draft


def rows(session: Session) -> int:
    return session.scalar(select(func.count(FormPage.id))) or 0


class TestByItself:
    def test_half_a_page_is_stored_and_says_when(
        self, client: StrictClient, draft: Application, frozen: FrozenClock, session: Session
    ) -> None:
        client.sign_in(draft.candidate)
        page = client.get(page_of(draft))
        told = by_itself(client, page_of(draft), page, first_name="Ada", has_right_to_work="no")
        assert (told["status"], told["message"]) == ("saved", "Saved 10:00")
        session.expire_all()
        assert (draft.first_name, draft.has_right_to_work, draft.last_name) == ("Ada", False, "")
        assert "Personal details In progress" in client.get(f"/account/applications/{draft.id}/form").text

    def test_the_page_says_where_it_will_say_so(self, client: StrictClient, draft: Application) -> None:
        page = client.get(page_of(draft))
        (note,) = page.select("form [data-autosave]")
        assert (note["role"], note.get_text()) == ("status", "")
        assert page.select("script[src$='/dist/autosave.js']")
        assert page.select("button[name=save_draft]"), "and without a script there is the button"

    def test_two_tabs_lose_nothing_and_the_overtaken_is_told(
        self, client: StrictClient, draft: Application, session: Session
    ) -> None:
        one, two = client.get(page_of(draft)), client.get(page_of(draft))
        by_itself(client, page_of(draft), one, first_name="Ada", town="Ely")
        told = by_itself(client, page_of(draft), two, last_name="Lovelace", town="March")
        assert told["status"] == "overtaken"
        session.expire_all()
        assert (draft.first_name, draft.last_name, draft.town) == ("Ada", "Lovelace", "March")
        again = by_itself(client, page_of(draft), two, last_name="King", town="March", marks=told["marks"])
        assert again["status"] == "saved", "who has been told is not told again"

    def test_the_button_after_it_is_not_told_of_itself(self, client: StrictClient, draft: Application) -> None:
        page = client.get(page_of(draft, "personal-statement"))
        by_itself(client, page_of(draft, "personal-statement"), page, statement="Half")
        sent = {**page.form(), "statement": "Half and whole"}
        told = by_itself(client, page_of(draft, "personal-statement"), page, statement="Half and")
        client.post(page_of(draft, "personal-statement"), {**sent, "marks": told["marks"]})
        assert OVERTAKEN not in client.get(page_of(draft)).flashes

    @pytest.mark.parametrize(
        ("step", "fields", "stored"),
        [
            (
                "professional-status",
                {"qts_status": "yes", "qts_year": "20", "trn": "12"},
                {"qts_year": None, "trn": ""},
            ),
            ("personal-details", {"email": "ada@", "postcode": "PE"}, {"postcode": ""}),
            ("personal-statement", {"statement": "word " * 1501}, {"statement": ""}),
        ],
    )
    def test_what_cannot_be_read_yet_stays_as_it_was_typed(
        self, client: StrictClient, draft: Application, session: Session, step: str, fields: Any, stored: Any
    ) -> None:
        told = by_itself(client, page_of(draft, step), client.get(page_of(draft, step)), **fields)
        assert told["status"] == "saved"
        session.expire_all()
        assert {name: getattr(draft, name) for name in stored} == stored
        shown = client.get(page_of(draft, step))
        assert {name: shown.form()[name].strip() for name in fields} == {n: v.strip() for n, v in fields.items()}
        assert shown.errors == [], "nobody is scolded for half a word"

    def test_once_it_can_be_read_nothing_is_kept_beside_it(
        self, client: StrictClient, draft: Application, session: Session
    ) -> None:
        url = page_of(draft, "professional-status")
        by_itself(client, url, client.get(url), qts_status="yes", qts_year="20", trn="1234567")
        assert session.scalars(select(FormPage)).one().typed["fields"] == ["qts_year"]
        by_itself(client, url, client.get(url), qts_status="yes", qts_year="2019", trn="1234567")
        session.expire_all()
        assert (session.scalars(select(FormPage)).one().typed, draft.qts_year) == (None, 2019)

    def test_nothing_of_it_can_be_read_in_the_database(
        self, client: StrictClient, draft: Application, session: Session
    ) -> None:
        url = page_of(draft, "support")
        by_itself(client, url, client.get(url), needs_support="yes", support_needs="secret " * 300)
        raw = session.execute(text("SELECT typed FROM application_pages")).scalar_one()
        assert raw.startswith("sealed:")
        assert "secret" not in raw

    def test_what_was_sent_or_is_elses_takes_nothing(self, client: StrictClient, session: Session) -> None:
        sent, other = ApplicationFactory(), DraftApplicationFactory()
        client.sign_in(sent.candidate)
        client.post(page_of(sent), {"autosave": "yes", "first_name": "Mallory"})
        client.post(page_of(other), {"autosave": "yes", "first_name": "Mallory"}, status=404)
        client.post(page_of(sent, "referees"), {"autosave": "yes"})
        session.expire_all()
        assert (sent.first_name, other.first_name, rows(session)) == ("Grace", "Grace", 0)

    def test_sending_keeps_nothing_beside_the_answers(self, client: StrictClient, session: Session) -> None:
        draft = DraftApplicationFactory()
        client.sign_in(draft.candidate)
        page = client.get(page_of(draft))
        by_itself(client, page_of(draft), page, postcode="PE", tab="abcdefgh-1", turn="1")
        with transaction():
            operations.submit(actor=draft.candidate, application=draft)
        assert rows(session) == 0

    def test_what_comes_after_the_button_is_too_late_for_a_page_without_answers_of_its_own(
        self, session: Session, draft: Application
    ) -> None:
        typed = {"values": {"name": ["Half a na"]}, "fields": None, "marks": "", "lapsed": False}
        first, button, late = (Sent({}, "drawn-page-1", number, by_itself=number != 3) for number in (1, 3, 2))
        kept = {"actor": draft.candidate, "application": draft, "page": "referees/new", "typed": typed}
        with transaction():
            assert operations.keep_typed(**kept, sent=first)
            operations.forget_typed(application=draft, page="referees/new", sent=button)
            assert not operations.keep_typed(**kept, sent=late)
        assert queries.typed_on(draft, "referees/new") is None

    def test_many_tabs_leave_few_numbers(self, client: StrictClient, draft: Application, session: Session) -> None:
        page = client.get(page_of(draft))
        for tab in range(MOST_TABS + 3):
            by_itself(client, page_of(draft), page, tab=f"drawn-page-{tab}", turn="1")
        numbers = session.scalars(select(FormPage)).one().numbers
        assert list(numbers) == [f"drawn-page-{tab}" for tab in range(3, MOST_TABS + 3)]


class TestSignedOutMeanwhile:
    @pytest.fixture
    def late(self, client: StrictClient, draft: Application, frozen: FrozenClock) -> Page:
        """A page that was opened before its session ran out."""
        client.sign_in(draft.candidate)
        page = client.get(page_of(draft, "personal-statement"))
        frozen.advance(IDLE_OTHERS + timedelta(minutes=1))
        return page

    def test_the_button_leads_to_signing_in_and_back_to_what_was_typed(
        self, client: StrictClient, draft: Application, late: Page, session: Session
    ) -> None:
        url = page_of(draft, "personal-statement")
        answer = client.post(url, {**late.form(), "statement": "An hour’s work"})
        assert answer.location == f"/account/sign-in?next={url}"
        session.expire_all()
        assert draft.statement == "", "nothing is stored for somebody who is not signed in"
        client.sign_in(draft.candidate)
        page = client.get(url)
        assert page.form()["statement"] == "An hour’s work"
        assert LAPSED in page.text
        client.submit(url)
        session.expire_all()
        assert draft.statement == "An hour’s work"
        assert LAPSED not in client.get(url).text

    def test_a_page_by_itself_is_told_and_kept(self, client: StrictClient, draft: Application, late: Page) -> None:
        url = page_of(draft, "personal-statement")
        told = by_itself(client, url, late, status=401, statement="Typing on")
        assert told["status"] == "signed-out"
        assert told["href"] == f"/account/sign-in?next={url}"
        client.sign_in(draft.candidate)
        assert client.get(url).form()["statement"] == "Typing on"

    def test_nobody_else_gets_it_or_plants_it(
        self, client: StrictClient, draft: Application, late: Page, session: Session
    ) -> None:
        other = DraftApplicationFactory()
        client.post(page_of(other, "personal-statement"), {**late.form(), "statement": "Planted"})
        client.post(page_of(draft, "personal-statement"), {**late.form(), "statement": "x" * (MOST_TYPED + 1)})
        assert rows(session) == 0
        client.sign_in(None)
        client.post(page_of(draft, "personal-statement"), {"statement": "Planted"})
        assert rows(session) == 0
        client.sign_in(UserFactory())
        client.get(page_of(draft, "personal-statement"), status=404)

    def test_a_cookie_from_long_ago_keeps_nothing(
        self, client: StrictClient, draft: Application, late: Page, session: Session, frozen: FrozenClock
    ) -> None:
        frozen.advance(AT_MOST + LAPSED_FOR)
        answer = client.post(page_of(draft, "personal-statement"), {**late.form(), "statement": "Planted"})
        assert answer.location == "/account/sign-in"
        assert rows(session) == 0

    def test_who_signed_out_is_a_stranger(self, client: StrictClient, draft: Application, session: Session) -> None:
        url = page_of(draft, "personal-statement")
        page = client.get(url)
        with client.http.session_transaction() as cookie:
            before = dict(cookie)
        client.post("/account/sign-out")
        with client.http.session_transaction() as cookie:
            cookie.update(before)
        client.post(url, {**page.form(), "statement": "From a stolen cookie"})
        assert rows(session) == 0


class TestSignedInAnew:
    """In another tab: the page still carries the token of the session before."""

    def stale(self, client: StrictClient, url: str, **fields: str) -> Any:
        return client.http.post(url, data={"csrf_token": "of before", **fields}, headers=SAME_ORIGIN)

    def test_by_itself_it_gets_a_new_token_and_goes_on(self, client: StrictClient, draft: Application) -> None:
        url = page_of(draft, "personal-statement")
        answer = self.stale(client, url, autosave="yes", statement="Typing on")
        assert (answer.status_code, answer.json["status"]) == (400, "stale")
        again = client.http.post(
            url, data={"csrf_token": answer.json["token"], "autosave": "yes", "statement": "Typing on"}
        )
        assert again.json["status"] == "saved"

    def test_with_the_button_what_was_typed_is_shown_again(self, client: StrictClient, draft: Application) -> None:
        url = page_of(draft, "personal-statement")
        answer = self.stale(client, url, statement="Typing on")
        assert answer.location == url
        assert client.get(url).form()["statement"] == "Typing on"

    @pytest.mark.parametrize("origin", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
    def test_another_site_plants_nothing(
        self, client: StrictClient, draft: Application, session: Session, origin: dict[str, str]
    ) -> None:
        answer = client.http.post(page_of(draft), data={"csrf_token": "forged", "autosave": "yes"}, headers=origin)
        assert answer.status_code == 400
        assert "token" not in answer.get_data(as_text=True)[:20]
        assert rows(session) == 0
