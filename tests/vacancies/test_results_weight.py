"""How much the results page asks of a phone, and how soon it knows what was published or has closed."""

from __future__ import annotations

import gzip
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from teachpb import clock
from teachpb.db import transaction
from teachpb.jobs.worker import Runner
from teachpb.search.indexing import APPLY_CHANGES
from teachpb.search.query import Query
from teachpb.vacancies import operations, queries
from teachpb.vacancies.models import EctStatus, Subject
from teachpb.vacancies.queries import Criteria
from tests.factories.accounts import UserFactory
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import DraftVacancyFactory, VacancyFactory
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("session", "frozen")

STATIC = Path(__file__).parents[2] / "static"
BUDGET = 60 * 1024


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def weight(page: Any) -> dict[str, int]:
    """Bytes as sent of the HTML and of every style sheet and script it names, those for typing ahead too. Letters are
    kept for a year and pictures on the cards come lazily: neither is counted."""
    linked = page.select("link[rel=stylesheet], script[src]")
    paths = {str(tag.get("href") or tag.get("src")) for tag in linked}
    paths |= {str(tag["data-style"]) for tag in page.select("script[data-style]")}
    files = {path: STATIC / re.sub(r"^/static/(v-[^/]+/)?", "", path) for path in paths}
    return {"page": packed(page.body.encode()), **{name: packed(path.read_bytes()) for name, path in files.items()}}


@pytest.fixture
def full_page(client: Any) -> Any:
    """Ten cards that say all a card can, near a place, from many schools, under several filters."""
    for number in range(12):
        school = SchoolFactory(
            name=f"{'Saint Kyneburgha and Saint Pega'} Church of England Primary School {number}",
            latitude=52.55 + number / 500, longitude=-0.28, locality="Orton Goldhay", town="Peterborough",
        )  # fmt: skip
        VacancyFactory(
            organisation=school, title=f"Year {number} class teacher and leader of music {number}",
            ect_status=EctStatus.ect_suitable, visa_sponsorship=True, is_job_share=True,
            subjects=[list(Subject)[number], Subject.music],
        )  # fmt: skip
    return client.get("/jobs?location=Orton&ect=yes&visa=yes&pattern=job_share&role=teacher")


def test_a_full_page_of_results_stays_within_its_budget(full_page: Any) -> None:
    sizes = weight(full_page)
    assert len(full_page.select("article.tp-card")) == 10
    assert {"site.css", "site.js", "autocomplete.js", "autocomplete.css"} <= {
        re.sub(r".*/", "", name) for name in sizes
    }
    assert sum(sizes.values()) <= BUDGET, sizes
    assert sizes["page"] <= 15 * 1024


def test_pictures_wait_and_nothing_comes_from_elsewhere(full_page: Any) -> None:
    assert all(picture["loading"] == "lazy" for picture in full_page.select("article img"))
    addresses = [tag.get("src") or tag.get("href") for tag in full_page.select("script[src], link, img")]
    outside = [each for each in addresses if not str(each).startswith("/") and "http://localhost" not in str(each)]
    assert outside == []


def test_no_script_stands_in_the_way_of_the_first_sight(full_page: Any) -> None:
    scripts = full_page.select("script[src]")
    assert scripts
    assert all(tag.has_attr("defer") or tag.get("type") == "module" for tag in scripts)


def test_filters_are_folded_until_there_is_room_for_them(full_page: Any) -> None:
    """Nothing jumps on a slow phone: the panel is closed as sent, and a wide screen shows it by its style sheet."""
    (panel,) = full_page.select("details.tp-filters")
    assert not panel.has_attr("open")
    assert "Filters 4 in use" in " ".join(panel.select("summary")[0].get_text(" ").split())
    assert "::details-content" in (STATIC / "dist/site.css").read_text()


class TestFreshness:
    def test_the_page_is_never_shown_again_without_asking(self, client: Any) -> None:
        first = client.get("/jobs").response
        assert first.headers["Cache-Control"] == "public, no-cache"
        kept = {"If-None-Match": first.headers["ETag"]}
        assert client.get("/jobs", status=304, headers=kept)
        VacancyFactory()
        client.get("/jobs", headers=kept)

    def test_published_is_found_as_soon_as_the_worker_was_woken(
        self,
        app: Flask,
        client: Any,
        search_index: SearchIndex,  # noqa: F811
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The real way: the commit wakes the job, the worker runs it, and the page's process looks for a new index at
        most once a second."""
        woken: list[str] = []
        monkeypatch.setattr(app.extensions["teachpb.queue"], "enqueue", woken.append)
        vacancy = DraftVacancyFactory(title="Keeper of the kiln")
        search_index.index_now()
        assert not client.get("/jobs?keyword=kiln").select("article.tp-card")
        woken.clear()
        with transaction():
            operations.publish(actor=UserFactory(), vacancy=vacancy)
        assert APPLY_CHANGES in woken, "the worker was not told"
        started = time.perf_counter()
        Runner(app)(APPLY_CHANGES)
        live = search_index.engine.live_index("vacancy")
        assert live._is_outdated(), "the worker has written a new version"
        live.refresh()
        took = time.perf_counter() - started
        assert [card.get_text() for card in client.get("/jobs?keyword=kiln").select("h3 a")] == [vacancy.title]
        assert took < 1, "with a second between two looks that makes two"

    def test_closing_needs_no_index_at_all(self, search_index: SearchIndex, frozen: Any) -> None:  # noqa: F811
        vacancy = VacancyFactory(closes_at=clock.now() + timedelta(minutes=1))
        search_index.index_now()
        assert queries.find(Criteria()).total == 1
        assert queries.matching_ids(Criteria()) == [vacancy.id]
        frozen.move_to(vacancy.closes_at)
        assert queries.find(Criteria()).total == 0
        assert queries.matching_ids(Criteria()) == []
        assert not any(queries.find(Criteria()).counts["role"].values())

    def test_before_the_first_index_the_database_answers(
        self,
        client: Any,
        search_index: SearchIndex,  # noqa: F811
    ) -> None:
        assert search_index.engine.search(Query(corpus="vacancy")).total == 0, "looked once, when there was none"
        VacancyFactory(title="Keeper of the kiln")
        assert client.get("/jobs?keyword=kiln").select("article.tp-card")
        search_index.index_now()
        assert client.get("/jobs?keyword=kilns").select("article.tp-card"), "stemmed: the index answers now"
