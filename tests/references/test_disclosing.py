"""Self-disclosure: asked for after shortlisting, filled in by the candidate, read by few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb.applications.models import Application, ApplicationState
from teachpb.references.models import Disclosure, DisclosureState, PaperAction, PaperEvent
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory
from tests.factories.references import DISCLOSURE_PAGES, DisclosureFactory
from tests.factories.schools import member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

DAY = timedelta(days=1)


@pytest.fixture
def shortlisted(session: Session, frozen: FrozenClock) -> Application:
    made: Application = ApplicationFactory(state=ApplicationState.shortlisted)
    return made


def owner_of(application: Application) -> Any:
    return member(Role.owner, application.vacancy.organisation)


def staff_url(application: Application) -> str:
    return f"/hiring/applications/{application.id}/self-disclosure"


def own_url(application: Application) -> str:
    return f"/account/applications/{application.id}/self-disclosure"


def test_from_the_asking_to_the_reading(
    client: StrictClient, session: Session, shortlisted: Application, outbox: Any
) -> None:
    owner = owner_of(shortlisted)
    client.sign_in(owner)
    for _ in range(2):
        client.post(staff_url(shortlisted))
    (disclosure,) = session.scalars(select(Disclosure))
    client.sign_in(shortlisted.candidate)
    assert client.get("/account/applications").links["Fill in your self-disclosure"] == own_url(shortlisted)
    first = client.get(f"{own_url(shortlisted)}/form/about-you")
    assert first.form()["postcode"] == shortlisted.postcode
    for page, answers in DISCLOSURE_PAGES.items():
        client.submit(f"{own_url(shortlisted)}/form/{page}", **answers)
    client.submit(f"{own_url(shortlisted)}/check")
    client.post(f"{own_url(shortlisted)}/check")
    assert disclosure.state is DisclosureState.received
    assert "Shoplifting" in client.get(own_url(shortlisted)).text
    client.post(f"{own_url(shortlisted)}/form/convictions", {"has_spent": "no"})
    session.expire_all()
    assert disclosure.answers["has_spent"] is True
    assert "Fill in your self-disclosure" not in client.get("/account/applications").links

    to_candidate, to_school = outbox()
    for private in (shortlisted.last_name, shortlisted.vacancy.title, "Shoplifting"):
        assert private not in to_candidate.subject + to_school.subject + to_school.text.replace(
            shortlisted.vacancy.title, ""
        )
    client.sign_in(owner)
    assert "Shoplifting" not in client.get(staff_url(shortlisted)).body
    client.post(f"{staff_url(shortlisted)}/open")
    page = client.get(staff_url(shortlisted)).text
    assert "Shoplifting, aged nineteen" in page
    assert f"Read, {owner.full_name}" in page
    (kept,) = session.scalars(text("SELECT answers FROM disclosures")).all()
    assert kept.startswith("sealed:")


def test_nothing_is_asked_before(client: StrictClient, session: Session) -> None:
    application = ApplicationFactory()
    client.sign_in(application.candidate)
    client.get(own_url(application), status=404)
    client.sign_in(owner_of(application))
    client.post(staff_url(application), status=403)
    client.get(staff_url(application), status=403)


@pytest.mark.parametrize(
    ("page", "answers", "sentence"),
    [
        ("about-you", {"born_on": "2010-04-24"}, "You must be 18 or over"),
        ("about-you", {"born_on": ""}, "Enter your date of birth"),
        ("convictions", {"has_spent_more": ""}, "Say more about your answer"),
        ("convictions", {"has_unspent": ""}, "Select whether you have any unspent convictions"),
        *[
            ("conduct", {name: "yes"}, "Say more about your answer")
            for name in ("is_barred", "was_referred", "is_known", "was_dismissed", "was_disciplined", "is_sanctioned")
        ],
        ("confirm", {"will_tell": ""}, "Confirm that you will tell the school"),
    ],
)
def test_every_yes_wants_to_be_explained(
    client: StrictClient,
    session: Session,
    shortlisted: Application,
    page: str,
    answers: dict[str, str],
    sentence: str,
) -> None:
    """▶ Elsewhere there is only yes and no."""
    DisclosureFactory(application=shortlisted)
    client.sign_in(shortlisted.candidate)
    url = f"{own_url(shortlisted)}/form/{page}"
    errors = client.submit(url, status=200, **{**DISCLOSURE_PAGES[page], **answers}).errors
    assert any(sentence in error for error in errors), errors


def test_an_unfinished_one_is_kept_and_not_sent(
    client: StrictClient, session: Session, shortlisted: Application
) -> None:
    disclosure = DisclosureFactory(application=shortlisted)
    client.sign_in(shortlisted.candidate)
    client.submit(f"{own_url(shortlisted)}/form/convictions", save_draft="yes", has_unspent="yes")
    client.post(f"{own_url(shortlisted)}/check")
    assert disclosure.state is DisclosureState.requested
    assert disclosure.answers["has_unspent"] is True
    assert "Say more about your answer" in client.get(f"{own_url(shortlisted)}/check").text


def test_taken_back_what_was_begun_is_forgotten_and_it_can_be_asked_again(
    client: StrictClient, session: Session, shortlisted: Application
) -> None:
    disclosure = DisclosureFactory(application=shortlisted)
    client.sign_in(owner_of(shortlisted))
    client.post(f"{staff_url(shortlisted)}/recall")
    session.expire_all()
    assert (disclosure.state, disclosure.answers) == (DisclosureState.recalled, None)
    client.post(staff_url(shortlisted))
    states = session.scalars(select(Disclosure.state).order_by(Disclosure.id)).all()
    assert states == [DisclosureState.recalled, DisclosureState.requested]


def test_on_paper(client: StrictClient, session: Session, shortlisted: Application) -> None:
    disclosure = DisclosureFactory(application=shortlisted)
    client.sign_in(owner_of(shortlisted))
    url = f"{staff_url(shortlisted)}/received"
    assert client.submit(url, status=200).errors == ["Say how it reached you, and where it is kept"]
    client.submit(url, note="In the locked cabinet")
    session.expire_all()
    assert (disclosure.state, disclosure.answers) == (DisclosureState.received_elsewhere, None)
    client.post(f"{staff_url(shortlisted)}/open")
    assert "locked cabinet" in client.get(staff_url(shortlisted)).text
    client.post(f"{staff_url(shortlisted)}/recall")
    session.expire_all()
    assert disclosure.state is DisclosureState.received_elsewhere
    client.sign_in(shortlisted.candidate)
    assert "on paper" in client.get(own_url(shortlisted)).text


def test_reminded_after_two_working_days_once_and_again_by_hand(
    client: StrictClient,
    session: Session,
    shortlisted: Application,
    frozen: FrozenClock,
    outbox: Any,
    run_job: Callable[[str], object],
) -> None:
    """Asked on Friday, reminded on Tuesday."""
    DisclosureFactory(application=shortlisted)
    sent = []
    for day in range(8):
        before = len(outbox())
        run_job("references.remind_candidates")
        sent += [day] * (len(outbox()) - before)
        frozen.advance(DAY)
    assert sent == [4]
    client.sign_in(owner_of(shortlisted))
    client.post(f"{staff_url(shortlisted)}/remind")
    client.post(f"{staff_url(shortlisted)}/remind")
    assert len(outbox()) == 2
    actions = session.scalars(select(PaperEvent.action).order_by(PaperEvent.id)).all()
    assert actions == [PaperAction.reminded_by_clock, PaperAction.reminded]


def test_several_at_once(client: StrictClient, session: Session, shortlisted: Application) -> None:
    other = ApplicationFactory(vacancy=shortlisted.vacancy, state=ApplicationState.interviewing)
    asked = DisclosureFactory(
        application=ApplicationFactory(vacancy=shortlisted.vacancy, state=ApplicationState.offered)
    )
    client.sign_in(owner_of(shortlisted))
    url = f"/hiring/vacancies/{shortlisted.vacancy_id}/references/ask-disclosures"
    page = client.post(url, {"application": [str(i) for i in (shortlisted.id, other.id, asked.application_id)]}, 200)
    client.post(url, page.form(url))
    assert session.query(Disclosure).count() == 3
