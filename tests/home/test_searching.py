"""One box for everything, and what is being typed completed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from teachpb.home import searching
from tests.factories.cpd import CourseDateFactory, CourseFactory
from tests.factories.governors import GovernorRoleFactory
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory
from tests.factories.vacancies import DraftVacancyFactory, ExpiredVacancyFactory, VacancyFactory
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("session", "frozen")

KINDS = ("jobs", "governor-roles", "courses", "schools")


@pytest.fixture
def city() -> dict[str, Any]:
    """Music everywhere, and something else of each kind."""
    authority = LocalAuthorityFactory(code="874")
    orton = SchoolFactory(name="Orton Music School", local_authority=authority, latitude=52.551, longitude=-0.283)
    far = SchoolFactory(name="Spalding High", local_authority=authority, latitude=52.788, longitude=-0.153)
    course = CourseFactory(title="Music for everybody")
    CourseDateFactory(course=course)
    CourseFactory(title="First aid")
    return {
        "job": VacancyFactory(organisation=orton, title="Teacher of music"),
        "far_job": VacancyFactory(organisation=far, title="Music technician"),
        "other_job": VacancyFactory(organisation=far, title="Site manager"),
        "role": GovernorRoleFactory(organisation=orton, title="Governor with an ear for music"),
        "course": course,
        "school": orton,
    }


def totals(page: Any) -> dict[str, int]:
    counts = [int(tag.get_text()) for tag in page.select(".tp-kind__count")]
    return dict(zip(KINDS, counts, strict=True))


def found(page: Any, kind: str) -> list[str]:
    return [str(link.get_text()) for link in page.select(f"#{kind} .tp-card__link")]


class TestThePage:
    def test_one_word_finds_all_four_kinds(self, client: Any, city: dict[str, Any]) -> None:
        page = client.get("/search?keyword=music")
        assert page.h1 == "Results for “music”"
        assert totals(page) == {"jobs": 2, "governor-roles": 1, "courses": 1, "schools": 1}
        assert set(found(page, "jobs")) == {"Teacher of music", "Music technician"}
        assert found(page, "governor-roles") == ["Governor with an ear for music"]
        assert found(page, "courses") == ["Music for everybody"]
        assert found(page, "schools") == ["Orton Music School"]

    def test_every_kind_leads_to_its_own_search_with_the_same_words(self, client: Any, city: dict[str, Any]) -> None:
        page = client.get("/search?keyword=music")
        for words, path in (
            ("See every job", "/jobs?keyword=music"),
            ("See every role", "/governor-roles?keyword=music"),
            ("See every course", "/courses?keyword=music"),
            ("See every school", "/schools?keyword=music"),
        ):
            assert page.links[words] == path
            client.get(path)

    def test_near_a_place(self, client: Any, city: dict[str, Any]) -> None:
        page = client.get("/search?keyword=music&location=Orton")
        assert page.h1 == "Results for “music” near Orton"
        assert totals(page) == {"jobs": 1, "governor-roles": 1, "courses": 1, "schools": 1}
        assert "miles away" in page.text
        assert page.links["See every job"] == "/jobs?keyword=music&location=Orton"
        assert page.links["See every school"] == "/schools?keyword=music&location=Orton&radius=10"

    def test_an_unknown_place_is_said_and_left_out(self, client: Any, city: dict[str, Any]) -> None:
        page = client.get("/search?keyword=music&location=Xyzzyville")
        assert "We do not know a place called “Xyzzyville”" in page.text
        assert totals(page)["jobs"] == 2

    def test_kinds_without_anything_are_not_dwelt_on(self, client: Any, city: dict[str, Any]) -> None:
        page = client.get("/search?keyword=manager")
        assert totals(page) == {"jobs": 1, "governor-roles": 0, "courses": 0, "schools": 0}
        assert [tag["id"] for tag in page.select("section.tp-found")] == ["jobs"]

    def test_nothing_at_all_leads_on(self, client: Any, city: dict[str, Any]) -> None:
        page = client.get("/search?keyword=zebra")
        assert "Nothing like this anywhere" in page.text
        assert page.links["See all jobs"] == "/jobs"

    def test_an_empty_box_shows_everything(self, client: Any, city: dict[str, Any]) -> None:
        page = client.get("/search")
        assert page.h1 == "Everything in one place"
        assert totals(page) == {"jobs": 3, "governor-roles": 1, "courses": 2, "schools": 2}

    def test_what_is_not_public_is_not_found(self, client: Any) -> None:
        DraftVacancyFactory(title="Secret music")
        ExpiredVacancyFactory(title="Past music")
        CourseFactory(title="Draft music", status="draft")
        GovernorRoleFactory(title="Draft music governor", state="draft", published_at=None)
        page = client.get("/search?keyword=music")
        assert "Nothing like this anywhere" in page.text

    def test_search_engines_are_not_sent_here(self, client: Any) -> None:
        assert client.get("/search?keyword=music").select('meta[name=robots][content="noindex, follow"]')

    def test_a_long_unbroken_word_is_survived(self, client: Any) -> None:
        assert client.get(f"/search?keyword={'x' * 5000}").select("h1.tp-wrap")

    def test_a_mistake_is_forgiven_and_named(
        self,
        client: Any,
        city: dict[str, Any],
        search_index: SearchIndex,  # noqa: F811
    ) -> None:
        search_index.index_now()
        page = client.get("/search?keyword=musci")
        assert totals(page)["jobs"] == 2
        assert "Nothing says “musci”. These are for music" in page.text

    @pytest.mark.parametrize("words", ["music", '"teacher of music"', "music -technician", "teachers"])
    def test_with_an_index_it_is_each_rooms_own_answer(
        self,
        client: Any,
        city: dict[str, Any],
        search_index: SearchIndex,  # noqa: F811
        words: str,
    ) -> None:
        search_index.index_now()
        page = client.get("/search", query_string={"keyword": words})
        own = client.get("/jobs", query_string={"keyword": words})
        assert found(page, "jobs") == [str(link.get_text()) for link in own.select("h3.tp-card__title a")]

    def test_it_asks_the_same_number_of_questions(self, client: Any, query_count: Any) -> None:
        def grow(number: int) -> None:
            for _ in range(number):
                VacancyFactory()
                GovernorRoleFactory()
                CourseDateFactory()

        counts = []
        for number in (4, 6):
            grow(number)
            with query_count() as counter:
                client.get("/search")
            counts.append(counter.count)
        assert counts[0] == counts[1]

    def test_home_page_and_header_lead_here(self, client: Any) -> None:
        page = client.get("/")
        assert page.select("main form[action='/search'] input[name=location]")
        for path in ("/", "/schools", "/about"):
            assert client.get(path).select("header form[action='/search'] input[name=keyword]")


TEXT = st.text(max_size=60)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    pairs=st.lists(
        st.tuples(st.sampled_from(["keyword", "location", "kind", "text", "page", "radius"]), TEXT), max_size=5
    )
)
def test_no_address_breaks_it(client: Any, pairs: list[tuple[str, str]]) -> None:
    arguments = [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]
    client.get("/search", query_string=arguments)
    assert isinstance(client.get("/search/suggestions", query_string=arguments).json["suggestions"], list)


class TestSuggestions:
    def ask(self, client: Any, **arguments: str) -> list[str]:
        texts = client.get("/search/suggestions", query_string=arguments).json["suggestions"]
        return [str(text) for text in texts]

    @pytest.mark.parametrize(
        ("kind", "typed", "suggested"),
        [
            ("jobs", "mus", {"Teacher of music", "Music technician"}),
            ("jobs", "teacher of m", {"Teacher of music"}),
            ("governor-roles", "ear", {"Governor with an ear for music"}),
            ("courses", "first", {"First aid"}),
            ("schools", "spald", {"Spalding High"}),
            ("everything", "spald", {"Spalding High"}),
            ("everything", "musi", {"Teacher of music", "Orton Music School", "Music for everybody"}),
            ("places", "werr", {"Werrington"}),
            ("places", "orton", {"Orton", "Orton Goldhay"}),
        ],
    )
    def test_what_is_typed_goes_on(
        self,
        client: Any,
        city: dict[str, Any],
        search_index: SearchIndex,  # noqa: F811
        kind: str,
        typed: str,
        suggested: set[str],
    ) -> None:
        search_index.index_now()
        texts = self.ask(client, kind=kind, text=typed)
        assert suggested <= set(texts)
        assert len(texts) <= searching.SUGGESTIONS
        assert len({text.casefold() for text in texts}) == len(texts)

    @pytest.mark.parametrize(
        "arguments",
        [{"text": "m"}, {"text": "  "}, {}, {"kind": "people", "text": "music"}, {"kind": "", "text": "mu"}],
    )
    def test_too_little_or_nonsense_suggests_nothing(self, client: Any, arguments: dict[str, str]) -> None:
        assert self.ask(client, **arguments) == []

    def test_what_has_closed_is_not_suggested(
        self,
        client: Any,
        city: dict[str, Any],
        search_index: SearchIndex,  # noqa: F811
        frozen: Any,
    ) -> None:
        search_index.index_now()
        assert "Teacher of music" in self.ask(client, kind="jobs", text="teac")
        frozen.move_to(city["job"].closes_at)
        assert self.ask(client, kind="jobs", text="teac") == []

    def test_the_boxes_ask_here(self, client: Any) -> None:
        for path, kind in (
            ("/", "everything"),
            ("/search", "everything"),
            ("/jobs", "jobs"),
            ("/governor-roles", "governor-roles"),
            ("/courses", "courses"),
            ("/schools", "schools"),
        ):
            page = client.get(path)
            asked = {str(box["name"]): str(box["data-suggest"]) for box in page.select("input[data-suggest]")}
            assert asked == {
                "keyword": f"/search/suggestions?kind={kind}",
                "location": "/search/suggestions?kind=places",
            }
            assert page.select('script[src*="autocomplete"][defer]')

    def test_it_is_no_page_for_search_engines(self, client: Any) -> None:
        assert client.get("/search/suggestions?text=mu").response.headers["X-Robots-Tag"] == "noindex"


def test_mixed_suggestions_take_turns(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"vacancy": ["A", "B", "C"], "governor_role": ["a", "D"], "course": [], "school": ["E", "F"]}
    monkeypatch.setattr(searching.engine, "suggest", lambda corpus, text, limit: answers[corpus])
    assert searching.suggest("everything", "xy") == ["A", "E", "B", "D", "F", "C"]
