"""The pages: from a search to a running alert, and to a stopped one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.alerts import queries
from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.models import AlertState, Frequency, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.alerts import AlertFactory, UnconfirmedAlertFactory
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

Outbox = Callable[[], list[Any]]
NEW = "/alerts/new?keyword=maths&role=teacher&ect=yes&sort=newest"
ANSWERS = {"email": "Ada@Example.org", "frequency": "daily"}
KEY = "/alerts/confirm/key-5000-aaaaaaaaaaaaaaaa"


def only(session: Session) -> Subscription:
    return session.scalars(select(Subscription)).one()


def link_in(mail: Any, path: str) -> str:
    found = re.search(rf"http://localhost({path}\S+)", mail.text)
    assert found, mail.text
    return found[1]


class TestSettingUp:
    def test_from_a_search_to_a_running_alert(self, client: StrictClient, session: Session, outbox: Outbox) -> None:
        page = client.get(NEW)
        assert "Jobs for “maths”" in page.text
        assert [chip.get_text(" ").strip() for chip in page.select(".tp-chip")] == [
            "Remove filter:  Teacher",
            "Remove filter:  Suitable for early career teachers",
        ]
        assert client.follow(client.submit(NEW, **ANSWERS)).h1 == "Look into your mailbox"
        alert = only(session)
        assert (alert.email, alert.state, alert.frequency) == (
            "ada@example.org",
            AlertState.unconfirmed,
            Frequency.daily,
        )
        assert alert.query == {"keyword": ["maths"], "role": ["teacher"], "ect": ["yes"]}
        (mail,) = outbox()
        assert mail.secret, "the only copy of the key is blanked once it has left"
        assert "maths" not in mail.subject
        address = link_in(mail, "/alerts/confirm/")
        assert address.rpartition("/")[2] not in (alert.confirmation_hash or ""), "only its hash is kept"
        confirmed = client.follow(client.submit(address))
        assert confirmed.h1 == "Your job alert"
        assert only(session).state is AlertState.active

    def test_what_can_be_found_already_is_no_news_but_what_came_since_is(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        old = VacancyFactory()
        alert = UnconfirmedAlertFactory(number=5000)
        frozen.advance(timedelta(hours=2))
        VacancyFactory(opens_at=clock.now() - timedelta(hours=1))
        client.submit(KEY)
        assert queries.told_ids(alert) == {old.id}

    def test_every_chip_can_be_taken_off(self, client: StrictClient, session: Session) -> None:
        page = client.get("/alerts/new?keyword=maths&ect=yes")
        assert page.select(".tp-chip")[0]["href"] == "/alerts/new?keyword=maths"

    def test_a_school_is_told_by_its_name(self, client: StrictClient, session: Session) -> None:
        school = SchoolFactory(name="Ortonbridge School")
        assert "Ortonbridge School" in client.get(f"/alerts/new?school={school.slug}").text

    def test_the_distance_in_force_is_kept(self, client: StrictClient, session: Session) -> None:
        SchoolFactory(name="Riverside Academy")
        client.submit("/alerts/new?location=Riverside+Academy", **ANSWERS)
        assert only(session).query == {"location": ["Riverside Academy"], "radius": ["10"]}

    def test_an_unknown_place_is_said_and_left_out(self, client: StrictClient, session: Session) -> None:
        url = "/alerts/new?location=Atlantis&radius=5&ect=yes"
        assert "We do not know a place called “Atlantis”" in client.get(url).text
        client.submit(url, **ANSWERS)
        assert only(session).query == {"ect": ["yes"]}

    @pytest.mark.parametrize(
        "query", ["", "?page=abc", "?role=retired", "?keyword=%00", "?salary_from=x", "?nonsense=1", "?radius=5"]
    )
    def test_any_address_gives_a_page(self, client: StrictClient, session: Session, query: str) -> None:
        assert client.get(f"/alerts/new{query}").h1 == "Email me jobs like these"

    @pytest.mark.parametrize(
        "answers", [{}, {"email": "nonsense", "frequency": "daily"}, {"email": "a@example.org", "frequency": "hourly"}]
    )
    def test_bad_answers_are_told_and_the_search_stays(
        self, client: StrictClient, session: Session, answers: dict[str, str]
    ) -> None:
        page = client.submit(NEW, status=200, **answers)
        assert page.errors
        assert "Jobs for “maths”" in page.text
        assert session.scalars(select(Subscription)).all() == []

    def test_asking_twice_makes_one_alert_and_one_mail(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
    ) -> None:
        for _ in range(2):
            client.submit(NEW, **ANSWERS)
        assert only(session).state is AlertState.unconfirmed
        assert len(outbox()) == 1
        frozen.advance(timedelta(minutes=11))
        client.submit(NEW, **ANSWERS)
        first, second = outbox()
        client.get(link_in(first, "/alerts/confirm/"), status=404)
        client.get(link_in(second, "/alerts/confirm/"))

    def test_the_page_does_not_tell_that_an_address_has_this_alert_already(
        self, client: StrictClient, session: Session, outbox: Outbox
    ) -> None:
        AlertFactory(email="ada@example.org", query={"keyword": ["maths"]})
        for _ in range(3):
            page = client.follow(client.submit("/alerts/new?keyword=maths", **ANSWERS))
            assert page.h1 == "Look into your mailbox"
        (mail,) = outbox()
        assert mail.kind == "alerts.already_running"
        assert "/alerts/manage/" in mail.text

    def test_an_address_is_not_flooded(self, client: StrictClient, session: Session, outbox: Outbox) -> None:
        for number in range(8):
            client.submit(f"/alerts/new?keyword=word{number}", **ANSWERS)
        assert len(outbox()) == 5

    def test_somebody_signed_in_with_that_address_need_not_confirm(
        self, client: StrictClient, session: Session, outbox: Outbox
    ) -> None:
        person = UserFactory()
        client.sign_in(person)
        assert client.get(NEW).form()["email"] == person.email
        page = client.follow(client.submit(NEW, frequency="weekly"))
        assert page.h1 == "Job alerts"
        assert "Jobs for “maths”" in page.text
        alert = only(session)
        assert (alert.state, alert.user_id) == (AlertState.active, person.id)
        assert outbox() == []

    def test_somebody_signed_in_cannot_start_an_alert_for_another_address(
        self, client: StrictClient, session: Session
    ) -> None:
        client.sign_in(UserFactory())
        client.submit(NEW, **ANSWERS)
        alert = only(session)
        assert (alert.state, alert.user_id) == (AlertState.unconfirmed, None)


class TestConfirming:
    def test_looking_changes_nothing(self, client: StrictClient, session: Session) -> None:
        alert = UnconfirmedAlertFactory(number=5000)
        for _ in range(2):
            client.get(KEY)
        assert alert.state is AlertState.unconfirmed

    def test_a_week_later_the_link_offers_a_fresh_one_and_does_nothing_else(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
    ) -> None:
        alert = UnconfirmedAlertFactory(number=5000)
        frozen.advance(timedelta(days=7, seconds=1))
        assert client.get(KEY).h1 == "This link is too old"
        assert client.post(KEY, status=200).h1 == "This link is too old"
        assert alert.state is AlertState.unconfirmed
        for _ in range(2):
            client.follow(client.submit(KEY))
            client.app.test_client().post(f"{KEY}/again")
            break
        (mail,) = outbox()
        client.submit(link_in(mail, "/alerts/confirm/"))
        assert alert.state is AlertState.active

    def test_two_weeks_later_it_is_forgotten(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        UnconfirmedAlertFactory(number=5000)
        frozen.advance(timedelta(days=14, seconds=1))
        client.get(KEY, status=404)
        client.post(f"{KEY}/again", status=404)

    def test_a_second_click_leads_to_the_alert(self, client: StrictClient, session: Session) -> None:
        alert = UnconfirmedAlertFactory(number=5000)
        form = client.get(KEY).form()
        client.post(KEY, form)
        confirmed_at = alert.confirmed_at
        assert client.follow(client.post(KEY, form)).h1 == "Your job alert"
        assert client.follow(client.get(KEY, status=302)).h1 == "Your job alert"
        assert alert.confirmed_at == confirmed_at

    def test_a_stopped_alert_cannot_be_confirmed_again(self, client: StrictClient, session: Session) -> None:
        alert = UnconfirmedAlertFactory(number=5000)
        client.post(f"/alerts/stop/{token_for(alert, Purpose.stop)}", status=303)
        client.get(KEY, status=404)


class TestLookingAfterIt:
    def address(self, alert: Subscription) -> str:
        return f"/alerts/manage/{token_for(alert, Purpose.manage)}"

    def test_pause_and_start_again(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        alert = AlertFactory()
        url = self.address(alert)
        assert "3pm on Friday 24 April 2026" in client.get(url).text
        frozen.advance(timedelta(days=3))
        page = client.follow(client.submit(url, action=f"{url}/pause"))
        assert "Paused" in page.text
        assert alert.state is AlertState.paused
        client.submit(url, action=f"{url}/resume")
        assert alert.state is AlertState.active
        assert alert.last_run_at == clock.now(), "the next run is the next planned one"

    @pytest.mark.parametrize("action", ["pause", "end"])
    def test_a_double_click_is_one_click(self, client: StrictClient, session: Session, action: str) -> None:
        alert = AlertFactory()
        for _ in range(2):
            client.post(f"{self.address(alert)}/{action}")
        assert alert.state in {AlertState.paused, AlertState.ended}

    def test_change_how_often(self, client: StrictClient, session: Session) -> None:
        alert = AlertFactory()
        url = self.address(alert)
        assert client.get(url).form()["frequency"] == "daily"
        client.submit(url, action=f"{url}/frequency", frequency="weekly")
        assert alert.frequency is Frequency.weekly
        page = client.post(f"{url}/frequency", {"frequency": "hourly"}, status=200)
        assert page.errors
        assert alert.frequency is Frequency.weekly

    def test_stopping_forgets_the_address_and_offers_the_way_back(self, client: StrictClient, session: Session) -> None:
        alert = AlertFactory(query={"keyword": ["maths"]})
        url = self.address(alert)
        page = client.follow(client.submit(url, action=f"{url}/end"))
        assert (alert.state, alert.email, alert.user_id) == (AlertState.ended, "", None)
        assert page.links["Set it up again"] == "/alerts/new?keyword=maths"
        for action in ("pause", "resume", "frequency"):
            refused = client.follow(client.post(f"{url}/{action}", {"frequency": "weekly"}))
            assert refused.flashes, action
        assert alert.state is AlertState.ended

    def test_the_page_does_not_show_the_address(self, client: StrictClient, session: Session) -> None:
        """Mail gets forwarded; who follows a link need not learn whose it was."""
        alert = AlertFactory(email="ada@example.org")
        assert "ada@example.org" not in client.get(self.address(alert)).body

    def test_looking_changes_nothing(self, client: StrictClient, session: Session) -> None:
        alert = AlertFactory()
        before = alert.updated_at
        client.get(self.address(alert))
        for action in ("frequency", "pause", "resume", "end"):
            client.get(f"{self.address(alert)}/{action}", status=405)
        assert (alert.state, alert.updated_at) == (AlertState.active, before)


class TestOneClick:
    def address(self, alert: Subscription) -> str:
        return f"/alerts/stop/{token_for(alert, Purpose.stop)}"

    def test_a_mail_program_posts_without_session_or_token(self, client: StrictClient, session: Session) -> None:
        """RFC 8058, 3.1: the POST has no cookies, and is answered without a redirect. Twice is once."""
        client.app.config["WTF_CSRF_ENABLED"] = True
        alert = AlertFactory()
        for _ in range(2):
            with client.app.app_context():
                response = client.app.test_client().post(self.address(alert), data={"List-Unsubscribe": "One-Click"})
            assert response.status_code == 200
            assert "Set-Cookie" not in response.headers
        session.expire_all()
        assert (alert.state, alert.email) == (AlertState.ended, "")

    @pytest.mark.parametrize("state", [AlertState.active, AlertState.paused])
    def test_a_person_gets_a_page_with_a_button(
        self, client: StrictClient, session: Session, state: AlertState
    ) -> None:
        alert = AlertFactory(state=state)
        page = client.get(self.address(alert))
        assert page.h1 == "Stop this alert"
        assert alert.state is state, "mail scanners follow links; looking changes nothing"
        stopped = client.submit(self.address(alert), status=303)
        assert client.get(urlsplit(str(stopped.location)).path).h1 == "This alert is stopped"
        assert alert.state is AlertState.ended

    def test_old_mail_still_works_after_the_site_changed_its_key(
        self, client: StrictClient, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from dataclasses import replace

        alert = AlertFactory()
        address = self.address(alert)
        settings = client.app.config["SETTINGS"]
        newer = replace(settings, secret_key="another", previous_secret_keys=(settings.secret_key,))
        monkeypatch.setitem(client.app.config, "SETTINGS", newer)
        client.get(address)
        monkeypatch.setitem(client.app.config, "SETTINGS", replace(newer, previous_secret_keys=()))
        client.get(address, status=404)


class TestTheAccount:
    def test_no_alerts_yet_shows_the_way(self, client: StrictClient, session: Session) -> None:
        client.sign_in(UserFactory())
        page = client.get("/account/alerts")
        assert "You have no job alerts" in page.text
        assert page.links["Search for jobs"] == "/jobs"
        assert page.links["Job alerts"] == "/account/alerts"

    def test_each_leads_to_its_page(self, client: StrictClient, session: Session) -> None:
        person = UserFactory()
        AlertFactory(user_id=person.id, query={"keyword": ["maths"], "ect": ["yes"]})
        client.sign_in(person)
        page = client.get("/account/alerts")
        assert client.get(page.links["Jobs for “maths”"]).h1 == "Your job alert"

    def test_closing_the_account_deletes_them(self, client: StrictClient, session: Session) -> None:
        from teachpb.accounts.signals import account_closing
        from teachpb.db import transaction

        person = UserFactory()
        AlertFactory(user_id=person.id)
        AlertFactory(email=person.email)
        other = AlertFactory()
        with transaction():
            account_closing.send(person)
        assert session.scalars(select(Subscription)).all() == [other]

    def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
        self, client: StrictClient, session: Session, query_count: Any
    ) -> None:
        person = UserFactory()
        client.sign_in(person)
        for number in range(2):
            AlertFactory(user_id=person.id, query={"keyword": [f"word {number}"]})
        with query_count() as few:
            client.get("/account/alerts")
        for number in range(18):
            AlertFactory(user_id=person.id, query={"keyword": [f"more {number}"], "school": ["a-school"]})
        with query_count() as many:
            client.get("/account/alerts")
        assert many.count <= few.count + 1, "one for the names of schools, however many"


def test_the_jobs_page_leads_here_with_its_search(client: StrictClient, session: Session) -> None:
    VacancyFactory(title="Teacher of maths")
    link = client.get("/jobs?keyword=maths&ect=yes&sort=closing&page=1").links["Email me jobs like these"]
    page = client.get(link)
    assert "Jobs for “maths”" in page.text
    assert page.links["See these jobs now"] == "/jobs?keyword=maths&ect=yes"
