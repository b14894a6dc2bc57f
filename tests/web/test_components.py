"""What each component makes of what it is given, and of what is missing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.support.pages import ITEM, Render, failed_form, words

pytestmark = pytest.mark.pure


class TestForms:
    def test_a_form_posts_its_hidden_fields_and_guards_its_button(self, component: Render) -> None:
        page = component(
            "{% call components.form(form, button='Publish', multipart=True) %}<p>x</p>{% endcall %}",
            form=failed_form(),
        )
        assert (page.form["method"], page.form["enctype"]) == ("post", "multipart/form-data")
        assert page.form.has_attr("novalidate")
        assert page.button["data-prevent-double-click"] == "true"
        assert words(page.button) == "Publish"

    def test_a_second_way_out(self, component: Render) -> None:
        call = "{% call components.form(form, secondary={'href': '/x', 'text': 'Cancel'}) %}{% endcall %}"
        assert component(call, form=failed_form()).a["href"] == "/x"

    @pytest.mark.parametrize("as_link", [True, False])
    def test_one_post_in_one_button(self, component: Render, as_link: bool) -> None:
        call = (
            "{{ components.post_button('/x', 'Withdraw', 'token', as_link=as_link,"
            " hidden_text='physics', fields={'a': 1}) }}"
        )
        page = component(call, as_link=as_link)
        assert {field["name"]: field["value"] for field in page.select("input")} == {"csrf_token": "token", "a": "1"}
        assert words(page.button) == "Withdraw physics"
        assert ("tp-link-button" in page.button["class"]) is as_link

    @pytest.mark.parametrize(("href", "tag"), [(None, "button"), ("/x", "a")])
    def test_a_button_or_a_link_like_one(self, component: Render, href: str | None, tag: str) -> None:
        found = component("{{ components.button('Go', href, 'secondary') }}", href=href).select_one(
            ".govuk-button--secondary"
        )
        assert found.name == tag


class TestLists:
    @pytest.mark.parametrize(
        ("number", "pages", "expected"),
        [
            (1, 1, ""),
            (1, 3, "1 2 3 Next page"),
            (2, 3, "Previous page 1 2 3 Next page"),
            (5, 9, "Previous page 1 … 4 5 6 … 9 Next page"),
            (9, 9, "Previous page 1 … 8 9"),
        ],
    )
    def test_pages(self, component: Render, number: int, pages: int, expected: str) -> None:
        page = SimpleNamespace(number=number, pages=pages, total=pages * 10)
        drawn = component("{{ components.pagination(page, url) }}", page=page, url=lambda n: f"?page={n}")
        assert words(drawn) == expected
        current = drawn.select("[aria-current=page]")
        assert [words(link) for link in current] == ([str(number)] if pages > 1 else [])

    def test_chips_name_what_they_remove(self, component: Render) -> None:
        page = component("{{ components.filter_chips([{'text': 'Primary', 'href': '?'}], clear='/jobs') }}")
        assert [words(link) for link in page.select("a")] == ["Remove filter: Primary", "Clear all"]
        assert words(component("{{ components.filter_chips([]) }}")) == ""

    def test_a_filter_group_keeps_what_is_ticked_and_counts(self, component: Render) -> None:
        page = component(
            "{% call components.filter_panel('/jobs', clear='/jobs') %}"
            "{{ components.filter_group('phase', 'Phase', options) }}{% endcall %}",
            options=[
                {"value": "primary", "text": "Primary", "count": 0, "checked": True},
                {"value": "s", "text": "Secondary"},
            ],
        )
        assert [box.has_attr("checked") for box in page.select("input")] == [True, False]
        labels = [words(page.select_one(f"label[for={box['id']}]")) for box in page.select("input")]
        assert labels == ["Primary (0 results )", "Secondary"]

    def test_an_empty_state_offers_the_next_step(self, component: Render) -> None:
        page = component(
            "{{ components.empty_state('No jobs', 'Look round.', '/schools', 'Meet the schools', scene='river') }}"
        )
        assert words(page.h2) == "No jobs"
        assert page.a["href"] == "/schools"
        assert page.img["alt"] == ""

    @pytest.mark.parametrize("macro", ["job_card", "school_card", "course_card", "governor_card"])
    @pytest.mark.parametrize("spare", [True, False])
    def test_cards_link_by_their_title(self, component: Render, macro: str, spare: bool) -> None:
        item = {**ITEM, "place": None, "tag": None, "meta": [], "leaf": {"month": "May", "day": 12}} if spare else ITEM
        page = component("{{ components[macro](item) }}", macro=macro, item=item)
        assert [words(link) for link in page.select("h3 a")] == ["Teacher of Physics"]
        assert len(page.select("a")) == 1

    def test_a_photograph_brings_its_words_and_a_scene_has_none(self, component: Render) -> None:
        call = "{{ components.photo_slot(url, 'Pupils reading', scene='library') }}"
        assert component(call, url="/files/1").img["alt"] == "Pupils reading"
        scene = component(call, url=None).img
        assert scene["alt"] == ""
        assert "library" in scene["src"]


class TestWorkPieces:
    def test_a_task_says_how_far_it_is(self, component: Render) -> None:
        tasks = [
            {"text": "Pay", "href": "/p", "done": True}, {"text": "Dates", "href": "/d"},
            {"text": "Publish", "blocked": True},
            {"text": "Text", "href": "/t", "status": "In progress", "hint": "At least 50 words"},
        ]  # fmt: skip
        page = component("{{ components.task_list(tasks) }}", tasks=tasks)
        said = [words(status) for status in page.select(".govuk-task-list__status")]
        assert said == ["Completed", "Not yet started", "Cannot start yet", "In progress"]
        for link in page.select("a"):
            assert page.find(id=link["aria-describedby"])

    def test_a_summary_says_what_is_missing(self, component: Render) -> None:
        rows = [{"key": "Pay", "value": "£1", "href": "/pay"}, {"key": "Benefits", "value": None}]
        page = component("{{ components.summary_list(rows) }}", rows=rows)
        assert [words(value) for value in page.select("dd")] == ["£1", "Change pay", "Not given"]

    @pytest.mark.parametrize(
        ("value", "colour"), [("live", "green"), ("removed", "red"), ("draft", "grey"), ("shortlisted", "yellow")]
    )
    def test_a_state_has_one_colour_and_its_own_words(self, component: Render, value: str, colour: str) -> None:
        tag = component(
            "{{ components.status_tag(state) }}", state=SimpleNamespace(value=value, label="The words")
        ).strong
        assert (words(tag), tag["class"][-1]) == ("The words", f"govuk-tag--{colour}")

    def test_a_table_names_its_columns_for_the_phone(self, component: Render) -> None:
        call = "{{ components.table('Jobs', [{'text': 'Name'}, {'text': 'Score', 'number': true}], [['Ada', 4]]) }}"
        cell = component(call).td
        assert (cell["data-label"], words(cell), cell["class"]) == ("Score", "4", ["tp-table__number"])

    def test_timeline_tabs_definitions_and_the_rest(self, component: Render) -> None:
        page = component(
            "{{ components.timeline([{'title': 'Sent', 'when': 'today', 'iso': '2026-04-24'},"
            " {'title': 'Interview', 'state': 'ahead'}]) }}"
            "{{ components.tabs([{'text': 'All', 'href': '/', 'current': true, 'count': 0}]) }}"
            "{{ components.definitions([{'term': 'Start', 'text': 'September'}]) }}"
            "{{ components.breadcrumbs([{'text': 'Home', 'href': '/'}]) }}"
            "{{ components.stat('4.9', 'for each job', 'Our count', '/figures') }}"
            "{{ components.progress(1, 4, '1 of 4 done') }}{{ components.progress(0, 0, 'Nothing to do') }}"
            "{% call components.notification('Closed', kind='info') %}<p>On Friday</p>{% endcall %}"
            "{{ components.tag('ECT') }}{{ components.arches() }}{{ components.wordmark() }}"
        )
        assert page.time["datetime"] == "2026-04-24"
        assert words(page.select_one("[aria-current=page]")) == "All 0"
        assert [rect["width"] for rect in page.select(".tp-progress rect")] == ["25", "0"]
        assert words(page.select_one(".govuk-notification-banner__content")) == "Closed On Friday"
        assert words(page.select_one(".tp-wordmark")) == "Teach Peterborough"

    def test_sharing_needs_nobodys_script(self, component: Render) -> None:
        page = component("{{ components.share_links('Teacher of R&D', 'https://x.example/jobs?a=1&b=2') }}")
        mail = page.a["href"]
        assert "Teacher%20of%20R%26D" in mail
        assert "a%3D1%26b%3D2%26source%3Dshare-mail" in mail
        ways = {link["href"].split("/")[2]: link["href"] for link in page.select('a[href^="https:"]')}
        assert set(ways) == {"wa.me", "www.facebook.com", "x.com"}
        assert "u=https%3A%2F%2Fx.example%2Fjobs%3Fa%3D1%26b%3D2%26source%3Dshare-facebook" in ways["www.facebook.com"]
        assert not page.select("script, iframe, img")
        assert all(button.has_attr("hidden") for button in page.select("button"))

    @pytest.mark.parametrize("where", ["Where", None])
    def test_the_search_box_is_a_get_with_labels(self, component: Render, where: str | None) -> None:
        page = component("{{ components.search_box(keyword='<maths>', where=where) }}", where=where)
        assert (page.form["method"], page.form["action"]) == ("get", "/jobs")
        assert [field["name"] for field in page.select("input")] == ["keyword", "location"][: 2 if where else 1]
        assert page.input["value"] == "<maths>"
        assert all(page.select_one(f"label[for={field['id']}]") for field in page.select("input"))

    def test_a_hero_carries_the_heading_and_what_is_put_in_it(self, component: Render) -> None:
        page = component(
            "{% call components.hero('Physics', 'A lead', 'Secondary', scene=None) %}<b>x</b>{% endcall %}"
        )
        assert words(page.h1) == "Physics"
        assert words(page.b) == "x"
        assert not page.select("img")


class TestCharts:
    def test_bars_are_in_proportion_and_repeated_in_a_table(self, component: Render) -> None:
        rows = [{"label": "Ortonbridge", "value": 8}, {"label": "Fenside", "value": 2, "text": "2.0"}]
        page = component("{{ components.bar_chart('c', 'Ratio', 'By school.', rows, csv='/figures.csv') }}", rows=rows)
        assert [bar["width"] for bar in page.select("rect")] == ["100.00%", "25.00%"]
        assert [words(row) for row in page.select("tbody tr")] == ["Ortonbridge 8", "Fenside 2.0"]
        assert all(page.find(id=name) for name in page.svg["aria-labelledby"].split())

    def test_no_bars_at_all(self, component: Render) -> None:
        assert not component("{{ components.bar_chart('c', 'Ratio', 'None.', []) }}").select("rect")
        nothing = component("{{ components.bar_chart('c', 'R', 'N.', [{'label': 'A', 'value': 0}]) }}")
        assert nothing.rect["width"] == "0.00%"

    def test_a_gap_breaks_the_line_and_stands_as_a_dash_in_the_table(self, component: Render) -> None:
        series = [{"name": "Initiated", "values": [100, None, 50]}, {"name": "Submitted", "values": [10, 20, 30]}]
        page = component(
            "{{ components.line_chart('c', 'By month', 'Falls.', labels, series) }}",
            labels=["Jan", "Feb", "Mar"],
            series=series,
        )
        paths = [path["d"] for path in page.select("path.tp-chart__line")]
        assert paths[0] == "M0.00 0.00h0 M100.00 50.00h0"
        assert paths[1].count("L") == 2
        assert [words(row) for row in page.select("tbody tr")] == ["Jan 100 10", "Feb – 20", "Mar 50 30"]
        assert len(page.select(".tp-chart__key li")) == 2

    @pytest.mark.parametrize("values", [[0], [0, 0], [3]])
    def test_a_chart_of_almost_nothing_is_still_drawn(self, component: Render, values: list[int]) -> None:
        labels = [str(number) for number in range(len(values))]
        series = [{"name": "A", "values": values}]
        page = component("{{ components.line_chart('c', 'T', 'D.', labels, series) }}", labels=labels, series=series)
        assert page.select_one("path.tp-chart__line")["d"].startswith("M0.00")
        assert not page.select(".tp-chart__key")
