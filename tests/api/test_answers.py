"""What is answered: only what is public, whole, page by page, cheaply asked again, and never a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.api import queries
from teachpb.places import queries as places
from teachpb.places.models import Place, PlaceKind
from teachpb.schools.models import EstablishmentStatus, Phase, TypeGroup
from teachpb.vacancies.models import JobRole, Subject, VacancySlug, VacancyState
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, SchoolProfileFactory, TrustFactory
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

VACANCIES, SCHOOLS = "/api/v1/vacancies", "/api/v1/schools"


def titles(client: StrictClient, query: str = "") -> list[str]:
    return [each["title"] for each in client.get(f"{VACANCIES}{query}").json["data"]]


class TestVacancies:
    def test_only_open_ones_latest_first(self, client: StrictClient, session: Session) -> None:
        VacancyFactory(title="Older")
        VacancyFactory(title="Newer")
        DraftVacancyFactory()
        ScheduledVacancyFactory()
        ExpiredVacancyFactory()
        VacancyFactory(state=VacancyState.removed)
        VacancyFactory(state=VacancyState.ended_early)
        VacancyFactory(closes_at=clock.now() - timedelta(minutes=1))
        answer = client.get(VACANCIES).json
        assert [each["title"] for each in answer["data"]] == ["Newer", "Older"]
        assert (answer["total"], answer["next"]) == (2, None)

    def test_one_opens_and_closes_by_the_clock(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        vacancy = ScheduledVacancyFactory()
        assert titles(client) == []
        client.get(f"{VACANCIES}/{vacancy.slug}", status=404)
        frozen.move_to(vacancy.opens_at)
        assert len(titles(client)) == 1
        frozen.move_to(vacancy.closes_at)
        assert titles(client) == []
        client.get(f"{VACANCIES}/{vacancy.slug}", status=410)

    def test_the_one_that_opened_last_comes_first_whenever_it_was_written(
        self, client: StrictClient, session: Session
    ) -> None:
        VacancyFactory(title="Written first, opened last", opens_at=clock.now() - timedelta(hours=1))
        VacancyFactory(title="Written last", opens_at=clock.now() - timedelta(days=1))
        assert titles(client) == ["Written first, opened last", "Written last"]

    @pytest.mark.parametrize(
        ("make", "status"),
        [
            (lambda: VacancyFactory(), 200),
            (lambda: DraftVacancyFactory(), 404),
            (lambda: ExpiredVacancyFactory(), 410),
            (lambda: VacancyFactory(state=VacancyState.removed), 410),
            (lambda: VacancyFactory(state=VacancyState.ended_early), 410),
        ],
    )
    def test_one_by_its_state(self, client: StrictClient, session: Session, make: Any, status: int) -> None:
        client.get(f"{VACANCIES}/{make().slug}", status=status)

    def test_one_that_moved(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory()
        session.add(VacancySlug(slug="its-old-name", vacancy_id=vacancy.id))
        session.commit()
        assert client.get(f"{VACANCIES}/its-old-name", status=301).location == f"{VACANCIES}/{vacancy.slug}"

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["Head", "Music teacher", "Physics teacher"]),
            ("?keyword=physics", ["Physics teacher"]),
            ("?subject=physics&subject=music", ["Music teacher", "Physics teacher"]),
            ("?subject=physics&phase=primary", []),
            ("?role=headteacher", ["Head"]),
            ("?phase=secondary", ["Physics teacher"]),
            ("?phase=primary", ["Head", "Music teacher"]),
            ("?ect=yes&role=headteacher", ["Head"]),
            ("?visa=yes", []),
            ("?salary_from=40000", ["Head", "Music teacher", "Physics teacher"]),
            ("?salary_from=90000", []),
            ("?closing_within=7", []),
            ("?posted_within=7&pattern=full_time&contract=permanent", ["Head", "Music teacher", "Physics teacher"]),
            ("?posted_within=1", []),
            ("?school=no-such-school", []),
            ("?keyword=&location=", ["Head", "Music teacher", "Physics teacher"]),
        ],
    )
    def test_filters(self, client: StrictClient, session: Session, query: str, expected: list[str]) -> None:
        VacancyFactory(title="Physics teacher", subjects=[Subject.physics], phases=[Phase.secondary])
        VacancyFactory(title="Music teacher", subjects=[Subject.music])
        VacancyFactory(title="Head", job_roles=[JobRole.headteacher], skills_and_experience="")
        assert titles(client, query) == expected

    def test_place_and_radius(self, client: StrictClient, session: Session) -> None:
        here = SchoolFactory(name="Middle School")
        VacancyFactory(title="Near", organisation=here)
        far = SchoolFactory(latitude=52.2, longitude=0.12)
        VacancyFactory(title="Far", organisation=far)
        assert titles(client, "?location=Middle+School&radius=5") == ["Near"]
        assert titles(client, "?location=Middle+School&radius=100") == ["Far", "Near"]

    def test_all_pages_together_have_everything_once(
        self, client: StrictClient, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "PER_PAGE", 3)
        for number in range(8):
            VacancyFactory(title=f"Post {number}")
        seen: list[str] = []
        url: str | None = f"{VACANCIES}?phase=primary"
        sizes = []
        while url:
            page = client.get(url.removeprefix("http://localhost"))
            if page.json["next"]:
                assert page.response.headers["Link"] == f'<{page.json["next"]}>; rel="next"'
                assert "phase=primary" in page.json["next"]
            VacancyFactory(title="Published while somebody reads", opens_at=clock.now() - timedelta(seconds=1))
            seen += [each["title"] for each in page.json["data"]]
            sizes.append(len(page.json["data"]))
            url = page.json["next"]
        assert sizes == [3, 3, 2]
        assert seen == [f"Post {number}" for number in reversed(range(8))]

    def test_the_number_of_queries_does_not_grow(
        self, client: StrictClient, session: Session, query_count: Any
    ) -> None:
        counts = []
        for more in (2, 18):
            for _ in range(more):
                VacancyFactory()
            with query_count() as sent:
                client.get(VACANCIES)
            counts.append(sent.count)
        assert counts[0] == counts[1]


class TestSchools:
    def test_open_schools_of_the_city_by_urn(self, client: StrictClient, session: Session) -> None:
        city, county = LocalAuthorityFactory(code="874"), LocalAuthorityFactory(code="873")
        SchoolFactory(urn=200_002, local_authority=city)
        school = SchoolFactory(urn=200_001)
        SchoolFactory(urn=200_003, local_authority=county)
        SchoolFactory(urn=200_004, status=EstablishmentStatus.closed)
        VacancyFactory(organisation=school)
        answer = client.get(SCHOOLS).json
        assert [(each["urn"], each["openVacancies"]) for each in answer["data"]] == [(200_001, 1), (200_002, 0)]
        assert answer["total"] == 2
        client.get(f"{SCHOOLS}/200001")
        client.get(f"{SCHOOLS}/200003", status=404)

    def test_by_phase_and_page(self, client: StrictClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queries, "PER_PAGE", 2)
        for number in range(3):
            SchoolFactory(urn=300_000 + number)
        SchoolFactory(urn=300_009, phase=Phase.secondary)
        first = client.get(f"{SCHOOLS}?phase=primary").json
        second = client.get(first["next"].removeprefix("http://localhost")).json
        assert [each["urn"] for each in first["data"] + second["data"]] == [300_000, 300_001, 300_002]
        assert (first["total"], second["next"]) == (3, None)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("keyword=orchard", [400_001]),
            ("keyword=zebrafish", []),
            ("type=academy", [400_002]),
            ("trust=the-trust", [400_002]),
            ("trust=no-such-trust", []),
            ("with_jobs=yes", [400_003]),
            ("location=PE2&radius=5", [400_001, 400_002, 400_003]),
            ("location=PE2&radius=5&type=academy&type=special", [400_002]),
        ],
    )
    def test_by_all_the_directory_knows(
        self, client: StrictClient, session: Session, monkeypatch: pytest.MonkeyPatch, query: str, expected: list[int]
    ) -> None:
        place = Place("PE2", 52.56, -0.25, PlaceKind.outcode)
        monkeypatch.setattr(places, "locate", lambda text: place if text == "PE2" else None)
        SchoolFactory(urn=400_001, name="Orchard School")
        trust = TrustFactory(slug="the-trust")
        SchoolFactory(urn=400_002, trust=trust, type_group=TypeGroup.academy)
        VacancyFactory(organisation=SchoolFactory(urn=400_003))
        SchoolFactory(urn=400_004, latitude=51.5, longitude=-0.1, name="Far School")
        answer = client.get(f"{SCHOOLS}?{query}").json
        assert [each["urn"] for each in answer["data"] if each["urn"] != 400_004] == expected
        assert ("location" in query) <= (400_004 not in [each["urn"] for each in answer["data"]])

    def test_a_closed_school_says_so(self, client: StrictClient, session: Session) -> None:
        SchoolFactory(urn=300_001, status=EstablishmentStatus.closed)
        assert client.get(f"{SCHOOLS}/300001").json["status"] == "closed"

    def test_the_number_of_queries_does_not_grow(
        self, client: StrictClient, session: Session, query_count: Any
    ) -> None:
        counts = []
        for more in (2, 18):
            for _ in range(more):
                SchoolProfileFactory()
            with query_count() as sent:
                client.get(SCHOOLS)
            counts.append(sent.count)
        assert counts[0] == counts[1]


class TestBadInput:
    @pytest.mark.parametrize(
        ("url", "says"),
        [
            (f"{VACANCIES}?role=king", "“king” is no value of “role”. Its values are: teacher, "),
            (f"{VACANCIES}?role=", "“” is no value of “role”"),
            (f"{VACANCIES}?subjects=music", "There is no parameter “subjects”"),
            (f"{VACANCIES}?location=Atlantis", "We do not know the place “Atlantis”"),
            (f"{VACANCIES}?radius=5", "“radius” needs a “location”"),
            (f"{VACANCIES}?location=PE1&radius=0", "“radius” must be a whole number from 1 to 200"),
            (f"{VACANCIES}?location=PE1&radius=1e9", "“radius” must be a whole number"),
            *(
                (f"{VACANCIES}?{more}after={cursor}", "“after” must be taken from “next”")
                for more in ("", "since=2026-01-01&")
                for cursor in ("abc", "-1", "", "5", "1-99999999999", "9" * 17 + "-1", "١-1")
            ),
            (f"{VACANCIES}?after=1-2-3", "“after” must be taken from “next”"),
            (f"{VACANCIES}?since=2026-01-01&after=1-2", "“after” must be taken from “next”"),
            (f"{VACANCIES}?since=2026-01-01&after={'9' * 17}-1-1", "“after” must be taken from “next”"),
            (f"{VACANCIES}?after=1&after=2", "Give “after” once"),
            *(
                (f"{VACANCIES}?since={moment}", "“since” must")
                for moment in (
                    "",
                    "yesterday",
                    "1969-12-31",
                    "9999-12-31T23:59:59-14:00",
                    "0001-01-01T00:00:00%2B14:00",
                )
            ),
            (f"{VACANCIES}?since=2026-01-01&posted_within=3", "“posted_within” cannot be asked together"),
            (f"{VACANCIES}?since=2026-01-01&closing_within=3", "“closing_within” cannot be asked together"),
            (f"{VACANCIES}?salary_from=0", "“salary_from” must be a whole number from 1 to 500000"),
            (f"{VACANCIES}?school=A+School", "is no “slug” of a school"),
            (f"{VACANCIES}?ect=no", "“no” is no value of “ect”. Its values are: yes"),
            (f"{VACANCIES}?trust={'&trust='.join(['x'] * 101)}", "may be given 100 times"),
            (f"{VACANCIES}?%00=1", "There is no parameter “�”"),
            (f"{SCHOOLS}?after=x", "“after” must be a whole number"),
            (f"{SCHOOLS}?with_jobs=no", "“no” is no value of “with_jobs”"),
            (f"{SCHOOLS}?type=castle", "“castle” is no value of “type”"),
            (f"{SCHOOLS}?location=Atlantis", "We do not know the place"),
            (f"{VACANCIES}?keyword=%00", "printable"),
            (f"{VACANCIES}?keyword={'x' * 201}", "at most 200"),
            (f"{SCHOOLS}?phase=lunar", "“lunar” is no value of “phase”"),
            (f"{SCHOOLS}?role=teacher", "There is no parameter “role”. There are: after, keyword, location, phase"),
        ],
    )
    def test_it_says_what_to_change(self, client: StrictClient, session: Session, url: str, says: str) -> None:
        answer = client.get(url, status=400)
        assert answer.response.mimetype == "application/problem+json"
        assert says in answer.json["detail"]
        assert answer.response.headers["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize("url", ["/api/v1/nothing", f"{VACANCIES}/a/b", f"{SCHOOLS}/abc", f"{SCHOOLS}/{10**12}"])
    def test_no_such_thing(self, client: StrictClient, session: Session, url: str) -> None:
        assert client.get(url, status=404).json["status"] == 404

    def test_an_unknown_word_finds_nothing_rather_than_something_else(
        self, client: StrictClient, session: Session
    ) -> None:
        VacancyFactory()
        assert titles(client, "?keyword=zebrafish") == []

    def test_a_cursor_past_the_end_is_an_empty_page(self, client: StrictClient, session: Session) -> None:
        SchoolFactory()
        assert client.get(f"{SCHOOLS}?after=2147483647").json["data"] == []


class TestCaching:
    @pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
    @pytest.mark.parametrize("url", [VACANCIES, SCHOOLS, "/api/v1/openapi.json"])
    def test_asked_again_with_its_etag(self, client: StrictClient, session: Session, url: str, encoding: str) -> None:
        vacancy = VacancyFactory()
        headers = {"Accept-Encoding": encoding}
        first = client.get(url, headers=headers).response
        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert first.headers.get("Content-Encoding", "identity") == encoding
        again = client.get(url, status=304, headers={**headers, "If-None-Match": first.headers["ETag"]}).response
        assert again.data == b""
        vacancy.pay_max_pence = 5_000_000
        vacancy.schools[0].name = "Another name"
        session.commit()
        if "openapi" not in url:
            client.get(url, headers={**headers, "If-None-Match": first.headers["ETag"]})

    def test_the_moment_of_asking_is_no_change(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        VacancyFactory()
        first = client.get(VACANCIES)
        frozen.advance(timedelta(minutes=5))
        client.get(VACANCIES, status=304, headers={"If-None-Match": first.response.headers["ETag"]})
        again = client.get(VACANCIES)
        assert again.response.headers["ETag"] == first.response.headers["ETag"]
        assert again.response.headers["ETag"].startswith("W/")
        assert again.json["nextSince"] > first.json["nextSince"]

    @pytest.mark.parametrize("url", [VACANCIES, SCHOOLS, "/feeds/jobs.atom", "/feeds/jobs.ics", "/feeds/jobs.csv"])
    def test_head_says_what_get_would_without_saying_it(self, client: StrictClient, session: Session, url: str) -> None:
        VacancyFactory()
        get, head = client.http.get(url), client.http.head(url)
        assert (head.status_code, head.data) == (200, b"")
        for name in ("ETag", "Content-Type", "Cache-Control", "Access-Control-Allow-Origin"):
            assert head.headers[name] == get.headers[name]
        assert set(client.http.options(url).headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}

    def test_any_origin_may_ask_even_with_an_etag(self, client: StrictClient, session: Session) -> None:
        asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
        asked["Access-Control-Request-Headers"] = "If-None-Match"
        answer = client.http.options(VACANCIES, headers=asked)
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]

    def test_pages_for_people_stay_closed_to_other_origins(self, client: StrictClient, session: Session) -> None:
        for path in ("/jobs", "/api"):
            assert "Access-Control-Allow-Origin" not in client.get(path).response.headers


class TestPrivacy:
    def test_no_person_and_no_way_to_reach_one(self, client: StrictClient, session: Session) -> None:
        secrets = {"contact_email": "ada@example.org", "contact_phone": "01733 111222"}
        school = SchoolFactory(urn=400_001, head_name="Hannah Headteacher", telephone="01733 333444")
        SchoolProfileFactory(
            school=school,
            contact_name="Carl Contact",
            staff_quote_by="Sue Staff",
            contact_email="office@school.example",
            contact_phone="01733 555666",
        )
        vacancy = VacancyFactory(organisation=school, **secrets)
        hidden = [*secrets.values(), "Hannah", "333444", "Carl", "Sue Staff", "office@school.example", "555666"]
        feeds = [f"/feeds/jobs.{kind}" for kind in ("atom", "ics", "csv")]
        since = f"{VACANCIES}?since=2020-01-01"
        for url in (VACANCIES, since, f"{VACANCIES}/{vacancy.slug}", SCHOOLS, f"{SCHOOLS}/400001", *feeds):
            body = client.get(url).body
            assert [word for word in hidden if word in body] == [], url
