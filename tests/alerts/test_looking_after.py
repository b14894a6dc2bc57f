"""Changing, moving, keeping and ending an alert, and what people say to letters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.alerts import forms, operations, queries
from teachpb.alerts.criteria import criteria_of
from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.models import AlertState, Ending, EndReason, Frequency, Letter, Opinion, Subscription, ToldVacancy
from teachpb.audit.models import AuditEntry
from teachpb.db import db, transaction
from teachpb.notifications import operations as notifications
from teachpb.notifications.models import SuppressionReason
from teachpb.notifications.signals import address_refused
from teachpb.vacancies.models import Subject
from tests.factories.accounts import UserFactory
from tests.factories.alerts import AlertFactory, LetterFactory, UnconfirmedAlertFactory
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

Outbox = Callable[[], list[Any]]
Run = Callable[[str], object]


def manage(alert: Subscription) -> str:
    return f"/alerts/manage/{token_for(alert, Purpose.manage)}"


def letter_for(*alerts: Subscription) -> str:
    """The address of a letter that told each of these alerts of a job."""
    letter = LetterFactory()
    for alert in alerts:
        vacancy = VacancyFactory()
        told = ToldVacancy(subscription_id=alert.id, vacancy_id=vacancy.id, letter_id=letter.id, sent_at=clock.now())
        db.session.add(told)
    db.session.commit()
    return f"/alerts/letters/{token_for(letter, Purpose.letter)}"


def link_in(mail: Any, path: str) -> str:
    found = re.search(rf"http://localhost({path}\S+)", mail.text)
    assert found, mail.text
    return found[1]


class TestChangingTheSearch:
    def test_every_question_of_the_page_can_be_changed(self, client: StrictClient, session: Session) -> None:
        school = SchoolFactory(name="Ortonbridge")
        VacancyFactory(organisation=school, schools=[school])
        alert = AlertFactory(query={"keyword": ["maths"], "role": ["teacher", "sendco"], "school": [school.slug]})
        form = client.get(f"{manage(alert)}/edit").form()
        assert (form["keyword"], form["role"], form["frequency"]) == ("maths", ["teacher", "sendco"], "daily")
        wanted = {
            "keyword": "physics",
            "role": ["headteacher"],
            "subject": ["physics"],
            "ect": ["yes"],
            "salary_from": "30000",
            "posted_within": "7",
            "closing_within": "14",
            "trust": [school.trust.slug] if school.trust else [],
        }
        client.submit(f"{manage(alert)}/edit", **wanted, frequency="instant")
        assert alert.frequency is Frequency.instant
        assert alert.query == {
            "keyword": ["physics"],
            "role": ["headteacher"],
            "subject": ["physics"],
            "salary_from": ["30000"],
            "ect": ["yes"],
            "school": [school.slug],
            "posted_within": ["7"],
            "closing_within": ["14"],
        }

    def test_what_the_wider_search_finds_at_once_is_no_news_but_what_was_still_to_tell_is(
        self, client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        alert = AlertFactory(query={"subject": ["mathematics"]})
        VacancyFactory(title="Teacher of maths", subjects=[Subject.mathematics])
        VacancyFactory(title="Teacher of music", subjects=[Subject.music])
        client.submit(f"{manage(alert)}/edit", subject=["mathematics", "music"])
        frozen.advance(timedelta(days=1))
        assert run_job("alerts.send_due") == 1
        assert "Teacher of maths" in outbox()[-1].text

    def test_a_place_nobody_knows_is_said_and_nothing_typed_is_lost(
        self, client: StrictClient, session: Session
    ) -> None:
        alert = AlertFactory(query={"keyword": ["maths"]})
        page = client.submit(f"{manage(alert)}/edit", status=200, location="Atlantis", keyword="art", ect=["yes"])
        assert page.errors == ["We do not know a place called “Atlantis”. Enter a postcode, town or village"]
        form = page.form()
        assert (form["location"], form["keyword"], form["ect"]) == ("Atlantis", "art", "yes")
        assert alert.query == {"keyword": ["maths"]}

    def test_two_alerts_for_the_same_are_refused_in_a_friendly_way(
        self, client: StrictClient, session: Session
    ) -> None:
        AlertFactory(email="ada@example.org", query={"keyword": ["maths"]})
        other = AlertFactory(email="ada@example.org", query={"keyword": ["art"]})
        page = client.submit(f"{manage(other)}/edit", status=200, keyword="maths")
        assert page.errors == ["You have another alert for this very search. Change the search, or stop one of the two"]
        assert other.query == {"keyword": ["art"]}

    def test_words_are_kept_out_of_the_audit_trail(self, client: StrictClient, session: Session) -> None:
        alert = AlertFactory(query={"keyword": ["maths"]})
        client.submit(f"{manage(alert)}/edit", keyword="my secret wish")
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "alert_edited")).one()
        assert "secret" not in json.dumps([entry.changes, entry.note])

    def test_a_stopped_alert_cannot_be_changed(self, client: StrictClient, session: Session) -> None:
        alert = AlertFactory(state=AlertState.ended, ended_at=clock.now(), email="")
        assert client.follow(client.get(f"{manage(alert)}/edit", status=302)).h1 == "Your job alert"


class TestMovingToAnotherAddress:
    def test_it_moves_once_the_new_address_is_confirmed_and_the_old_links_are_void(
        self, client: StrictClient, session: Session, outbox: Outbox
    ) -> None:
        alert = AlertFactory(email="old@example.org", query={"keyword": ["maths"]})
        old_link, old_stop = manage(alert), f"/alerts/stop/{token_for(alert, Purpose.stop)}"
        client.submit(f"{old_link}/edit", email="New@Example.org")
        assert (alert.email, alert.new_email) == ("old@example.org", "new@example.org")
        assert "It moves to another address" in client.get(old_link).text
        (asked,) = outbox()
        assert (asked.to, asked.secret) == ("new@example.org", True)
        confirm = link_in(asked, "/alerts/confirm/")
        assert alert.email == "old@example.org", "looking is not confirming"
        page = client.follow(client.submit(confirm))
        assert page.h1 == "Your job alert"
        assert (alert.email, alert.new_email) == ("new@example.org", None)
        assert outbox()[-1].to == "old@example.org"
        assert outbox()[-1].kind == "alerts.address_changed"
        assert "new@example.org" not in outbox()[-1].text
        client.get(old_link, status=404)
        client.post(old_stop, status=303)
        assert alert.state is AlertState.active
        client.follow(client.get(confirm, status=302))

    def test_an_address_that_was_asked_often_is_left_in_peace_and_nobody_learns_of_it(
        self, client: StrictClient, session: Session, outbox: Outbox
    ) -> None:
        for number in range(operations.MOST_UNCONFIRMED_A_DAY):
            UnconfirmedAlertFactory(number=6000 + number, email="tired@example.org")
        alert = AlertFactory()
        page = client.follow(client.submit(f"{manage(alert)}/edit", email="tired@example.org"))
        assert "Look into the other mailbox" in page.flashes[0]
        assert outbox() == []
        assert alert.new_email is None

    def test_somebody_signed_in_with_it_need_not_confirm(
        self, client: StrictClient, session: Session, outbox: Outbox
    ) -> None:
        person = UserFactory()
        alert = AlertFactory(email="old@example.org")
        client.sign_in(person)
        client.submit(f"{manage(alert)}/edit", email=person.email)
        assert alert.email == person.email
        assert [mail.to for mail in outbox()] == ["old@example.org"]

    def test_a_week_later_the_move_is_off(
        self, client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        alert = AlertFactory()
        client.submit(f"{manage(alert)}/edit", email="new@example.org")
        confirm = link_in(outbox()[0], "/alerts/confirm/")
        frozen.advance(timedelta(days=7, minutes=1))
        assert client.get(confirm).h1 == "This link is too old"
        client.submit(confirm)
        client.submit(link_in(outbox()[1], "/alerts/confirm/"))
        assert alert.email == "new@example.org"
        client.submit(f"{manage(alert)}/edit", email="newer@example.org")
        frozen.advance(timedelta(days=8))
        run_job("alerts.forget_old")
        assert alert.new_email is None

    def test_the_same_address_is_no_move(self, client: StrictClient, session: Session, outbox: Outbox) -> None:
        alert = AlertFactory(email="ada@example.org")
        client.submit(f"{manage(alert)}/edit", email="ada@example.org")
        assert (outbox(), alert.new_email) == ([], None)


class TestStillWanted:
    YEAR = timedelta(days=365, minutes=1)

    def test_a_year_untouched_a_letter_a_month_unanswered_the_end(
        self, client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        alert = AlertFactory(query={"keyword": ["maths"]})
        frozen.advance(self.YEAR)
        for _ in range(2):
            run_job("alerts.ask_to_keep")
        (mail,) = outbox()
        assert mail.subject == "Do you still want your job alert?"
        assert "ends on Monday 24 May 2027" in mail.text
        assert "List-Unsubscribe" in mail.headers
        frozen.advance(timedelta(days=29))
        run_job("alerts.ask_to_keep")
        assert alert.state is AlertState.active
        frozen.advance(timedelta(days=2))
        run_job("alerts.ask_to_keep")
        assert (alert.state, alert.email) == (AlertState.ended, "")

    def test_kept_with_a_button_not_with_a_look(
        self, client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        alert = AlertFactory()
        frozen.advance(self.YEAR)
        run_job("alerts.ask_to_keep")
        url = link_in(outbox()[0], "/alerts/manage/")
        assert "Keep this alert" in client.get(url).text
        client.get(f"{url}/keep", status=405)
        assert alert.asked_to_keep_at is not None
        client.submit(url, action=f"{url}/keep")
        assert alert.asked_to_keep_at is None
        frozen.advance(timedelta(days=60))
        run_job("alerts.ask_to_keep")
        assert alert.state is AlertState.active
        assert len(outbox()) == 1

    @pytest.mark.parametrize("act", ["frequency", "pause", "resume", "keep", "edit"])
    def test_whatever_its_owner_does_with_it_keeps_it(
        self, client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox, act: str
    ) -> None:
        alert = AlertFactory(state=AlertState.paused if act == "resume" else AlertState.active)
        frozen.advance(timedelta(days=300))
        client.post(f"{manage(alert)}/{act}", {"frequency": "weekly"})
        frozen.advance(timedelta(days=100))
        run_job("alerts.ask_to_keep")
        assert outbox() == []

    def test_one_letter_about_all_alerts_of_an_address(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Outbox
    ) -> None:
        AlertFactory(email="ada@example.org", query={"keyword": ["maths"]})
        AlertFactory(email="ada@example.org", query={"keyword": ["art"]}, state=AlertState.paused)
        AlertFactory(state=AlertState.ended, ended_at=clock.now(), email="")
        UnconfirmedAlertFactory(number=6100)
        frozen.advance(self.YEAR)
        assert run_job("alerts.ask_to_keep") == 2
        (mail,) = outbox()
        assert mail.subject == "Do you still want your job alerts?"
        assert mail.text.count("/alerts/manage/") == 2

    def test_keeping_a_stopped_one_says_so(self, client: StrictClient, session: Session) -> None:
        alert = AlertFactory(state=AlertState.ended, ended_at=clock.now(), email="")
        assert client.follow(client.post(f"{manage(alert)}/keep")).flashes


class TestAddressesThatAreGone:
    def test_a_mailbox_that_does_not_exist_ends_its_alerts(self, session: Session) -> None:
        gone = [
            AlertFactory(email="ada@example.org"),
            AlertFactory(email="ada@example.org", state=AlertState.paused),
            UnconfirmedAlertFactory(number=6200, email="ada@example.org"),
        ]
        other = AlertFactory()
        with transaction():
            address_refused.send("Ada@example.org".lower())
        assert {(alert.state, alert.email) for alert in gone} == {(AlertState.ended, "")}
        assert other.state is AlertState.active

    def test_so_does_an_address_taken_off_by_hand(self, session: Session) -> None:
        alert = AlertFactory(email="ada@example.org")
        with transaction():
            notifications.suppress(address="Ada@example.org", reason=SuppressionReason.complained)
        assert alert.state is AlertState.ended

    def test_an_alert_to_an_address_that_takes_no_mail_ends_when_it_would_write(
        self, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        with transaction():
            notifications.suppress(address="ada@example.org", reason=SuppressionReason.bounced)
        alert = AlertFactory(email="ada@example.org")
        VacancyFactory()
        frozen.advance(timedelta(days=1))
        run_job("alerts.send_due")
        assert alert.state is AlertState.ended


class TestStoppingFromALetter:
    def test_one_click_stops_all_that_wrote_it_without_cookies_and_twice_is_once(
        self, client: StrictClient, session: Session
    ) -> None:
        client.app.config["WTF_CSRF_ENABLED"] = True
        first, second, other = AlertFactory(), AlertFactory(), AlertFactory()
        url = f"{letter_for(first, second)}/stop"
        session.commit()
        for _ in range(2):
            with client.app.app_context():
                response = client.app.test_client().post(url, data={"List-Unsubscribe": "One-Click"})
            assert response.status_code == 200
            assert "Set-Cookie" not in response.headers
        session.expire_all()
        assert [each.state for each in (first, second, other)] == [
            AlertState.ended,
            AlertState.ended,
            AlertState.active,
        ]

    def test_people_get_a_page_and_may_say_why(self, client: StrictClient, session: Session) -> None:
        first, second = AlertFactory(query={"keyword": ["maths"]}), AlertFactory(query={"keyword": ["art"]})
        url = f"{letter_for(first, second)}/stop"
        page = client.get(url)
        assert page.h1 == "Stop these alerts"
        assert "Jobs for “maths”" in page.text
        assert first.state is AlertState.active
        stopped = client.follow(client.submit(url, status=303))
        assert stopped.h1 == "These alerts are stopped"
        client.submit(url, reason="job_found_here", comment="Thank you")
        ending = session.scalars(select(Ending)).one()
        assert (ending.subscription_id, ending.reason) == (first.id, EndReason.job_found_here)

    @pytest.mark.parametrize("kind", ["letter", "alert"])
    def test_a_link_to_what_is_long_forgotten_is_no_error(
        self, client: StrictClient, session: Session, kind: str
    ) -> None:
        alert = AlertFactory()
        url = f"{letter_for(alert)}/stop" if kind == "letter" else f"/alerts/stop/{token_for(alert, Purpose.stop)}"
        session.delete(alert)
        session.flush()
        for letter in session.scalars(select(Letter)):
            session.delete(letter)
        assert client.get(url).h1 == "This alert is stopped"
        client.post(url, status=303)

    def test_saying_why_needs_a_reason_and_saying_it_again_replaces_it(
        self, client: StrictClient, session: Session
    ) -> None:
        alert = AlertFactory()
        url = f"/alerts/stop/{token_for(alert, Purpose.stop)}/why"
        client.get(url, status=404)
        client.post(f"{manage(alert)}/end")
        assert client.submit(url, status=200, comment="because").errors == ["Select why you stopped"]
        assert client.submit(url, status=200, reason="other", comment="x" * 1201).errors
        for reason in ("too_many", "plans_changed"):
            client.submit(url, reason=reason)
        assert [each.reason for each in session.scalars(select(Ending))] == [EndReason.plans_changed]

    def test_the_reason_outlives_the_alert_and_its_words_do_not_outlive_the_year(
        self, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        alert = AlertFactory()
        with transaction():
            operations.end_alert(subscription=alert)
            operations.say_why(subscription=alert, reason=EndReason.other, comment="moved away")
        frozen.advance(timedelta(days=40))
        run_job("alerts.forget_old")
        ending = session.scalars(select(Ending)).one()
        assert (ending.subscription_id, ending.comment) == (None, "moved away")
        frozen.advance(timedelta(days=360))
        run_job("alerts.forget_old")
        assert ending.comment == ""
        assert queries.figures()["ended because"] == {"other": 1}


class TestOpinions:
    def test_the_links_fill_in_and_only_the_button_gives(self, client: StrictClient, session: Session) -> None:
        url = f"{letter_for(AlertFactory(query={'keyword': ['maths']}))}/opinion"
        assert client.get(f"{url}?answer=no").form()["is_relevant"] == "no"
        assert "is_relevant" not in client.get(f"{url}?answer=maybe").form()
        assert session.scalars(select(Opinion)).all() == []
        client.submit(f"{url}?answer=no", comment="Only supply, please")
        opinion = session.scalars(select(Opinion)).one()
        assert (opinion.is_relevant, opinion.comment) == (False, "Only supply, please")
        client.submit(f"{url}?answer=yes")
        assert [each.is_relevant for each in session.scalars(select(Opinion))] == [True]
        assert queries.figures()["relevant"] == {"True": 1}

    def test_it_has_to_be_answered(self, client: StrictClient, session: Session) -> None:
        url = f"{letter_for(AlertFactory())}/opinion"
        assert client.submit(url, status=200).errors == ["Select whether these jobs were right for you"]

    def test_no_page_takes_the_number_of_a_record(self, client: StrictClient, session: Session) -> None:
        letter_for(AlertFactory())
        letter = session.scalars(select(Letter)).one()
        for path in (
            f"/alerts/letters/{letter.id}/opinion",
            f"/alerts/stop/{letter.id}",
            f"/alerts/manage/{letter.id}",
        ):
            client.get(path, status=404)


class TestTraps:
    """For programs, instead of a puzzle for people."""

    NEW = "/alerts/new?keyword=maths"

    @pytest.fixture(autouse=True)
    def slow_people(self, quick_people: None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(forms, "QUICKEST", timedelta(seconds=2))

    def test_a_person_takes_a_few_seconds(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
    ) -> None:
        form = client.get(self.NEW).form()
        frozen.advance(timedelta(seconds=5))
        client.post(self.NEW, {**form, "email": "ada@example.org"})
        assert len(outbox()) == 1

    @pytest.mark.parametrize("seconds", [0, 1, 24 * 3600 + 1])
    def test_too_quick_or_from_last_week_is_asked_to_press_again(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox, seconds: int
    ) -> None:
        form = client.get(self.NEW).form()
        frozen.advance(timedelta(seconds=seconds))
        page = client.post(self.NEW, {**form, "email": "ada@example.org"}, status=200)
        assert page.errors == [forms.TOO_QUICK]
        again = page.form()
        assert again["email"] == "ada@example.org", "nothing typed is lost"
        frozen.advance(timedelta(seconds=3))
        client.post(self.NEW, again)
        assert len(outbox()) == 1

    @pytest.mark.parametrize("stamp", ["", "1", "bm9uc2Vuc2U.made-up", "x" * 3000])
    def test_a_stamp_we_did_not_write(self, client: StrictClient, session: Session, outbox: Outbox, stamp: str) -> None:
        page = client.post(self.NEW, {"email": "ada@example.org", "frequency": "daily", "stamp": stamp}, status=200)
        assert page.errors == [forms.TOO_QUICK]
        assert outbox() == []

    def test_what_only_programs_fill_in(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
    ) -> None:
        page = client.get(self.NEW)
        (trap,) = page.select("input[name=website]")
        assert trap["tabindex"] == "-1"
        assert trap.find_parent(attrs={"aria-hidden": "true"})
        frozen.advance(timedelta(seconds=5))
        filled = {**page.form(), "email": "ada@example.org", "website": "https://spam.example.org"}
        assert client.post(self.NEW, filled, status=200).errors == [forms.NOT_A_PERSON]
        assert outbox() == []


class TestAskingAgain:
    def test_the_mail_can_be_sent_again_without_typing(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
    ) -> None:
        page = client.follow(client.submit("/alerts/new?keyword=maths", email="ada@example.org", frequency="weekly"))
        assert "Send it again" in page.text
        client.submit("/alerts/check-your-email")
        assert len(outbox()) == 1, "not a moment after the first"
        frozen.advance(timedelta(minutes=3))
        client.submit("/alerts/check-your-email")
        assert len(outbox()) == 2
        assert session.scalars(select(Subscription)).one().frequency is Frequency.weekly

    def test_nobody_who_has_not_asked_is_offered_that(self, client: StrictClient, session: Session) -> None:
        assert "Send it again" not in client.get("/alerts/check-your-email").text
        client.post("/alerts/check-your-email")
        assert session.scalars(select(Subscription)).all() == []

    def test_a_very_long_search_is_not_kept_in_the_cookie(self, client: StrictClient, session: Session) -> None:
        slugs = "&".join(
            f"school={SchoolFactory(slug=f'a-rather-long-name-{n:03}-' + 'x' * 60).slug}" for n in range(30)
        )
        page = client.follow(client.submit(f"/alerts/new?{slugs}", email="ada@example.org"))
        assert "Send it again" not in page.text
        assert len(session.scalars(select(Subscription)).one().query["school"]) == 30

    def test_the_same_alert_twice_is_said_kindly_to_whom_it_belongs(
        self, client: StrictClient, session: Session
    ) -> None:
        client.sign_in(UserFactory())
        said = [
            client.follow(client.submit("/alerts/new?keyword=maths", frequency=frequency)).flashes[0]
            for frequency in ("daily", "weekly")
        ]
        assert "Your alert is set up" in said[0]
        assert "You have this alert already" in said[1]
        assert session.scalars(select(Subscription)).one().frequency is Frequency.weekly


class TestWaysIn:
    @pytest.mark.parametrize("kind", ["school", "trust"])
    def test_from_the_page_of_a_school_and_of_a_trust(self, client: StrictClient, session: Session, kind: str) -> None:
        place = SchoolFactory(name="Ortonbridge") if kind == "school" else TrustFactory(name="Ortonbridge")
        page = client.get(f"/{kind}s/{place.slug}")
        href = page.links[f"Email me new jobs at this {kind}"]
        assert href == f"/alerts/new?{kind}={place.slug}"
        client.submit(href, email="ada@example.org")
        assert session.scalars(select(Subscription)).one().query == {kind: [place.slug]}, "that alone is enough"

    def test_a_trusts_alert_has_the_jobs_of_its_schools(
        self, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        trust = TrustFactory()
        school = SchoolFactory(trust=trust)
        AlertFactory(query={"trust": [trust.slug]})
        VacancyFactory(organisation=school, schools=[school])
        VacancyFactory(organisation=trust, schools=[school])
        VacancyFactory()
        frozen.advance(timedelta(days=1))
        assert run_job("alerts.send_due") == 2

    def test_from_an_advert_to_others_like_it(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory(subjects=[Subject.physics])
        href = client.get(f"/jobs/{vacancy.slug}").links["Email me new jobs like this one"]
        client.submit(href, email="ada@example.org")
        query = session.scalars(select(Subscription)).one().query
        assert query["role"] == ["teacher"]
        assert criteria_of(query).filters, "something is looked for"

    def test_from_a_search_that_finds_nothing(self, client: StrictClient, session: Session) -> None:
        page = client.get("/jobs?keyword=astronaut")
        assert "/alerts/new?keyword=astronaut" in page.body


class TestTakingItAway:
    def test_a_person_gets_all_that_is_kept(
        self, client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        person = UserFactory()
        AlertFactory(email=person.email, query={"keyword": ["teacher"]})
        AlertFactory(query={"keyword": ["somebody else’s"]})
        VacancyFactory(title="Teacher of everything")
        frozen.advance(timedelta(days=1))
        run_job("alerts.send_due")
        client.sign_in(person)
        answer = client.get("/account/alerts/download")
        assert "attachment" in answer.response.headers["Content-Disposition"]
        (alert,) = answer.json
        assert alert["email"] == person.email
        assert alert["search"] == {"keyword": ["teacher"]}
        assert [job["job"] for job in alert["jobs_sent"]] == ["Teacher of everything"]

    def test_an_alert_to_a_confirmed_address_belongs_to_its_account(
        self, client: StrictClient, session: Session
    ) -> None:
        person = UserFactory(email="ada@example.org")
        AlertFactory(email="ada@example.org", user_id=None)
        assert queries.alert_count(person) == 1
        assert queries.alert_count(UserFactory()) == 0

    def test_closing_the_account_takes_letters_and_opinions_along(self, session: Session) -> None:
        from teachpb.accounts.signals import account_closing

        person = UserFactory()
        letter_for(AlertFactory(email=person.email))
        kept = letter_for(AlertFactory())
        letter = session.scalars(select(Letter).order_by(Letter.id)).first()
        assert letter is not None
        session.add(Opinion(letter=letter, is_relevant=True, comment="mine"))
        session.commit()
        with transaction():
            account_closing.send(person)
        assert session.scalars(select(Opinion)).all() == []
        assert len(session.scalars(select(Letter)).all()) == 1
        assert kept

    def test_letters_without_anything_to_remember_are_deleted(
        self, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        letter_for(AlertFactory())
        LetterFactory()
        run_job("alerts.forget_old")
        assert len(session.scalars(select(Letter)).all()) == 1
        frozen.advance(timedelta(days=250))
        run_job("alerts.forget_old")
        assert session.scalars(select(ToldVacancy)).all() == []
        assert session.scalars(select(Letter)).all() == []


def test_a_link_is_for_what_it_was_made_for() -> None:
    with pytest.raises(TypeError):
        token_for(Letter(), Purpose.manage)
    with pytest.raises(TypeError):
        token_for(Subscription(), Purpose.letter)
