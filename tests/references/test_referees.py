"""The referee’s way through the form, and what becomes of links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb.applications.models import ApplicationState
from teachpb.db import transaction
from teachpb.references import operations
from teachpb.references.models import ReferenceLink, ReferenceRequest, ReferenceState
from teachpb.references.tokens import hash_token
from teachpb.schools.models import Role
from tests.factories.references import REFERENCE_PAGES, ReferenceFactory, stored
from tests.factories.schools import member
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

TOKEN = "x" * 43
START = f"/references/{TOKEN}"
DAY = timedelta(days=1)


@pytest.fixture
def asked(session: Session, frozen: FrozenClock) -> ReferenceRequest:
    made: ReferenceRequest = ReferenceFactory(token=TOKEN)
    return made


def fill(client: StrictClient) -> None:
    for page, answers in REFERENCE_PAGES.items():
        client.submit(f"{START}/form/{page}", **answers)


class TestAnswering:
    def test_from_the_message_to_the_school(
        self, client: StrictClient, session: Session, asked: ReferenceRequest, outbox: Any
    ) -> None:
        start = client.get(START)
        assert asked.application.full_name in start.text
        assert start.response.headers["Referrer-Policy"] == "no-referrer"
        fill(client)
        assert asked.answers == {**stored(REFERENCE_PAGES), "decline_reason": "", "same_job_more": ""} | {
            name: asked.answers[name] for name in asked.answers if name.endswith("_more")
        }
        thanks = client.follow(client.submit(f"{START}/check"))
        assert thanks.h1 == "Thank you"
        assert (asked.state, asked.is_shared) == (ReferenceState.received, True)
        pdf = client.get(thanks.links["Download your copy (PDF)"])
        assert pdf.response.data.startswith(b"%PDF")
        (news,) = outbox()
        for private in (asked.name, asked.application.last_name, "chess"):
            assert private not in news.subject + news.text + news.html

    def test_a_browser_that_has_forgotten_us_loses_nothing(
        self, client: StrictClient, session: Session, asked: ReferenceRequest
    ) -> None:
        page = f"{START}/form/their-work"
        answers = REFERENCE_PAGES["their-work"]
        session.commit()
        answer = client.http.post(page, data={**answers, "csrf_token": "of before"})
        assert answer.status_code == 400
        again = Page(answer)
        assert "You had been away for a while" in again.flashes[0]
        assert again.form()["knows_how"] == answers["knows_how"]
        session.expire_all()
        assert asked.answers is None
        client.post(page, {**again.form(), **answers})
        assert asked.answers is not None and asked.answers["knows_how"] == answers["knows_how"]

    def test_elsewhere_it_is_an_old_form(self, client: StrictClient, session: Session, asked: ReferenceRequest) -> None:
        session.commit()
        for path in (f"{START}/check", f"{START}/form/nonsense", f"/references/{'y' * 43}/form/their-work"):
            answer = client.http.post(path, data={"csrf_token": "of before"})
            assert answer.status_code in {400, 404}
            assert "You had been away" not in answer.text

    def test_once_sent_the_link_says_thanks_and_shows_nothing(
        self, client: StrictClient, session: Session, asked: ReferenceRequest
    ) -> None:
        fill(client)
        client.submit(f"{START}/check")
        stranger = StrictClient(client.app)
        assert "has been sent" in stranger.get(START, status=410).text
        stranger.get(f"{START}/copy", status=404)
        for page in ("check", "form/about-you"):
            assert "chess club" not in stranger.get(f"{START}/{page}", status=410).body
        stranger.post(f"{START}/form/sharing", {"sharing": "confidential"}, status=410)
        session.expire_all()
        assert asked.is_shared

    def test_answers_cannot_be_read_in_the_database(
        self, client: StrictClient, session: Session, asked: ReferenceRequest
    ) -> None:
        client.submit(f"{START}/form/conduct", **REFERENCE_PAGES["conduct"])
        (kept,) = session.scalars(text("SELECT answers FROM reference_requests")).all()
        assert kept.startswith("sealed:")
        assert "Late three times" not in kept

    def test_a_page_can_be_left_and_nothing_is_sent_unfinished(
        self, client: StrictClient, session: Session, asked: ReferenceRequest
    ) -> None:
        client.submit(f"{START}/form/conduct", save_draft="yes", under_investigation="yes")
        client.post(f"{START}/check", status=200)
        assert asked.state is ReferenceState.requested
        page = client.get(f"{START}/check")
        assert "Select whether they have a live warning" in page.text
        assert not page.select("form[method=post] button.govuk-button")

    def test_who_cannot_give_one_says_why_and_is_done(
        self, client: StrictClient, session: Session, asked: ReferenceRequest, outbox: Any
    ) -> None:
        client.submit(f"{START}/form/conduct", **REFERENCE_PAGES["conduct"])
        client.submit(f"{START}/form/can-give", can_give="no", decline_reason="Our policy forbids it")
        assert (asked.state, asked.decline_reason, asked.answers) == (
            ReferenceState.declined,
            "Our policy forbids it",
            None,
        )
        assert client.get(START, status=410).h1 == "Thank you for telling us"
        assert "policy" not in outbox()[-1].text

    @pytest.mark.parametrize(
        ("page", "answers", "sentence"),
        [
            ("can-give", {}, "Select whether you can give a reference"),
            ("sharing", {}, "Select whether the candidate may read it"),
            ("the-law", {}, "Tick the box to say that you have read this"),
            ("their-work", {"began_on": "2020-01", "ended_on": "2019-12"}, "cannot have left before they started"),
            ("their-work", {"began_on": "2030-01"}, "must be today or in the past"),
            ("again", {"same_job": "no", "same_job_more": ""}, "Say more about your answer"),
            ("conduct", {"has_warnings": "yes", "has_warnings_more": ""}, "Say more about your answer"),
            ("safeguarding", {"has_concerns": "yes", "has_concerns_more": " "}, "Say more about your answer"),
            ("how-they-work", {"leading": ""}, "Rate “leading others”, or say that you cannot"),
            ("about-you", {"referee_email": "alan"}, "email address"),
        ],
    )
    def test_what_is_missing_is_said_beside_the_field(
        self,
        client: StrictClient,
        asked: ReferenceRequest,
        page: str,
        answers: dict[str, str],
        sentence: str,
    ) -> None:
        posted = {**REFERENCE_PAGES[page], **answers} if answers else {}
        errors = client.submit(f"{START}/form/{page}", status=200, **posted).errors
        assert any(sentence in error for error in errors), errors

    def test_a_step_nobody_knows_is_not_found(self, client: StrictClient, asked: ReferenceRequest) -> None:
        client.get(f"{START}/form/salary", status=404)


class TestLinks:
    @pytest.mark.parametrize(
        ("sent", "later", "status"), [(0, 84, 404), (0, 83, 200), (70, 84, 200), (70, 153, 200), (70, 154, 404)]
    )
    def test_a_link_works_for_twelve_weeks_from_the_last_sending(
        self,
        client: StrictClient,
        session: Session,
        asked: ReferenceRequest,
        frozen: FrozenClock,
        sent: int,
        later: int,
        status: int,
    ) -> None:
        """▶ Elsewhere the clock starts at creation, so that a link sent again may be dead on arrival."""
        begun = frozen()
        if sent:
            frozen.move_to(begun + sent * DAY)
            with transaction():
                operations.remind(actor=member(Role.owner, asked.application.vacancy.organisation), request=asked)
        frozen.move_to(begun + later * DAY)
        client.get(START, status=status)

    def test_only_the_hash_of_a_link_is_kept(self, session: Session, asked: ReferenceRequest) -> None:
        hashes = session.scalars(select(ReferenceLink.token_hash)).all()
        assert hashes == [hash_token(TOKEN)]

    def test_a_new_address_kills_every_link_to_the_old_one(
        self, client: StrictClient, session: Session, asked: ReferenceRequest, outbox: Any
    ) -> None:
        client.submit(f"{START}/form/conduct", **REFERENCE_PAGES["conduct"])
        client.sign_in(member(Role.owner, asked.application.vacancy.organisation))
        client.submit(f"/hiring/references/{asked.id}/address", email="right@example.org")
        client.get(START, status=404)
        mail = outbox()[-1]
        assert mail.to == "right@example.org"
        fresh = mail.text.split("/references/")[1].split()[0]
        assert fresh != TOKEN
        client.get(f"/references/{fresh}")

    @pytest.mark.parametrize("state", [ApplicationState.withdrawn, ApplicationState.unsuccessful])
    def test_a_link_dies_when_the_application_ends(
        self, client: StrictClient, session: Session, asked: ReferenceRequest, state: ApplicationState
    ) -> None:
        asked.application.state = state
        session.commit()
        client.get(START, status=404)
        client.post(f"{START}/form/can-give", {"can_give": "yes"}, status=404)

    def test_a_foreign_link_is_not_found(self, client: StrictClient, asked: ReferenceRequest) -> None:
        client.get(f"/references/{'y' * 43}", status=404)
