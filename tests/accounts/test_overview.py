"""The account page says what waits, whatever room it waits in."""

from __future__ import annotations

from sqlalchemy.orm import Session

from teachpb.applications.models import ApplicationState
from teachpb.messages.models import Side
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.candidates import JobInvitationFactory, ProfileFactory
from tests.factories.messages import ThreadFactory, say
from tests.factories.saved import SavedVacancyFactory
from tests.support.client import Page, StrictClient


def cards(page: Page) -> dict[str, str]:
    return {
        card.select("a")[0].get_text(): " ".join(card.get_text(" ").split()) for card in page.select("article.tp-card")
    }


def test_somebody_new_is_told_where_to_begin(client: StrictClient, session: Session) -> None:
    client.sign_in(UserFactory())
    found = cards(client.get("/account"))
    assert list(found) == ["My profile", "Messages", "My applications", "Saved jobs", "Job alerts"]
    assert "Fill it in once" in found["My profile"]


def test_what_is_urgent_stands_first(client: StrictClient, session: Session) -> None:
    user = UserFactory()
    ProfileFactory(user=user)
    offered = ApplicationFactory(candidate=user, state=ApplicationState.offered)
    DraftApplicationFactory(candidate=user)
    ApplicationFactory(candidate=user, state=ApplicationState.unsuccessful)
    say(ThreadFactory(application=offered), Side.school)
    JobInvitationFactory(candidate=user)
    SavedVacancyFactory(user=user)
    client.sign_in(user)
    found = cards(client.get("/account"))
    assert list(found)[:2] == ["Messages", "My applications"]
    assert found["Messages"] == "Messages 1 A school has written to you."
    assert found["My applications"] == "My applications 2 You have been offered a job: please answer."
    assert "Schools can see it" in found["My profile"]
    assert found["Invitations"].startswith("Invitations 1") and found["Saved jobs"].startswith("Saved jobs 1")
