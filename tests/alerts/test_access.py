"""Who gets what, for every address of the room. All but the account’s page are public: the link is the permission."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.models import AlertState, Subscription, ToldVacancy
from teachpb.db import db
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.alerts import AlertFactory, LetterFactory, UnconfirmedAlertFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.database import undone

PEOPLE: dict[str, Callable[[], Any]] = {
    "nobody": lambda: None,
    "candidate": lambda: UserFactory(),
    "another schools recruiter": lambda: member(Role.recruiter),
    "demoted member": lambda: MembershipFactory(role=Role.recruiter, ended_at=clock.now()).user,
    "officer": lambda: member(Role.recruitment_officer, LocalAuthorityFactory()),
    "owner": lambda: UserFactory(email="ada@example.org"),
}
#: endpoint -> (path, status for nobody, for people signed in)
SIGNED_IN = {
    "alerts.list_alerts": ("/account/alerts", 302, 200),
    "alerts.download_alerts": ("/account/alerts/download", 302, 200),
}
#: endpoint -> (method, path, status); for everybody the same
PUBLIC = {
    "alerts.add_alert": ("GET", "/alerts/new", 200),
    "alerts.show_sent": ("GET", "/alerts/check-your-email", 200),
    "alerts.send_again": ("POST", "/alerts/check-your-email", 302),
    "alerts.confirm_alert": ("GET", "/alerts/confirm/{key}", 200),
    "alerts.send_confirmation": ("POST", "/alerts/confirm/{key}/again", 302),
    "alerts.show_alert": ("GET", "/alerts/manage/{manage}", 200),
    "alerts.edit_alert": ("GET", "/alerts/manage/{manage}/edit", 200),
    "alerts.change_frequency": ("POST", "/alerts/manage/{manage}/frequency", 200),
    "alerts.pause_alert": ("POST", "/alerts/manage/{manage}/pause", 302),
    "alerts.resume_alert": ("POST", "/alerts/manage/{manage}/resume", 302),
    "alerts.keep_alert": ("POST", "/alerts/manage/{manage}/keep", 302),
    "alerts.end_alert": ("POST", "/alerts/manage/{manage}/end", 302),
    "alerts.stop_alert": ("GET", "/alerts/stop/{stop}", 200),
    "alerts.say_why": ("GET", "/alerts/stop/{stopped}/why", 200),
    "alerts.stop_letter": ("GET", "/alerts/letters/{letter}/stop", 200),
    "alerts.give_opinion": ("GET", "/alerts/letters/{letter}/opinion", 200),
}
#: The survey behind a letter, answered: (path, what is sent, status).
SURVEY = {
    "why, unanswered": ("/alerts/stop/{stopped}/why", {}, 200),
    "why": ("/alerts/stop/{stopped}/why", {"reason": "job_found_here"}, 302),
    "opinion, unanswered": ("/alerts/letters/{letter}/opinion", {}, 200),
    "opinion": ("/alerts/letters/{letter}/opinion", {"is_relevant": "yes"}, 302),
}
BEHIND_A_LINK = {name: row for name, row in PUBLIC.items() if "{" in row[1]}


def links(alert: Subscription) -> dict[str, str]:
    waiting = UnconfirmedAlertFactory(number=4000)
    assert waiting.state is AlertState.unconfirmed
    ended = AlertFactory(state=AlertState.ended, ended_at=clock.now(), email="")
    letter = LetterFactory()
    vacancy = VacancyFactory()
    db.session.add(ToldVacancy(subscription=alert, vacancy=vacancy, letter=letter, sent_at=clock.now()))
    db.session.commit()
    return {
        "key": "key-4000-aaaaaaaaaaaaaaaa",
        "manage": token_for(alert, Purpose.manage),
        "stop": token_for(alert, Purpose.stop),
        "stopped": token_for(ended, Purpose.stop),
        "letter": token_for(letter, Purpose.letter),
    }


def ask(client: StrictClient, method: str, path: str, status: int) -> Any:
    return client.get(path, status=status) if method == "GET" else client.post(path, status=status)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("endpoint", SIGNED_IN)
def test_the_account_page_is_for_people_signed_in(
    client: StrictClient, session: Session, endpoint: str, person: str
) -> None:
    path, nobody, others = SIGNED_IN[endpoint]
    client.sign_in(PEOPLE[person]())
    client.get(path, status=nobody if person == "nobody" else others)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("endpoint", PUBLIC)
def test_the_others_are_for_everybody_with_the_link(
    client: StrictClient, session: Session, endpoint: str, person: str
) -> None:
    method, path, status = PUBLIC[endpoint]
    client.sign_in(PEOPLE[person]())
    ask(client, method, path.format(**links(AlertFactory())), status)


@pytest.mark.parametrize("answer", SURVEY)
def test_the_survey_is_answered_by_whoever_has_the_link_and_nobody_else(
    client: StrictClient, session: Session, answer: str
) -> None:
    path, sent, status = SURVEY[answer]
    keys = links(AlertFactory())
    others = {"stopped": keys["letter"], "letter": keys["manage"]}
    for person, user in {name: make() for name, make in PEOPLE.items()}.items():
        with undone():
            client.sign_in(user)
            assert client.post(path.format(**keys), sent, status=status).status == status, person
            client.post(path.format(**others), sent, status=404)


@pytest.mark.parametrize("endpoint", BEHIND_A_LINK)
def test_every_link_opens_its_own_door_only(client: StrictClient, session: Session, endpoint: str) -> None:
    method, path, _ = BEHIND_A_LINK[endpoint]
    alert = AlertFactory()
    keys = links(alert)
    wrong = {
        "another purpose": {
            "key": keys["manage"],
            "manage": keys["stop"],
            "stop": keys["letter"],
            "stopped": keys["letter"],
            "letter": keys["manage"],
        },
        "changed": {name: value[:-9] + ("A" if value[-9] != "A" else "B") + value[-8:] for name, value in keys.items()},
        "made up": dict.fromkeys(keys, "WzEsInNlY3JldC0xIl0.made-up-signature"),
    }
    for why, tokens in wrong.items():
        page = ask(client, method, path.format(**tokens), 404)
        assert page.status == 404, why
    assert alert.state is AlertState.active


@pytest.mark.parametrize("endpoint", BEHIND_A_LINK)
def test_pages_behind_a_link_are_kept_from_caches_and_robots(
    client: StrictClient, session: Session, endpoint: str
) -> None:
    method, path, status = BEHIND_A_LINK[endpoint]
    headers = ask(client, method, path.format(**links(AlertFactory())), status).response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_persons_list_holds_theirs_and_nobody_elses(client: StrictClient, session: Session) -> None:
    person = UserFactory()
    AlertFactory(user_id=person.id, query={"keyword": ["made signed in"]})
    AlertFactory(email=person.email, query={"keyword": ["made by mail"]})
    AlertFactory(query={"keyword": ["somebody else’s"]})
    UnconfirmedAlertFactory(email=person.email, query={"keyword": ["never confirmed"]})
    client.sign_in(person)
    text = client.get("/account/alerts").text
    assert "made signed in" in text
    assert "made by mail" in text
    assert "somebody else’s" not in text
    assert "never confirmed" not in text
