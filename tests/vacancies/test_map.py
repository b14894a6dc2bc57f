"""The results on a map: the same jobs as in the list, place by place, with and without scripts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from teachpb.places.models import Place, PlaceKind
from teachpb.vacancies.seasons import SEASONS, season_words
from teachpb.vacancies.spots import spots_of
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory
from tests.vacancies.test_results import titles_on

ORTON = Place("Orton", 52.551, -0.283, PlaceKind.district)


@pytest.fixture
def spread() -> dict[str, Any]:
    """Jobs at one school, at two schools, at a head office, and nowhere in particular."""
    near = SchoolFactory(name="Orton Primary", latitude=52.551, longitude=-0.283)
    far = SchoolFactory(name="Spalding High", latitude=52.788, longitude=-0.153)
    nowhere = SchoolFactory(name="New School", latitude=None, longitude=None)
    trust = TrustFactory(name="Fenland Trust")
    return {
        "one": VacancyFactory(organisation=near, title="Year 4 teacher"),
        "another": VacancyFactory(organisation=near, title="Year 5 teacher"),
        "both": VacancyFactory(organisation=trust, schools=[near, far], title="Art teacher"),
        "office": VacancyFactory(
            organisation=trust, schools=[], at_head_office=True, office_address="1 Mill Road", title="Payroll clerk",
            office_latitude=52.56, office_longitude=-0.25,
        ),
        "nowhere": VacancyFactory(organisation=nowhere, title="Site manager"),
    }  # fmt: skip


@pytest.mark.usefixtures("session", "frozen")
class TestSpots:
    def test_each_place_once_with_all_its_jobs(self, spread: dict[str, Any]) -> None:
        spots, unplaced = spots_of(list(spread.values()))
        assert {spot.name: len(spot.ids) for spot in spots} == {
            "Orton Primary": 3,
            "Spalding High": 1,
            "Fenland Trust, head office": 1,
        }
        assert unplaced == [spread["nowhere"].id]

    def test_near_a_place_only_the_schools_within_reach(self, spread: dict[str, Any]) -> None:
        spots, _ = spots_of([spread["both"]], near=ORTON, radius=10)
        assert [spot.name for spot in spots] == ["Orton Primary"]

    def test_the_order_is_that_of_the_results(self, spread: dict[str, Any]) -> None:
        spots, _ = spots_of([spread["office"], spread["another"], spread["one"]])
        assert [spot.name for spot in spots] == ["Fenland Trust, head office", "Orton Primary"]
        assert spots[1].ids == [spread["another"].id, spread["one"].id]


@pytest.mark.usefixtures("session", "frozen")
class TestThePage:
    @pytest.mark.parametrize("query", ["", "keyword=teacher", "location=Orton&radius=5", "ect=yes&sort=salary"])
    def test_map_and_list_show_the_same(self, client: Any, spread: dict[str, Any], query: str) -> None:
        listed = titles_on(client.get(f"/jobs?{query}"))
        assert set(titles_on(client.get(f"/jobs?{query}&view=map"))) == set(listed)
        assert listed

    def test_it_is_of_use_without_scripts_and_tiles(self, client: Any, spread: dict[str, Any]) -> None:
        page = client.get("/jobs?view=map")
        targets = [link["href"] for link in page.select("svg.tp-sketch a")]
        assert len(targets) == 3
        for target in targets:
            assert page.select(f"section{target} .tp-place__jobs a"), "each circle leads to its jobs"
        assert "hidden" in page.select("[data-map]")[0].attrs, "what only a script can fill is not shown"
        assert [text.get_text() for text in page.select(".tp-sketch__count")] == ["3"]

    def test_the_points_are_the_same_jobs(self, client: Any, spread: dict[str, Any]) -> None:
        page = client.get("/jobs?view=map")
        points = json.loads(page.select("#map-points")[0].string)["features"]
        places = [each["properties"] for each in points if "count" in each["properties"]]
        assert {place["name"]: place["count"] for place in places}["Orton Primary"] == 3
        assert all(page.select(place["list"]) for place in places)
        items = {item["name"]: item["href"] for place in places for item in place["items"]}
        assert items == {title: href for title, href in page.links.items() if title in items}
        assert set(items) == {each.title for name, each in spread.items() if name != "nowhere"}
        assert {each["properties"].get("base") for each in points} == {None, "name", "river"}

    def test_forms_chips_and_tabs_stay_on_the_map(self, client: Any, spread: dict[str, Any]) -> None:
        page = client.get("/jobs?view=map&ect=yes&keyword=teacher")
        assert len(page.select("input[type=hidden][name=view][value=map]")) == 3
        chips = [str(chip["href"]) for chip in page.select("a.tp-chip")]
        assert chips == ["/jobs?keyword=teacher&view=map"] * 2
        assert page.links["List"] == "/jobs?keyword=teacher&ect=yes"
        assert client.get("/jobs").links["Map"] == "/jobs?view=map"

    def test_nothing_found_is_no_map(self, client: Any, spread: dict[str, Any]) -> None:
        page = client.get("/jobs?view=map&keyword=zebra")
        assert not page.select("[data-map], svg.tp-sketch")
        assert "Leave out the words “zebra”" in page.text

    def test_only_jobs_without_a_place(self, client: Any) -> None:
        VacancyFactory(organisation=SchoolFactory(latitude=None, longitude=None), title="Site manager")
        page = client.get("/jobs?view=map")
        assert "Not on the map" in page.text
        assert not page.select("[data-map], svg.tp-sketch")

    def test_another_view_is_the_list(self, client: Any, spread: dict[str, Any]) -> None:
        assert not client.get("/jobs?view=satellite").select("svg.tp-sketch")

    def test_it_asks_the_same_number_of_questions(self, client: Any, query_count: Any) -> None:
        counts = []
        VacancyFactory.create_batch(2)
        for more in (0, 15):
            VacancyFactory.create_batch(more)
            with query_count() as counter:
                client.get("/jobs?view=map")
            counts.append(counter.count)
        assert counts[0] == counts[1]


@pytest.mark.pure
class TestSeasons:
    def test_every_month_has_its_words(self) -> None:
        months = [month for months, _ in SEASONS for month in months]
        assert sorted(months) == list(range(1, 13))

    @pytest.mark.parametrize(
        ("moment", "says"),
        [
            ((2026, 1, 15), "about to begin"),
            ((2026, 5, 31), "busiest"),
            ((2026, 8, 1), "on holiday"),
            ((2026, 12, 31), "quiet time"),
        ],
    )
    def test_what_to_expect(self, moment: tuple[int, int, int], says: str) -> None:
        assert says in season_words(datetime(*moment, 12, tzinfo=UTC))

    def test_the_day_is_londons(self) -> None:
        assert "on holiday" in season_words(datetime(2026, 7, 31, 23, 30, tzinfo=UTC))
