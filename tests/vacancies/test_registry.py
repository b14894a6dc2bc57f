"""What other rooms add to the pages of this one, and the mail it writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from flask import Flask

from teachpb import clock
from teachpb.schools.models import Role
from teachpb.vacancies import emails, registry
from teachpb.vacancies.registry import Card, RowFact
from tests.factories.schools import SchoolFactory, member
from tests.factories.vacancies import VacancyFactory

pytestmark = pytest.mark.usefixtures("session", "frozen")


@pytest.fixture
def empty(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has anything to add yet."""
    monkeypatch.setitem(app.extensions, registry.ROW_FACTS, [])
    monkeypatch.setitem(app.extensions, registry.HOME_CARDS, [])


@pytest.mark.usefixtures("empty")
def test_facts_stand_in_their_rows(client: Any) -> None:
    school = SchoolFactory()
    first, second = (VacancyFactory(organisation=school, title=title).id for title in ("First", "Second"))
    asked: list[Sequence[int]] = []

    def facts(ids: Sequence[int]) -> Mapping[int, Sequence[RowFact]]:
        asked.append(ids)
        return {first: [RowFact("3 applicants", f"/hiring/vacancies/{first}", is_urgent=True)]}

    registry.register_row_facts(facts)
    client.sign_in(member(Role.owner, school))
    page = client.get("/hiring/vacancies?tab=live")
    assert sorted(asked[0]) == [first, second], "one question for all rows"
    cells = [" ".join(cell.get_text(" ").split()) for cell in page.select('td[data-label="Applications"]')]
    assert sorted(cells) == ["3 applicants – First New", "None yet"]
    assert "3 applicants" in client.get(f"/hiring/vacancies/{first}").text


@pytest.mark.usefixtures("empty")
def test_nobody_is_asked_about_no_rows() -> None:
    def facts(ids: Sequence[int]) -> Mapping[int, Sequence[RowFact]]:
        raise AssertionError("there is nothing to ask about")

    registry.register_row_facts(facts)
    assert registry.row_facts([]) == {}


@pytest.mark.usefixtures("empty")
def test_cards_stand_urgent_first_then_in_order(client: Any) -> None:
    def cards(user: Any, organisation: Any) -> Iterable[Card]:
        yield Card("Later", "Some day.", "/hiring", "Look", order=90)
        yield Card("Soon", "Next.", "/hiring", "Look", order=10, count=4)
        yield Card("Now", "At once.", "/hiring", "Look", order=99, is_urgent=True)

    registry.register_home_cards(cards)
    school = SchoolFactory()
    owner = member(Role.owner, school)
    assert [card.title for card in registry.home_cards(owner, school)] == ["Now", "Soon", "Later"]
    client.sign_in(owner)
    page = client.get("/hiring")
    assert [link.get_text() for link in page.select("a.tp-card__link")] == ["Now", "Soon", "Later"]


def test_the_mail_of_publication() -> None:
    vacancy = VacancyFactory(contact_email="office@example.org")
    message = emails.published(vacancy)
    assert message.to == "office@example.org"
    assert message.dedupe_key == emails.published(vacancy).dedupe_key
    assert message.organisation_id == vacancy.organisation_id
    assert vacancy.closes_at > clock.now()
