"""Following changes: a copy kept by ``since`` ends up as the list itself, whatever happens in between."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.api import changes
from teachpb.schools.models import EstablishmentStatus, Phase
from teachpb.vacancies.models import Subject, Vacancy, VacancyState
from tests.factories.schools import SchoolFactory, SchoolProfileFactory
from tests.factories.vacancies import DraftVacancyFactory, ScheduledVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

VACANCIES = "/api/v1/vacancies"


def ask(client: StrictClient, since: str, query: str = "") -> list[dict[str, Any]]:
    """Every page of one list of changes."""
    pages = []
    url: str | None = f"{VACANCIES}?since={since.replace('+', '%2B')}{query}"
    while url:
        pages.append(client.get(url.removeprefix("http://localhost")).json)
        url = pages[-1]["next"]
    return pages


def told(client: StrictClient, since: str, query: str = "") -> tuple[set[str], dict[str, str]]:
    """(titles that are new or different, slug -> reason of those that are gone)."""
    pages = ask(client, since, query)
    data = [each for page in pages for each in page["data"]]
    gone = [each for page in pages for each in page["gone"]]
    assert len({each["id"] for each in data + gone}) == len(data) + len(gone), "nothing twice"
    return {each["title"] for each in data}, {each["slug"]: each["reason"] for each in gone}


def start(client: StrictClient, frozen: FrozenClock, query: str = "") -> str:
    """Begin to follow; what happens from now on is told."""
    since = str(client.get(f"{VACANCIES}{query}").json["nextSince"])
    frozen.advance(timedelta(minutes=10))
    return since


class TestWhatIsTold:
    def test_nothing_when_nothing_happened(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        VacancyFactory()
        frozen.advance(timedelta(hours=1))
        assert told(client, start(client, frozen)) == (set(), {})

    def test_published_and_edited(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        vacancy = VacancyFactory(title="Edited")
        VacancyFactory(title="Left alone")
        frozen.advance(timedelta(hours=1))
        since = start(client, frozen)
        vacancy.pay_words = "More than before"
        session.commit()
        VacancyFactory(title="New", opens_at=clock.now())
        DraftVacancyFactory(title="Not public")
        ScheduledVacancyFactory(title="Not yet")
        assert told(client, since) == ({"Edited", "New"}, {})

    def test_opened_and_closed_by_the_clock_alone(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        """No job has run and no row was written."""
        opening = ScheduledVacancyFactory(title="Opening")
        closing = VacancyFactory(slug="closing", closes_at=clock.now() + timedelta(hours=5))
        frozen.advance(timedelta(hours=1))
        since = start(client, frozen)
        assert told(client, since) == (set(), {})
        frozen.move_to(closing.closes_at)
        assert told(client, since) == (set(), {"closing": "closed"})
        frozen.move_to(opening.opens_at)
        assert told(client, since) == ({"Opening"}, {"closing": "closed"})

    @pytest.mark.parametrize(
        ("state", "reason"),
        [(VacancyState.removed, "removed"), (VacancyState.ended_early, "closed"), (VacancyState.expired, "closed")],
    )
    def test_taken_away(
        self, client: StrictClient, session: Session, frozen: FrozenClock, state: VacancyState, reason: str
    ) -> None:
        vacancy = VacancyFactory(slug="this-one")
        since = start(client, frozen)
        vacancy.state, vacancy.closes_at = state, clock.now()
        session.commit()
        assert told(client, since) == (set(), {"this-one": reason})

    def test_one_that_was_never_public_leaves_no_stone(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        since = start(client, frozen)
        DraftVacancyFactory(state=VacancyState.removed)
        ScheduledVacancyFactory(state=VacancyState.removed, published_at=None)
        assert told(client, since) == (set(), {})

    def test_one_that_matches_no_more(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        vacancy = VacancyFactory(slug="once-music", subjects=[Subject.music])
        other = VacancyFactory(title="Still music", subjects=[Subject.music])
        since = start(client, frozen, "?subject=music")
        vacancy.subjects = [Subject.drama]
        other.pay_words = "More"
        session.commit()
        assert told(client, since, "&subject=music") == ({"Still music"}, {"once-music": "unmatched"})
        assert told(client, since)[1] == {}

    @pytest.mark.parametrize("since", ["2026-04-24T08:30:00Z", "2026-04-24T09:30:00+01:00", "2026-04-24T09:30:00"])
    def test_a_moment_in_any_zone_and_without_one_in_london(
        self, client: StrictClient, session: Session, frozen: FrozenClock, since: str
    ) -> None:
        """It is 10am in London, summer time: half an hour ago however it is written."""
        for minutes, title in ((20, "Since"), (40, "Before")):
            moment = clock.now() - timedelta(minutes=minutes)
            vacancy = VacancyFactory(title=title, opens_at=moment)
            session.execute(update(Vacancy).where(Vacancy.id == vacancy.id).values(updated_at=moment))
            session.commit()
        assert told(client, since)[0] == {"Since"}
        if "+" in since:
            page = client.get(f"{VACANCIES}?since={since}").json  # the plus arrives as a space
            assert [each["title"] for each in page["data"]] == ["Since"]


class TestPages:
    def test_what_changes_while_it_is_read_is_in_the_next_list(
        self, client: StrictClient, session: Session, frozen: FrozenClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(changes, "PER_PAGE", 2)
        vacancies = [VacancyFactory(title=f"Post {number}") for number in range(5)]
        frozen.advance(timedelta(minutes=1))
        first = client.get(f"{VACANCIES}?since=2026-01-01").json
        assert [each["title"] for each in first["data"]] == ["Post 0", "Post 1"]
        frozen.advance(timedelta(minutes=5))
        for number in (0, 4):  # one that was read, and one that was not
            vacancies[number].pay_words = "Changed"
        session.commit()
        seen = []
        url = first["next"]
        while url:
            page = client.get(url.removeprefix("http://localhost")).json
            assert page["nextSince"] == first["nextSince"]
            seen += [each["title"] for each in page["data"]]
            url = page["next"]
        assert seen == ["Post 2", "Post 3"]
        assert {"Post 0", "Post 4"} <= told(client, first["nextSince"])[0]

    def test_what_was_written_late_is_not_missed(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        """A transaction that ends after the answer may bear a time before it."""
        since = client.get(VACANCIES).json["nextSince"]
        late = VacancyFactory(title="Late", opens_at=clock.now())
        written = clock.now() - timedelta(minutes=1)
        session.execute(update(Vacancy).where(Vacancy.id == late.id).values(updated_at=written, opens_at=written))
        session.commit()
        frozen.advance(timedelta(minutes=1))
        assert told(client, since)[0] == {"Late"}


def something_happens(chance: random.Random, live: list[Vacancy]) -> None:
    happening = chance.choice(["publish", "schedule", "edit", "end", "remove", "move"])
    if happening == "publish" or not live:
        VacancyFactory(subjects=[Subject.music], opens_at=clock.now())
    elif happening == "schedule":
        ScheduledVacancyFactory(subjects=[Subject.music], opens_at=clock.now() + timedelta(hours=3))
    else:
        vacancy = chance.choice(live)
        if happening == "edit":
            vacancy.pay_words = str(chance.random())
        elif happening == "move":
            vacancy.subjects = [Subject.drama]
        elif happening == "end":
            vacancy.state, vacancy.closes_at = VacancyState.ended_early, clock.now()
        else:
            vacancy.state = VacancyState.removed


@pytest.mark.parametrize("seed", range(3))
def test_a_copy_that_follows_is_the_list_itself(
    client: StrictClient, session: Session, frozen: FrozenClock, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(changes, "PER_PAGE", 3)
    chance = random.Random(seed)
    for _ in range(4):
        VacancyFactory(subjects=[Subject.music])
    first = client.get(f"{VACANCIES}?subject=music").json
    copy = {each["id"]: each["payWords"] for each in first["data"]}
    since = first["nextSince"]
    for _ in range(8):
        frozen.advance(timedelta(minutes=chance.randint(1, 900)))
        live = [each for each in session.query(Vacancy) if each.is_open(clock.now())]
        something_happens(chance, live)
        session.commit()
        if chance.random() < 0.6:
            pages = ask(client, since, "&subject=music")
            for page in pages:
                copy.update({each["id"]: each["payWords"] for each in page["data"]})
                for each in page["gone"]:
                    copy.pop(each["id"], None)
            since = pages[0]["nextSince"]
            listed = client.get(f"{VACANCIES}?subject=music").json["data"]
            assert copy == {each["id"]: each["payWords"] for each in listed}


# -- schools

SCHOOLS = "/api/v1/schools"


def school_changes(client: StrictClient, since: str, query: str = "") -> tuple[list[int], dict[int, str]]:
    """(URNs that are new or different, URN -> why it is gone), over all pages."""
    data: list[int] = []
    gone: dict[int, str] = {}
    url: str | None = f"{SCHOOLS}?since={since.replace('+', '%2B')}{query}"
    while url:
        page = client.get(url.removeprefix("http://localhost")).json
        data += [each["urn"] for each in page["data"]]
        gone |= {each["urn"]: each["reason"] for each in page["gone"]}
        url = page["next"]
    return data, gone


@pytest.fixture
def city(session: Session, frozen: FrozenClock) -> dict[str, Any]:
    """Three schools that have been there for an hour."""
    made = {
        name: SchoolFactory(name=name, urn=urn, phase=Phase.primary)
        for urn, name in enumerate(("Ash", "Beech", "Elm"), 120001)
    }
    SchoolProfileFactory(school=made["Elm"])
    frozen.advance(timedelta(hours=1))
    return made


def follow_schools(client: StrictClient, frozen: FrozenClock, query: str = "") -> str:
    since = str(client.get(f"{SCHOOLS}{query}").json["nextSince"])
    frozen.advance(timedelta(minutes=10))
    return since


class TestSchools:
    def test_nothing_when_nothing_happened(self, client: StrictClient, city: Any, frozen: FrozenClock) -> None:
        assert school_changes(client, follow_schools(client, frozen)) == ([], {})

    @pytest.mark.parametrize(("field", "value"), [("pupils", 431), ("name", "Ash and Beech"), ("telephone", "01733 1")])
    def test_what_the_register_changed(
        self, client: StrictClient, city: Any, frozen: FrozenClock, session: Session, field: str, value: Any
    ) -> None:
        """Whichever of its two rows the field stands in."""
        since = follow_schools(client, frozen)
        setattr(city["Ash"], field, value)
        session.commit()
        assert school_changes(client, since) == ([120001], {})

    def test_what_the_school_says_of_itself(
        self, client: StrictClient, city: Any, frozen: FrozenClock, session: Session
    ) -> None:
        since = follow_schools(client, frozen)
        city["Elm"].profile.welcome = "We have a garden."
        session.commit()
        assert school_changes(client, since) == ([120003], {})

    def test_an_import_that_changes_nothing_is_no_change(
        self, client: StrictClient, city: Any, frozen: FrozenClock, session: Session
    ) -> None:
        since = follow_schools(client, frozen)
        city["Ash"].pupils = city["Ash"].pupils
        session.commit()
        assert school_changes(client, since) == ([], {})

    def test_new_closed_and_no_longer_matching(
        self, client: StrictClient, city: Any, frozen: FrozenClock, session: Session
    ) -> None:
        since = follow_schools(client, frozen, "?phase=primary")
        SchoolFactory(name="New", urn=120009, phase=Phase.primary)
        city["Ash"].status = EstablishmentStatus.closed
        city["Beech"].phase = Phase.secondary
        session.commit()
        told = school_changes(client, since, "&phase=primary")
        assert told == ([120009], {120001: "closed", 120002: "unmatched"})

    def test_pages_reach_to_one_moment(
        self, client: StrictClient, city: Any, frozen: FrozenClock, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(changes, "PER_PAGE", 2)
        since = follow_schools(client, frozen)
        for school in city.values():
            school.pupils = 99
        session.commit()
        first = client.get(f"{SCHOOLS}?since={since.replace('+', '%2B')}").json
        assert [each["urn"] for each in first["data"]] == [120001, 120002]
        frozen.advance(timedelta(minutes=10))
        city["Elm"].pupils = 100
        session.commit()
        rest = client.get(first["next"].removeprefix("http://localhost")).json
        assert (rest["data"], rest["next"]) == ([], None), "what changed while it was read is in the next list"
        assert school_changes(client, str(first["nextSince"]))[0] == [120001, 120002, 120003]

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("since=yesterday", "“since” must be a date and time"),
            ("since=2026-04-24T10:00:00Z&with_jobs=yes", "“with_jobs” cannot be asked together with “since”"),
            ("since=2026-04-24T10:00:00Z&after=120001", "“after” must be taken from “next”"),
            ("since=2026-04-24T10:00:00Z&after=99999999999999999-1", "“after” must be taken from “next”"),
            ("after=1777000000000000-120001", "“after” must be a whole number"),
        ],
    )
    def test_questions_that_make_no_sense(self, client: StrictClient, session: Session, query: str, words: str) -> None:
        page = client.get(f"{SCHOOLS}?{query}", status=400)
        assert page.response.content_type == "application/problem+json"
        assert words in page.json["detail"]
