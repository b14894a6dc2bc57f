"""The page frame: what the layouts draw around every page, the error pages and the home page."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template
from sqlalchemy.exc import OperationalError

from tests.support.pages import ITEM, Render, failed_form, words

ROOT = Path(__file__).parents[2] / "templates"
LAYOUTS = ("page", "wide", "work", "error")
PAGE = (
    '{% extends "layouts/LAYOUT.html" %}{% block title %}Ask a question{% endblock %}'
    '{% block content %}<h1 class="tp-title">Ask a question</h1>{% endblock %}'
)

pytestmark = pytest.mark.pure


def a_page(layout: str) -> str:
    return PAGE.replace("LAYOUT", layout)


class TestFrame:
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_every_layout_has_one_main_a_skip_link_to_it_and_a_language(self, render: Render, layout: str) -> None:
        page = render(a_page(layout))
        assert page.html["lang"] == "en"
        assert len(page.select("main")) == 1
        assert page.select_one(".govuk-skip-link")["href"] == f"#{page.main['id']}"
        assert words(page.title) == "Ask a question – TeachPeterborough"
        assert len(page.select("h1")) == 1
        assert page.select_one("main h1")

    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_nothing_is_inline_and_nothing_is_foreign(self, render: Render, layout: str) -> None:
        page = render(a_page(layout))
        assert not page.select("[style], style, script:not([src])")
        for tag in page.select("script, link[rel=stylesheet], link[rel=icon], img"):
            assert str(tag.get("src") or tag.get("href")).startswith("/static/v-")

    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_no_identifier_is_used_twice(self, render: Render, layout: str) -> None:
        ids = [tag["id"] for tag in render(a_page(layout)).select("[id]")]
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_the_description_and_the_card_for_social_networks(self, render: Render, layout: str) -> None:
        page = render(a_page(layout) + "{% block description %}Say “hello”{% endblock %}")
        assert page.select_one("meta[property='og:title']")["content"] == "Ask a question"
        assert page.select_one("meta[property='og:description']")["content"] == "Say “hello”"
        assert page.select_one("meta[name=description]")["content"] == "Say “hello”"
        assert page.select_one("meta[property='og:image']")["content"].startswith("http://localhost/static/")

    def test_the_doors_stand_in_the_header_the_menu_and_the_footer(self, render: Render) -> None:
        page = render(a_page("page"))
        for place in (".tp-nav", ".tp-menu", ".tp-footer"):
            links = [link["href"] for link in page.select(f"{place} a")]
            assert links[:5] == ["/jobs", "/governor-roles", "/courses", "/schools", "/careers"]

    @pytest.mark.parametrize(
        ("path", "current", "how"),
        [
            ("/jobs", "Jobs", "page"),
            ("/jobs/physics", "Jobs", "true"),
            ("/schools/x", "Schools", "true"),
            ("/", None, None),
        ],
    )
    def test_the_header_says_where_we_are(
        self, render: Render, path: str, current: str | None, how: str | None
    ) -> None:
        marked = render(a_page("page"), path=path).select(".tp-nav [aria-current]")
        assert [(words(link), link["aria-current"]) for link in marked] == ([(current, how)] if current else [])

    def test_the_account_entry_knows_who_is_there(self, render: Render) -> None:
        assert words(render(a_page("page")).select_one(".tp-account")) == "Sign in"
        person = SimpleNamespace(full_name="Łukasz Nowak")
        assert words(render(a_page("page"), current_person=person).select_one(".tp-account")) == "Łukasz Nowak"

    def test_the_menu_works_without_a_script(self, render: Render) -> None:
        menu = render(a_page("page")).select_one("details.tp-menu")
        assert words(menu.summary) == "Menu"
        assert not menu.has_attr("open")

    @pytest.mark.parametrize("demo", [True, False])
    def test_a_demonstration_says_so(self, app: Flask, render: Render, demo: bool) -> None:
        real = app.jinja_env.globals["site"]
        site = SimpleNamespace(**{**vars(real), "demo": demo})
        assert bool(render(a_page("page"), site=site).select(".tp-demo")) is demo


class TestMessages:
    def test_a_form_with_errors_is_announced_in_title_and_summary(self, render: Render) -> None:
        page = render(a_page("page"), form=failed_form())
        assert words(page.title).startswith("Error: Ask a question")
        link = page.select_one(".govuk-error-summary__list a")
        assert (link["href"], words(link)) == ("#closing", "Enter a closing date after the publish date")

    @pytest.mark.parametrize("form", [None, SimpleNamespace(errors={}), SimpleNamespace(name="not a form")])
    def test_a_form_without_errors_is_not(self, render: Render, form: Any) -> None:
        page = render(a_page("page"), form=form)
        assert not words(page.title).startswith("Error")
        assert not page.select(".govuk-error-summary")

    @pytest.mark.parametrize(
        ("category", "role", "heading"),
        [("success", "alert", "Done"), ("error", "alert", "There is a problem"), ("message", "status", "Please note")],
    )
    def test_flashes(self, render: Render, category: str, role: str, heading: str) -> None:
        banner = render(a_page("page"), flashes=(("The job is <b>published</b>", category),)).select_one(
            ".govuk-notification-banner"
        )
        assert banner["role"] == role
        assert words(banner) == f"{heading} The job is <b>published</b>"
        assert banner.find(id=banner["aria-labelledby"])

    def test_two_flashes_do_not_share_an_identifier(self, render: Render) -> None:
        page = render(a_page("page"), flashes=(("One", "success"), ("Two", "success")))
        assert len({banner["aria-labelledby"] for banner in page.select(".govuk-notification-banner")}) == 2


class TestWayBack:
    @pytest.mark.parametrize("layout", ["page", "wide", "work"])
    def test_a_back_link_comes_before_main_or_in_its_head(self, render: Render, layout: str) -> None:
        page = render('{% set back_link = {"href": "/jobs", "text": "All jobs"} %}' + a_page(layout))
        assert [(link["href"], words(link)) for link in page.select(".govuk-back-link")] == [("/jobs", "All jobs")]

    def test_breadcrumbs(self, render: Render) -> None:
        page = render('{% set breadcrumbs = [{"href": "/", "text": "Home"}] %}' + a_page("page"))
        assert words(page.select_one(".tp-crumbs")) == "Home"

    def test_neither_when_neither_is_set(self, render: Render) -> None:
        assert not render(a_page("page")).select(".govuk-back-link, .tp-crumbs")


class TestWork:
    NAVIGATION = (
        {"text": "Jobs", "href": "/hiring/jobs", "current": True, "count": 4},
        {"text": "People", "href": "/hiring/people", "current": False, "count": None},
    )

    def test_the_section_stands_beside_the_work(self, render: Render) -> None:
        page = render(a_page("work"), path="/hiring/jobs", work_navigation=lambda: self.NAVIGATION)
        links = page.select(".tp-side a")
        assert [words(link) for link in links] == ["Jobs 4", "People"]
        assert [link.get("aria-current") for link in links] == ["page", None]

    def test_without_a_section_the_work_takes_the_width(self, render: Render) -> None:
        page = render(a_page("work"), work_navigation=list)
        assert not page.select(".tp-side")
        assert page.select(".tp-work--alone")

    def test_the_desk_is_named_after_the_organisation(self, render: Render) -> None:
        organisation = SimpleNamespace(name="Ortonbridge Primary School")
        page = render(a_page("work"), acting_organisation=lambda: organisation)
        assert words(page.select_one(".tp-work-bar__who")) == "Ortonbridge Primary School"

    @pytest.mark.parametrize(("count", "shown"), [(0, False), (1, False), (2, True)])
    def test_who_works_for_several_can_switch(self, render: Render, count: int, shown: bool) -> None:
        mine = [SimpleNamespace(id=number, slug=f"school-{number}", name=f"School {number}") for number in range(count)]
        page = render(
            a_page("work"),
            path="/hiring/vacancies/7",
            my_organisations=lambda: mine,
            acting_organisation=lambda: mine[-1] if mine else None,
        )
        form = page.select_one(".tp-switch form")
        assert bool(form) is shown
        if shown:
            assert words(form.select_one("option[selected]")) == "School 1"
            assert form.select_one("[name=next]")["value"] == "/hiring", "not the other school's vacancy"

    def test_signing_out_is_a_post_with_a_token_and_outside_main(self, render: Render) -> None:
        page = render(a_page("work"), current_person=SimpleNamespace(full_name="Ada"))
        form = page.select_one(".tp-work-bar form")
        assert form["method"] == "post"
        assert form.select_one("[name=csrf_token]")["value"]
        assert not form.find_parent("main")


class TestErrorPages:
    @pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 410, 413, 429, 500])
    def test_each_can_be_acted_on_and_asks_nobody(self, render: Render, code: int) -> None:
        page = render(f'{{% extends "errors/{code}.html" %}}', reason=None, current_person=None, code=code)
        assert words(page.title).startswith(words(page.h1))
        assert page.select_one("main form[action='/jobs'] input[name=keyword]")
        assert {"/jobs", "/governor-roles", "/courses", "/"} <= {link["href"] for link in page.select("main a")}

    def test_they_do_not_ask_who_is_there(self, render: Render) -> None:
        class Unreachable:
            def __getattr__(self, name: str) -> Any:
                raise ConnectionError(name)

        assert words(render('{% extends "errors/500.html" %}', current_person=Unreachable()).h1).startswith("Sorry")

    def test_a_crash_is_told_even_when_the_database_is_gone(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        def unreachable() -> None:
            raise OperationalError("SELECT 1", {}, ConnectionError("gone"))

        monkeypatch.setattr("teachpb.web.templating.signed_in_user", unreachable)
        with app.test_request_context("/jobs"):
            page = BeautifulSoup(render_template("errors/500.html", reason=None, code=500), "html.parser")
        assert words(page.h1).startswith("Sorry")

    def test_a_rule_that_refused_is_quoted(self, render: Render) -> None:
        page = render('{% extends "errors/409.html" %}', reason="The last place has just gone. Choose another date.")
        assert "The last place has just gone." in words(page.main)

    def test_a_stale_form_is_told_apart_from_a_bad_request(self, render: Render) -> None:
        assert words(render('{% extends "errors/400.html" %}', reason="stale_form").h1) == "This form has gone stale"
        assert words(render('{% extends "errors/400.html" %}', reason=None).h1) == "We could not read that request"


class TestHome:
    NOTHING = {"vacancies": 0, "governor_roles": 0, "courses": 0, "schools": 0}

    def home(self, render: Render, **given: Any) -> BeautifulSoup:
        context = {"counts": self.NOTHING, "jobs": [], "courses": [], "schools": [], "figures": [], **given}
        return render('{% extends "home/home.html" %}', **context)

    def test_with_nothing_in_it_every_part_offers_a_way_on(self, render: Render) -> None:
        page = self.home(render)
        assert len(page.select(".tp-empty")) == 3
        assert all(part.select("a[href]") for part in page.select(".tp-empty"))
        assert not page.select(".tp-stats")
        assert "0 jobs" not in words(page.main)

    def test_with_everything_it_shows_counts_cards_and_figures(self, render: Render) -> None:
        page = self.home(
            render,
            counts={"vacancies": 58, "governor_roles": 1, "courses": 25, "schools": 24},
            jobs=[ITEM] * 3, schools=[ITEM] * 3, courses=[{**ITEM, "leaf": {"month": "May", "day": 5}}],
            figures=[{"value": "4.9", "sentence": "applications for each job.", "source": "Our count"}],
        )  # fmt: skip
        said = words(page.main)
        assert not page.select(".tp-empty")
        for sentence in ("All 58 jobs", "58 jobs open now", "1 board is looking", "See all 24 schools"):
            assert sentence in said
        assert words(page.select_one(".tp-stat")) == "4.9 applications for each job. Our count"

    def test_the_whole_page_weighs_less_than_sixty_kilobytes(self, render: Render) -> None:
        page = self.home(render, jobs=[ITEM] * 6, schools=[ITEM] * 6, courses=[ITEM] * 6)
        files = [ROOT.parent / "static/dist" / name for name in ("site.css", "site.js")]
        sent = [str(page).encode(), *(path.read_bytes() for path in files)]
        assert sum(len(gzip.compress(part)) for part in sent) <= 60 * 1024

    def test_the_search_asks_what_and_where(self, render: Render) -> None:
        form = self.home(render).select_one(".tp-sky form")
        assert form["action"] == "/search"
        assert [field["name"] for field in form.select("input")] == ["keyword", "location"]

    def test_headings_go_down_one_step_at_a_time(self, render: Render) -> None:
        levels = [int(heading.name[1]) for heading in self.home(render, jobs=[ITEM]).select("main :is(h1, h2, h3, h4)")]
        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize(
    "name",
    sorted(
        str(path.relative_to(ROOT))
        for part in ("layouts", "components", "errors", "home")
        for path in (ROOT / part).rglob("*.html")
    ),
)
def test_every_template_of_the_frame_compiles(app: Flask, name: str) -> None:
    assert app.jinja_env.get_template(name)
