"""What the public sees of schools and trusts."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.schools import registry
from teachpb.schools.models import EstablishmentStatus, Organisation, Phase, School, SchoolLink
from teachpb.schools.registry import ProfileSection
from teachpb.schools.sections import DEFAULT_SAFEGUARDING
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, SchoolProfileFactory, TrustFactory
from tests.support.client import StrictClient, squash
from tests.support.queries import QueryCounter

CLOSED = EstablishmentStatus.closed


def test_the_directory_lists_open_schools(client: StrictClient) -> None:
    open_school = SchoolFactory(name="Heron School", trust=TrustFactory(name="Lode Trust"))
    SchoolFactory(name="Gone School", status=CLOSED)
    page = client.get("/schools")
    assert page.h1 == "Schools"
    assert page.select(".tp-count")[0].get_text(strip=True) == "1 school"
    assert page.links["Heron School"] == f"/schools/{open_school.slug}"
    assert "Gone School" not in page.text
    assert "Lode Trust" in page.text


def test_an_empty_directory_offers_the_next_step(client: StrictClient) -> None:
    page = client.get("/schools?keyword=zzz")
    assert "No school fits all of that" in page.text
    assert page.links["See every school"] == "/schools"


def test_only_the_citys_schools_are_shown_though_england_is_held(client: StrictClient) -> None:
    SchoolFactory(name="City School", local_authority=LocalAuthorityFactory(code="874"))
    kent = LocalAuthorityFactory(code="886")
    far = SchoolFactory(name="Far School", local_authority=kent)
    claimed = SchoolProfileFactory(school=SchoolFactory(name="Claimed School", local_authority=kent)).school
    page = client.get("/schools")
    assert "City School" in page.text
    assert "Far School" not in page.text
    client.get(f"/schools/{far.slug}", status=404)
    client.get(f"/schools/{claimed.slug}")


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=abc",
        "page=99999999999999999999",
        "page=-1",
        "phase=tertiary",
        "phase=primary&phase=primary&phase=x",
        "type=academy&type=",
        "trust=nobody",
        "trust=nobody&trust=../../etc",
        "radius=1e9",
        "radius=abc&location=PE1",
        "location=Atlantis",
        "location=%00%ff&keyword=%F0%9F%A6%86",
        "keyword=" + "x" * 3000,
        'keyword="unclosed phrase -without OR',
        "keyword=*&sort=banana",
        "sort=largest&view=elsewhere",
        "jobs=perhaps",
        "view=map&view=list",
        "keyword=%25_%5C",
    ],
)
def test_no_address_is_an_error(client: StrictClient, query: str) -> None:
    SchoolFactory()
    client.get(f"/schools?{query}")
    client.get(f"/schools/points.json?{query}")


def test_filters_are_kept_shown_and_taken_away(client: StrictClient) -> None:
    trust = TrustFactory(name="Lode Trust")
    SchoolFactory(name="Heron Primary", trust=trust)
    SchoolFactory(name="Osier Secondary", phase=Phase.secondary)
    page = client.get(f"/schools?phase=primary&trust={trust.slug}&keyword=heron")
    assert "Heron Primary" in page.text
    assert "Osier Secondary" not in page.text
    chips = {squash(chip.get_text()): str(chip["href"]) for chip in page.select("a.tp-chip")}
    assert chips["Remove filter: Primary"] == f"/schools?keyword=heron&trust={trust.slug}"
    assert page.select("input[name=phase][value=primary][checked]")
    assert page.select("input[type=hidden][name=keyword][value=heron]")


def test_a_place_nobody_knows_is_said_and_passed_over(client: StrictClient) -> None:
    SchoolFactory(name="Heron School")
    page = client.get("/schools?location=Atlantis")
    assert "We do not know a place called “Atlantis”" in page.text
    assert "Heron School" in page.text


def test_distance_from_a_place(client: StrictClient) -> None:
    SchoolFactory(name="Heron School")
    page = client.get("/schools?location=Peterborough&radius=5")
    assert "1 school within 5 miles of Peterborough" in page.text
    assert "miles away" in page.text


def test_the_map_stands_beside_the_same_list(client: StrictClient) -> None:
    SchoolFactory(name="Heron School")
    page = client.get("/schools?view=map&phase=primary")
    box = page.select("[data-map]")[0]
    assert box["data-points"] == "/schools/points.json?phase=primary"
    assert box.has_attr("hidden")
    assert "Heron School" in page.text
    points = json.loads(client.get(str(box["data-points"])).body)
    assert points["type"] == "FeatureCollection"
    assert points["features"][0]["geometry"] == {"type": "Point", "coordinates": [-0.2428, 52.5725]}
    assert points["features"][0]["properties"]["name"] == "Heron School"


def test_points_say_what_they_are(client: StrictClient) -> None:
    response = client.get("/schools/points.json").response
    assert response.mimetype == "application/geo+json"


def test_pages_of_the_directory(client: StrictClient) -> None:
    for number in range(25):
        SchoolFactory(name=f"School {chr(65 + number)}", phase=Phase.primary)
    page = client.get("/schools?page=2&phase=primary")
    assert "School Y" in page.text
    assert "School A" not in page.text
    assert page.links["Previous page"] == "/schools?phase=primary"


def test_a_school_in_its_own_words(client: StrictClient) -> None:
    school = SchoolFactory(
        name="Heron School", trust=TrustFactory(name="Lode Trust"), head_name="Ada Lovell", telephone="01733270243"
    )
    SchoolProfileFactory(
        school=school,
        welcome="Come and **see** us.",
        description="By the river.",
        work_for_us="Doors are open.",
        benefits="- Tea\n- Cake",
        staff_quote="I stayed.",
        staff_quote_by="Amina, teacher",
        contact_name="Jo Marsh",
        contact_email="jo@example.org",
        website="https://heron.example",
        facebook_url="https://facebook.com/heron",
        safeguarding="We keep **children** safe.",
    )
    page = client.get(f"/schools/{school.slug}")
    assert page.h1 == "Heron School"
    for words in ("Come and see us.", "By the river.", "Doors are open.", "“I stayed.”", "Amina, teacher"):
        assert words in page.text
    assert [item.get_text(strip=True) for item in page.select(".tp-ticks li")] == ["Tea", "Cake"]
    assert page.links["jo@example.org"] == "mailto:jo@example.org"
    assert page.links["01733 270243"] == "tel:01733270243"
    assert page.links["The school’s website"] == "https://heron.example"
    assert page.links["Facebook"] == "https://facebook.com/heron"
    assert page.links["Lode Trust"] == f"/trusts/{school.trust.slug}"
    assert "We keep children safe." in page.text
    assert "Ada Lovell" in page.text
    assert "Claim this school" not in page.text


def test_what_people_write_is_never_html(client: StrictClient) -> None:
    school = SchoolFactory(name="Heron <b>School</b>")
    SchoolProfileFactory(
        school=school,
        welcome="<script>alert(1)</script> [click](javascript:alert(1))",
        benefits="<img src=x onerror=alert(1)>",
        staff_quote="</script><b>",
    )
    page = client.get(f"/schools/{school.slug}")
    assert not page.select("main script:not([type])")
    assert not page.select("main img[src=x]")
    assert not page.select("a[href^=javascript]")
    assert page.h1 == "Heron <b>School</b>"


def test_a_school_that_has_not_written_yet(client: StrictClient) -> None:
    school = SchoolFactory(name="Heron School", from_register=True)
    page = client.get(f"/schools/{school.slug}")
    assert "has not told its story here yet" in page.text
    assert page.links["Claim this school"] == f"/hiring/claim/{school.slug}"
    assert "Keeping children safe" not in page.text
    assert str(school.urn) in page.links["Ofsted reports"]


def test_an_invented_school_has_no_links_to_the_register(client: StrictClient) -> None:
    page = client.get(f"/schools/{SchoolFactory(from_register=False).slug}")
    assert "Ofsted reports" not in page.links


def test_the_suggested_statement_stands_until_there_is_one(client: StrictClient) -> None:
    school = SchoolProfileFactory(welcome="Hello").school
    assert DEFAULT_SAFEGUARDING[:40] in client.get(f"/schools/{school.slug}").text


def test_search_engines_are_told(client: StrictClient) -> None:
    school = SchoolFactory(name="Heron </script> School")
    page = client.get(f"/schools/{school.slug}")
    block = page.select('script[type="application/ld+json"]')[0]
    data = json.loads(block.get_text())
    assert data["name"] == "Heron </script> School"
    assert data["url"] == f"http://localhost/schools/{school.slug}"
    assert data["geo"]["latitude"] == school.latitude


def test_schools_near_by_are_offered(client: StrictClient) -> None:
    school = SchoolFactory()
    SchoolFactory(name="Neighbour School", latitude=52.58)
    page = client.get(f"/schools/{school.slug}")
    assert "Schools near by" in page.text
    assert "Neighbour School" in page.text
    assert "0.5 miles away" in page.text


def test_a_closed_school_leads_to_its_successor_for_good(client: StrictClient, session: Session) -> None:
    old, between, new = SchoolFactory(status=CLOSED), SchoolFactory(status=CLOSED), SchoolFactory()
    session.add_all(
        [
            SchoolLink(predecessor_urn=old.urn, successor_urn=between.urn),
            SchoolLink(predecessor_urn=between.urn, successor_urn=new.urn),
        ]
    )
    session.commit()
    assert client.get(f"/schools/{old.slug}", status=301).location == f"/schools/{new.slug}"
    assert client.get(f"/schools/{between.slug}", status=301).location == f"/schools/{new.slug}"
    assert f"Took over from {between.name}." in client.get(f"/schools/{new.slug}").text


def test_a_closed_school_without_successor_says_so(client: StrictClient) -> None:
    school = SchoolFactory(name="Heron School", status=CLOSED, closed_on=date(2019, 8, 31))
    page = client.get(f"/schools/{school.slug}")
    assert page.h1 == "Heron School has closed"
    assert "closed on Saturday 31 August 2019" in page.text
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert page.links["See the schools near by"].startswith("/schools?location=PE1")


def test_a_school_that_will_open(client: StrictClient) -> None:
    school = SchoolFactory(status=EstablishmentStatus.proposed_to_open, opened_on=date(2027, 9, 1))
    assert "1 September 2027" in client.get(f"/schools/{school.slug}").text


@pytest.mark.parametrize("path", ["/schools/nowhere", "/schools/Upper-Case", "/schools/a--b", "/trusts/nowhere"])
def test_what_is_not_there(client: StrictClient, path: str) -> None:
    client.get(path, status=404)


def test_a_trust_is_no_school_and_the_other_way_round(client: StrictClient) -> None:
    client.get(f"/schools/{TrustFactory().slug}", status=404)
    client.get(f"/trusts/{SchoolFactory().slug}", status=404)


def test_a_trust_and_its_schools(client: StrictClient) -> None:
    trust = TrustFactory(name="Lode Trust", description="We share **teachers**.")
    school = SchoolFactory(name="Heron School", trust=trust)
    SchoolFactory(name="Gone School", trust=trust, status=CLOSED)
    page = client.get(f"/trusts/{trust.slug}")
    assert page.h1 == "Lode Trust"
    assert "A trust of 1 school." in page.text
    assert page.select(".tp-prose strong")[0].get_text() == "teachers"
    assert page.links["Heron School"] == f"/schools/{school.slug}"
    assert "Gone School" not in page.text


def test_a_trust_without_schools(client: StrictClient) -> None:
    assert "No open schools" in client.get(f"/trusts/{TrustFactory().slug}").text


@pytest.fixture
def other_rooms(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rooms that have something to say of schools whose name begins with H."""

    def jobs(organisation: Organisation) -> ProfileSection | None:
        if not organisation.name.startswith("H"):
            return None
        return ProfileSection(
            key="jobs",
            title="Jobs here",
            template="components/arches.html",
            count=2,
            order=10,
            more_href="/jobs",
            more_text="All jobs",
        )

    def terms(organisation: Organisation) -> ProfileSection | None:
        return ProfileSection(key="terms", title="Term dates", template="components/arches.html", order=30)

    monkeypatch.setitem(app.extensions, registry.SECTIONS, [terms, jobs])


@pytest.mark.usefixtures("other_rooms")
def test_other_rooms_add_their_sections_in_order(client: StrictClient) -> None:
    page = client.get(f"/schools/{SchoolFactory(name='Heron School').slug}")
    titles = [heading.get_text(" ", strip=True) for heading in page.select("h2[id]")]
    assert titles.index("Jobs here 2") < titles.index("Term dates")
    assert page.links["Jobs here (2)"] == "#jobs"
    assert page.links["All jobs"] == "/jobs"
    other = client.get(f"/schools/{SchoolFactory(name='Osier School').slug}")
    assert "Jobs here" not in other.text
    assert "Term dates" in other.text


def test_jobs_are_counted_on_cards(client: StrictClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    school: School = SchoolFactory(name="Heron School")
    SchoolFactory(name="Osier School")
    school_id = school.id
    monkeypatch.setitem(app.extensions, registry.VACANCY_COUNTS, [lambda: {school_id: 2}, lambda: {school_id: 1}])
    assert "3 jobs" in client.get("/schools").text
    only = client.get("/schools?jobs=yes")
    assert "Heron School" in only.text
    assert "Osier School" not in only.text


def test_statements_do_not_grow_with_the_schools(
    client: StrictClient, query_count: Callable[[], AbstractContextManager[QueryCounter]]
) -> None:
    trust = TrustFactory()

    def count(path: str) -> int:
        with query_count() as asked:
            client.get(path)
        return asked.count

    for _ in range(2):
        SchoolProfileFactory(school=SchoolFactory(trust=trust))
    few = {path: count(path) for path in ("/schools", "/schools/points.json", f"/trusts/{trust.slug}")}
    for _ in range(18):
        SchoolProfileFactory(school=SchoolFactory(trust=trust))
    assert {path: count(path) for path in few} == few
    assert few["/schools"] <= 8
