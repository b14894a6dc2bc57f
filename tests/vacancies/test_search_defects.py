"""Weak points known of job boards for schools, each shown not to be ours, and the sharp cases of a search.

Everything goes through the page, with a real index: what a person would see is what is tested.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from teachpb import clock
from teachpb.schools.models import Phase, TypeGroup
from teachpb.vacancies.models import (
    ApplicationMethod,
    EctStatus,
    JobRole,
    KeyStage,
    Subject,
    Vacancy,
    WorkingPattern,
)
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("session", "frozen")

ORTON = {"latitude": 52.551, "longitude": -0.283}


def titles(client: Any, query: str) -> list[str]:
    page = client.get(f"/jobs?{query}")
    return [str(link.get_text()) for link in page.select("h3.tp-card__title a")]


def slugs(client: Any, query: str) -> list[str]:
    """The adverts on the first page of the results."""
    links = client.get(f"/jobs?{query}").select("h3.tp-card__title a")
    return [str(link["href"]).removeprefix("/jobs/") for link in links]


def in_chunks(cases: list[Any]) -> list[list[Any]]:
    """Few enough to stand on one page of results, enough to share one index."""
    return [cases[start : start + 7] for start in range(0, len(cases), 7)]


def advert(title: str, **fields: Any) -> Vacancy:
    """Says nothing that was not asked for: an art room, no subject, no early career teachers."""
    given = {"skills_and_experience": "Paint and clay.", "school_offer": "A kiln.", "ect_status": None, **fields}
    vacancy: Vacancy = VacancyFactory(title=title, **given)
    return vacancy


#: (what it would be to have the defect, what is asked, what is there: title and fields, is it found?)
WORDS = [
    ("the text of the advert is not read", "keyword=telescope", {"skills_and_experience": "We own a telescope."}, True),
    ("what the school offers is not read", "keyword=bicycle", {"school_offer": "A bicycle scheme."}, True),
    ("flexible working is not read", "keyword=compressed", {"flexible_working": "Compressed hours."}, True),
    ("pay words are not read", "keyword=retention", {"pay_words": "With a retention payment."}, True),
    ("more details are not read", "keyword=allotment", {"further_details": "We have an allotment."}, True),
    ("the postcode is not read", "keyword=PE2+5QP", {"organisation": {"postcode": "PE2 5QP"}}, True),
    ("plural and singular differ", "keyword=telescopes", {"skills_and_experience": "A telescope."}, True),
    ("forms of a word differ", "keyword=coaching", {"skills_and_experience": "You coach others."}, True),
    ("accents matter", "keyword=cafe", {"school_offer": "A staff café."}, True),
    ("capitals matter", "keyword=TELESCOPE", {"skills_and_experience": "A telescope."}, True),
    ("a typing mistake finds nothing", "keyword=telescpoe", {"title": "Telescope keeper"}, True),
    ("quotes are ignored", "keyword=%22clay+paint%22", {"skills_and_experience": "Paint and clay."}, False),
    ("a phrase is not found", "keyword=%22red+clay%22", {"skills_and_experience": "Bring red clay."}, True),
    ("curly quotes are not quotes", "keyword=%E2%80%9Cred+clay%E2%80%9D", {"school_offer": "Clay, red."}, False),
    ("a minus is ignored", "keyword=keeper+-clay", {"title": "Keeper of clay"}, False),
    ("a minus is in the way", "keyword=keeper+-iron", {"title": "Keeper of clay"}, True),
    ("this OR that is not understood", "keyword=iron+OR+clay", {"title": "Keeper of clay"}, True),
    ("NQT is not ECT", "keyword=NQT", {"ect_status": EctStatus.ect_suitable}, True),
    ("TA is not teaching assistant", "keyword=TA", {"title": "Teaching assistant"}, True),
    ("teaching assistant is not TA", "keyword=teaching+assistant", {"title": "TA in year 2"}, True),
    ("maths is not mathematics", "keyword=maths", {"subjects": [Subject.mathematics]}, True),
    ("MFL does not lead to French", "keyword=mfl", {"subjects": [Subject.french]}, True),
    ("French leads to every language", "keyword=french", {"subjects": [Subject.german]}, False),
    ("RE does not lead to religious education", "keyword=re", {"subjects": [Subject.religious_education]}, True),
    ("science does not lead to physics", "keyword=science", {"subjects": [Subject.physics]}, True),
    ("humanities do not lead to history", "keyword=humanities", {"subjects": [Subject.history]}, True),
    ("performing arts do not lead to drama", "keyword=performing+arts", {"subjects": [Subject.drama]}, True),
    ("SATs do not lead to key stage 2", "keyword=sats", {"key_stages": [KeyStage.ks2]}, True),
    ("flexible does not lead to job share", "keyword=flexible", {"is_job_share": True}, True),
    ("head teacher is not principal", "keyword=head+teacher", {"title": "Principal"}, True),
    ("principal is not headteacher", "keyword=principal", {"title": "Headteacher"}, True),
    ("head of maths is a headteacher", "keyword=principal", {"title": "Head of maths"}, False),
    ("SENCO is not SENDCo", "keyword=senco", {"title": "SENDCo"}, True),
    ("early years is not EYFS", "keyword=eyfs", {"title": "Early years practitioner"}, True),
    ("KS1 is not key stage 1", "keyword=KS1", {"title": "Key stage 1 lead"}, True),
    ("PRU is not alternative provision", "keyword=PRU", {"title": "Tutor in alternative provision"}, True),
    ("the words sought become a filter that hides", "keyword=teachers", {"job_roles": [JobRole.other_support],
                                                                          "title": "Teachers’ assistant"}, True),
    ("visa sponsorship is not found by its name", "keyword=visa+sponsorship", {"visa_sponsorship": True}, True),
]  # fmt: skip


@pytest.mark.parametrize("cases", in_chunks(WORDS), ids=lambda cases: cases[0][0])
def test_words(client: Any, search_index: SearchIndex, cases: list[Any]) -> None:  # noqa: F811
    adverts = []
    for _, _, fields, _ in cases:
        given = {"title": "Keeper of the kiln", **fields}
        if "organisation" in given:
            given["organisation"] = SchoolFactory(**given["organisation"])
        adverts.append(advert(given.pop("title"), **given))
    search_index.index_now()
    wrong = [
        defect
        for (defect, query, _, is_found), vacancy in zip(cases, adverts, strict=True)
        if (vacancy.slug in slugs(client, query)) is not is_found
    ]
    assert wrong == []


#: (the defect, what is asked, fields of the advert, fields of its school, is it found?)
FILTERS = [
    ("all-through jobs are missed by primary", "phase=primary", {"phases": [Phase.through]}, {}, True),
    ("all-through jobs are missed by secondary", "phase=secondary", {"phases": [Phase.through]}, {}, True),
    ("all-through jobs are found by nursery", "phase=nursery", {"phases": [Phase.through]}, {}, False),
    ("there is no filter on contract", "contract=fixed_term", {}, {}, False),
    ("there is no filter on key stage", "key_stage=ks2", {"key_stages": [KeyStage.ks2]}, {}, True),
    ("there is no filter on pay", "salary_from=45000", {"pay_max_pence": 4_600_000}, {}, True),
    ("a filter on pay lets the lower through", "salary_from=50000", {"pay_max_pence": 4_600_000}, {}, False),
    ("there is no filter on when it was posted", "posted_within=1", {}, {}, False),
    ("there is no filter on when it closes", "closing_within=14", {}, {}, True),
    ("there is no filter on job share", "pattern=job_share", {"is_job_share": True}, {}, True),
    ("an upload-a-form job counts as quick", "quick_apply=yes",
     {"application_method": ApplicationMethod.uploaded_form}, {}, False),
    ("a faith school is not found as one", "faith=yes", {}, {"religious_character": "Catholic"}, True),
    ("“Does not apply” is a faith", "faith=yes", {}, {"religious_character": "Does not apply"}, False),
    ("a special school is not found as one", "special=yes", {}, {"type_group": TypeGroup.special}, True),
    ("a facet in one string falls apart at its blanks", "subjects=Art+and+design",
     {"subjects": [Subject.art_and_design]}, {}, True),
    ("unknown values are an error, or hide everything", "phase=middle&role=astronaut", {}, {}, True),
    ("a retired role is forgotten", "job_roles[]=senior_leader", {"job_roles": [JobRole.headteacher]}, {}, True),
    ("a retired role finds too much", "job_roles[]=senior_leader", {"job_roles": [JobRole.teacher]}, {}, False),
    ("teaching and support roles exclude each other", "role=headteacher&role=it_support",
     {"job_roles": [JobRole.it_support]}, {}, True),
    ("a minus radius is an error", "location=Orton&radius=-5", {}, ORTON, True),
    ("England is a place to be near", "location=england", {}, {"latitude": 50.0, "longitude": -5.0}, True),
    ("an unknown place shows nothing", "location=Xyzzyville", {}, {}, True),
    ("a school’s name is no place", "location=Ortonbridge+School", {}, {"name": "Ortonbridge School", **ORTON}, True),
    ("a ward is no place", "location=Fletton+and+Woodston", {}, ORTON, True),
    ("an outcode is no place", "location=pe2", {}, ORTON, True),
]  # fmt: skip


@pytest.mark.parametrize("cases", in_chunks(FILTERS), ids=lambda cases: cases[0][0])
def test_filters(client: Any, search_index: SearchIndex, cases: list[Any]) -> None:  # noqa: F811
    adverts = [
        advert("Keeper of the kiln", organisation=SchoolFactory(**school), **fields)
        for _, _, fields, school, _ in cases
    ]
    search_index.index_now()
    wrong = [
        defect
        for (defect, query, *_, is_found), vacancy in zip(cases, adverts, strict=True)
        if (vacancy.slug in slugs(client, query)) is not is_found
    ]
    assert wrong == []


def test_results_have_no_order_of_relevance(client: Any, search_index: SearchIndex) -> None:  # noqa: F811
    advert("Site manager", skills_and_experience="You look after the telescope.", opens_at=clock.now())
    advert("Telescope keeper", opens_at=clock.now() - timedelta(days=9))
    search_index.index_now()
    assert titles(client, "keyword=telescope") == ["Telescope keeper", "Site manager"]
    assert titles(client, "keyword=telescope&sort=newest") == ["Site manager", "Telescope keeper"]


def test_a_school_that_changes_its_name_is_not_found_by_it(
    client: Any,
    search_index: SearchIndex,  # noqa: F811
    session: Any,
) -> None:
    vacancy = advert("Keeper")
    search_index.index_now()
    vacancy.schools[0].name = "Brightwater Primary"
    session.flush()
    search_index.index_now()
    assert titles(client, "keyword=brightwater") == ["Keeper"]


def test_jobs_at_a_trusts_head_office_vanish_under_a_kind_of_school(
    client: Any,
    search_index: SearchIndex,  # noqa: F811
) -> None:
    office = {"schools": [], "at_head_office": True, "office_latitude": 52.55, "office_longitude": -0.28}
    advert("Payroll clerk", organisation=TrustFactory(slug="fenland"), **office)
    search_index.index_now()
    for query in ("school_type=academy", "organisation_types[]=Academy", "trust=fenland", "location=Orton&radius=1"):
        assert titles(client, query) == ["Payroll clerk"], query


def test_searching_the_city_by_its_name_shows_no_distances(client: Any, search_index: SearchIndex) -> None:  # noqa: F811
    advert("Keeper", organisation=SchoolFactory(**ORTON))
    search_index.index_now()
    place = client.get("/jobs?location=Peterborough").select(".tp-card__place strong")
    assert [tag.get_text() for tag in place] == ["2.3 miles away"]


def test_values_have_no_counts_and_ties_no_order(client: Any, search_index: SearchIndex) -> None:  # noqa: F811
    moment = clock.now() - timedelta(days=1)
    same = [advert(f"Keeper {number}", opens_at=moment, closes_at=moment + timedelta(days=9)) for number in range(15)]
    search_index.index_now()
    page = client.get("/jobs?phase=primary")
    counted = page.select(".tp-filters .govuk-checkboxes__item")
    assert len(counted) > 30
    assert all(item.select(".tp-filters__count") for item in counted)
    offered = [option for option in page.select(".tp-filters option") if option["value"]]
    assert offered
    assert all(option.get_text().endswith(")") for option in offered)
    newest = [f"Keeper {number}" for number in reversed(range(len(same)))]
    for sort in ("newest", "closing", "salary"):
        assert titles(client, f"sort={sort}") + titles(client, f"sort={sort}&page=2") == newest


def test_a_card_leaves_things_out(client: Any) -> None:
    advert(
        "Keeper",
        organisation=SchoolFactory(
            name="Ortonbridge", lowest_age=4, highest_age=11, phase=Phase.primary, religious_character="Catholic",
            locality="Orton", town="Peterborough", postcode="PE2 5QP", **ORTON,
        ),
        ect_status=EctStatus.ect_suitable, visa_sponsorship=True, subjects=[Subject.music], fte_basis_points=6_000,
        working_patterns=[WorkingPattern.part_time], is_job_share=True, closes_at=clock.now() + timedelta(days=6),
    )  # fmt: skip
    (card,) = client.get("/jobs?location=Orton").select("article.tp-card")
    text = " ".join(card.get_text(" ").split())
    for said in (
        "Ortonbridge", "Orton, Peterborough PE2 5QP", "Primary school, ages 4 to 11, Catholic", "0.4 miles away",
        "£32,916 to £45,352 a year", "(M1 to M6)", "This post: £19,750 to £27,211 a year", "Music · Key stage 2",
        "Part time, permanent, job share possible", "As soon as possible", "Suitable for ECTs", "Visa sponsorship",
        "Quick apply", "Closes in 6 days", "Thursday 30 April, 10am", "Posted 2 days ago",
    ):  # fmt: skip
        assert said in text, said


class TestEmptyResults:
    def test_no_filter_is_named_that_would_help(self, client: Any, search_index: SearchIndex) -> None:  # noqa: F811
        VacancyFactory.create_batch(3, title="Keeper")
        search_index.index_now()
        offers = client.get("/jobs?keyword=keeper&visa=yes").select("a.tp-offer")
        assert [" ".join(offer.get_text().split()) for offer in offers] == [
            "Leave out “Visas: Visa sponsorship” 3 jobs"
        ]
        assert titles(client, str(offers[0]["href"]).split("?", 1)[1]) == ["Keeper"] * 3

    def test_the_next_radius_is_not_named(self, client: Any, search_index: SearchIndex) -> None:  # noqa: F811
        advert("Keeper", organisation=SchoolFactory(latitude=52.652, longitude=-0.48))
        search_index.index_now()
        offers = client.get("/jobs?location=Orton&radius=1").select("a.tp-offer")
        assert "Look within 15 miles of Orton 1 job" in {" ".join(each.get_text().split()) for each in offers}

    def test_where_two_things_are_wrong_nothing_is_offered(
        self,
        client: Any,
        search_index: SearchIndex,  # noqa: F811
    ) -> None:
        advert("Keeper", organisation=SchoolFactory(latitude=53.9, longitude=-1.0))
        advert("Driver", organisation=SchoolFactory(**ORTON))
        advert("Head", job_roles=[JobRole.headteacher], organisation=SchoolFactory(latitude=53.9, longitude=-1.0))
        search_index.index_now()
        page = client.get("/jobs?keyword=keeper&location=Orton&radius=1&role=headteacher")
        offers = {" ".join(each.get_text().split()): str(each["href"]) for each in page.select("a.tp-offer")}
        assert set(offers) == {
            "Only the words “keeper” 1 job",
            "Anything near Orton 1 job",
            "The same filters, any words, anywhere 1 job",
        }
        for href in offers.values():
            assert len(titles(client, href.split("?", 1)[1])) == 1

    def test_nothing_open_at_all_has_no_word_on_the_season(self, client: Any) -> None:
        page = client.get("/jobs")
        assert "No school is hiring today" in page.text
        assert "busiest time of the year" in page.text
        assert (
            page.links["email me when a job comes up"].startswith("/jobs/alerts")
            or "alert" in page.links["email me when a job comes up"]
        )

    def test_a_school_without_jobs_shows_everybody_elses(self, client: Any) -> None:
        quiet = SchoolFactory(name="Quiet School")
        advert("Keeper")
        page = client.get(f"/jobs?school={quiet.slug}")
        assert page.select("h2.tp-count")[0].get_text().strip() == "No jobs match"
        assert "Quiet School" in page.text
        assert "alert" in page.links["email me when a job like this comes up"]


class TestSharpCases:
    def test_job_share_beside_full_time(self, client: Any, search_index: SearchIndex) -> None:  # noqa: F811
        advert("Shared", working_patterns=[WorkingPattern.part_time], is_job_share=True)
        advert("Part", working_patterns=[WorkingPattern.part_time], is_job_share=False)
        advert("Full", working_patterns=[WorkingPattern.full_time])
        search_index.index_now()
        assert titles(client, "working_patterns[]=job_share") == ["Shared"]
        assert set(titles(client, "pattern=job_share&pattern=full_time")) == {"Shared", "Full"}

    def test_two_schools_one_near_are_one_card_with_the_nearer_distance(
        self,
        client: Any,
        search_index: SearchIndex,  # noqa: F811
    ) -> None:
        near = SchoolFactory(latitude=52.594, longitude=-0.287)
        far = SchoolFactory(latitude=52.97, longitude=-0.02)
        advert("Keeper", organisation=TrustFactory(), schools=[far, near])
        search_index.index_now()
        cards = client.get("/jobs?location=Orton&radius=5").select("article.tp-card")
        assert len(cards) == 1
        assert "2.7 miles away" in cards[0].get_text()

    def test_closed_at_noon_is_gone_a_minute_later_and_its_page_stays(
        self,
        client: Any,
        search_index: SearchIndex,  # noqa: F811
        frozen: Any,
    ) -> None:
        vacancy = advert("Keeper", closes_at=clock.now() + timedelta(hours=2))
        search_index.index_now()
        frozen.advance(timedelta(hours=1, minutes=59))
        assert titles(client, "keyword=keeper") == ["Keeper"]
        frozen.advance(timedelta(minutes=1))
        assert titles(client, "") == []
        assert titles(client, "keyword=keeper&view=map") == []
        page = client.get(f"/jobs/{vacancy.slug}")
        assert page.response.headers["X-Robots-Tag"] == "noindex"
        assert "Closed" in page.text

    @pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("-1", 1), ("abc", 1), ("9999", 2), ("٢", 1)])
    def test_pages_that_do_not_exist(
        self,
        client: Any,
        search_index: SearchIndex,  # noqa: F811
        asked: str,
        shown: int,
    ) -> None:
        VacancyFactory.create_batch(12, title="Keeper")
        search_index.index_now()
        current = client.get(f"/jobs?page={asked}").select("a[aria-current=page].tp-pages__link")
        assert [link.get_text() for link in current] == [str(shown)]
