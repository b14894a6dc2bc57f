"""Who gets what, for every address of the room: one’s own list is one’s own, and nobody else knows of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.db import transaction
from teachpb.saved.links import token_for
from teachpb.schools.models import Role
from teachpb.vacancies import operations as vacancies
from tests.factories.accounts import UserFactory
from tests.factories.saved import ReminderChoiceFactory, SavedVacancyFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, member
from tests.factories.vacancies import DraftVacancyFactory, ScheduledVacancyFactory, VacancyFactory
from tests.support.client import StrictClient

PEOPLE: dict[str, Callable[[Any], Any]] = {
    "nobody": lambda owner: None,
    "owner": lambda owner: owner,
    "another candidate": lambda owner: UserFactory(),
    "recruiter": lambda owner: member(Role.recruiter),
    "demoted member": lambda owner: MembershipFactory(ended_at=clock.now()).user,
    "officer": lambda owner: member(Role.recruitment_officer, LocalAuthorityFactory()),
}
#: endpoint -> (method, path, status for the owner of the list, for other people who are signed in)
SIGNED_IN = {
    "saved.confirm_saving": ("GET", "/jobs/{slug}/save", 302, 200),  # the owner’s is saved already
    "saved.save_vacancy": ("POST", "/jobs/{slug}/save", 302, 302),
    "saved.unsave_vacancy": ("POST", "/jobs/{slug}/unsave", 302, 302),
    "saved.list_saved": ("GET", "/account/saved-jobs", 200, 200),
    "saved.download_saved": ("GET", "/account/saved-jobs.csv", 200, 200),
    "saved.edit_note": ("GET", "/account/saved-jobs/{id}/note", 200, 404),
    "saved.remove_saved": ("POST", "/account/saved-jobs/{id}/remove", 302, 404),
    "saved.change_reminders": ("POST", "/account/saved-jobs/reminders", 302, 302),
}
STOP = "/account/saved-jobs/stop-reminders/{token}"


def ask(client: StrictClient, method: str, path: str, status: int, **data: str) -> Any:
    return client.get(path, status=status) if method == "GET" else client.post(path, data, status=status)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("endpoint", SIGNED_IN)
def test_every_endpoint_for_everybody(client: StrictClient, session: Session, endpoint: str, person: str) -> None:
    method, path, owners, others = SIGNED_IN[endpoint]
    saved = SavedVacancyFactory()
    status = 302 if person == "nobody" else owners if person == "owner" else others
    client.sign_in(PEOPLE[person](saved.user))
    page = ask(client, method, path.format(slug=saved.vacancy.slug, id=saved.id), status)
    if person == "nobody":
        assert page.location.startswith("/account/sign-in")
    assert page.response.headers["X-Robots-Tag"] == "noindex"


def test_a_note_of_somebody_elses_cannot_be_written(client: StrictClient, session: Session) -> None:
    saved = SavedVacancyFactory(note="mine")
    client.sign_in(UserFactory())
    client.post(f"/account/saved-jobs/{saved.id}/note", {"note": "yours"}, status=404)
    session.refresh(saved)
    assert saved.note == "mine"


def test_the_table_names_every_endpoint(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("saved.")}
    assert ours == {*SIGNED_IN, "saved.stop_reminders"}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_link_in_a_reminder_is_the_permission(client: StrictClient, session: Session, person: str) -> None:
    choice = ReminderChoiceFactory()
    client.sign_in(PEOPLE[person](choice.user))
    headers = client.get(STOP.format(token=token_for(choice))).response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("change", ["changed", "made up", "of another secret"])
def test_a_link_we_did_not_sign_opens_nothing(client: StrictClient, session: Session, change: str) -> None:
    choice = ReminderChoiceFactory()
    token = token_for(choice)
    if change == "changed":
        token = token[:-9] + ("A" if token[-9] != "A" else "B") + token[-8:]
    elif change == "made up":
        token = "WzEsInNlY3JldC0xIl0.made-up-signature"
    else:
        choice.secret = "a-new-one"
        session.commit()
    client.get(STOP.format(token=token), status=404)
    client.post(STOP.format(token=token), status=404)
    assert choice.is_on


@pytest.mark.parametrize("factory", [DraftVacancyFactory, ScheduledVacancyFactory])
@pytest.mark.parametrize(("method", "action"), [("GET", "save"), ("POST", "save"), ("POST", "unsave")])
def test_what_is_not_public_cannot_be_saved_or_known_of(
    client: StrictClient, session: Session, factory: Any, method: str, action: str
) -> None:
    client.sign_in(UserFactory())
    ask(client, method, f"/jobs/{factory().slug}/{action}", 404)
    ask(client, method, f"/jobs/never-was/{action}", 404)


def test_what_was_removed_is_gone(client: StrictClient, session: Session) -> None:
    vacancy = VacancyFactory()
    with transaction():
        vacancies.remove(actor=UserFactory(), vacancy=vacancy)
    client.sign_in(UserFactory())
    client.get(f"/jobs/{vacancy.slug}/save", status=410)
