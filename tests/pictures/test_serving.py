"""One picture for one set of words: kept, found again, and asked for by everybody who shares a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.pictures import cache
from teachpb.pictures.layout import Card
from teachpb.vacancies.sharing import share_card
from tests.factories.cpd import CourseDateFactory, CourseFactory
from tests.factories.governors import GovernorRoleFactory
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory
from tests.factories.vacancies import DraftVacancyFactory, ExpiredVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

CARD = Card("School", "Teacher")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, app: Flask) -> Iterator[list[Card]]:
    """What was drawn, into a folder of this test; drawing itself is quick here."""
    calls: list[Card] = []

    def draw(card: Card) -> bytes:
        calls.append(card)
        return b"\x89PNG " + card.title.encode()

    monkeypatch.setattr(cache, "draw", draw)
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "pictures")
    yield calls


def test_the_same_words_are_drawn_once(drawn: list[Card]) -> None:
    assert cache.picture(CARD) == cache.picture(Card("School", "Teacher")) == b"\x89PNG Teacher"
    assert drawn == [CARD]
    cache.picture(Card("School", "Teacher", theme="grow"))
    assert len(drawn) == 2


def test_other_words_have_another_key() -> None:
    cards = [CARD, Card("School", "Teachers"), Card("SchoolT", "eacher"), Card("School", "Teacher", badge="x")]
    assert len({cache.key_of(card) for card in cards}) == 4


def test_without_a_folder_to_write_to_it_is_drawn_each_time(drawn: list[Card], tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file where the folder should be")
    assert cache.picture(CARD) == cache.picture(CARD)
    assert len(drawn) == 2


def test_old_ones_go_and_young_ones_stay(
    drawn: list[Card], tmp_path: Path, frozen: FrozenClock, app: Flask, run_job: Callable[[str], object]
) -> None:
    import os

    cache.picture(CARD)
    (path,) = (tmp_path / "pictures").glob("*.png")
    stamp = (frozen() - timedelta(days=29)).timestamp()
    os.utime(path, (stamp, stamp))
    assert run_job("pictures.forget_old") == 0
    frozen.advance(timedelta(days=2))
    assert run_job("pictures.forget_old") == 1
    assert run_job("pictures.forget_old") == 0


@pytest.fixture
def city(session: Session) -> Any:
    return LocalAuthorityFactory(code="874", name="Peterborough")


def things(city: Any) -> dict[str, str]:
    school = SchoolFactory(local_authority=city)
    return {
        "vacancy": f"/jobs/{VacancyFactory(organisation=school).slug}",
        "school": f"/schools/{school.slug}",
        "governor role": f"/governor-roles/{GovernorRoleFactory().slug}",
        "course with a date": f"/courses/{CourseDateFactory().course.slug}",
        "course without": f"/courses/{CourseFactory().slug}",
    }


def test_every_page_people_share_names_its_picture(client: StrictClient, city: Any, drawn: list[Card]) -> None:
    for what, path in things(city).items():
        page = client.get(path)
        (image,) = [tag["content"] for tag in page.select('meta[property="og:image"]')]
        assert str(image).startswith(f"http://localhost{path}/picture.png?v="), what
        assert [tag["content"] for tag in page.select('meta[property="og:image:width"]')] == ["1200"]
        assert page.select('meta[name="twitter:card"]')[0]["content"] == "summary_large_image"
        assert str(page.select('meta[property="og:image:alt"]')[0]["content"]).startswith(page.h1)
        response = client.get(str(image).removeprefix("http://localhost")).response
        assert response.mimetype == "image/png"
        assert response.headers["Cache-Control"] == "public, max-age=86400"
        assert response.headers["ETag"]
        assert "Set-Cookie" not in response.headers


def test_the_picture_of_an_advert_sells_it(session: Session, frozen: FrozenClock) -> None:
    vacancy = VacancyFactory(organisation=SchoolFactory(name="Ortonbridge Primary"))
    card = share_card(vacancy)
    assert (card.kicker, card.title, card.strong) == (
        "Ortonbridge Primary",
        "Year 4 teacher",
        "£32,916 to £45,352 a year",
    )
    assert card.badge == "Closes Friday 8 May 2026"
    frozen.advance(timedelta(days=1))
    assert share_card(vacancy) == card  # it does not change from day to day
    frozen.move_to(vacancy.closes_at)
    assert share_card(vacancy).badge == "This job has closed"


@pytest.mark.parametrize(
    ("make", "status"), [(DraftVacancyFactory, 404), (ExpiredVacancyFactory, 200), (VacancyFactory, 200)]
)
def test_a_picture_tells_no_more_than_the_page(
    client: StrictClient, session: Session, drawn: list[Card], make: Any, status: int
) -> None:
    client.get(f"/jobs/{make().slug}/picture.png", status=status)


def test_a_removed_one_is_gone(client: StrictClient, session: Session) -> None:
    client.get(f"/jobs/{VacancyFactory(state='removed').slug}/picture.png", status=410)
