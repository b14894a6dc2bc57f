"""What the public sees: the advert in every state, its data for machines, and the way out to apply."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from teachpb import clock
from teachpb.db import transaction
from teachpb.schools.models import Phase
from teachpb.vacancies import operations, queries
from teachpb.vacancies.models import ApplicationMethod, ContractType, PayPeriod, Vacancy, VacancyState, WorkingPattern
from teachpb.vacancies.signals import apply_clicked, vacancy_shown, vacancy_viewed
from tests.factories.accounts import UserFactory
from tests.factories.schools import SchoolFactory, SchoolProfileFactory, TrustFactory
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.usefixtures("session", "frozen")


def schema(page: Any) -> dict[str, Any] | None:
    found = [json.loads(tag.string) for tag in page.select('script[type="application/ld+json"]')]
    return next((item for item in found if item["@type"] == "JobPosting"), None)


# -- states


def test_a_live_advert_sells(client: Any) -> None:
    school = SchoolFactory(name="Ortonbridge Primary")
    SchoolProfileFactory(
        school=school, welcome="Come and see us.", benefits="Free parking\nPPA at home", safeguarding="We keep watch."
    )
    vacancy = VacancyFactory(organisation=school, further_details="**Bring** a friend <script>alert(1)</script>")
    page = client.get(f"/jobs/{vacancy.slug}")
    for words in (
        "£32,916 to £45,352 a year",
        "M1 to M6",
        "Closes at 10am on Friday 8 May 2026",
        "14 days left",
        "You enjoy teaching",
        "Come and see us.",
        "Free parking",
        "We keep watch.",
        "Ask for a visit",
    ):
        assert words in page.text, words
    assert page.links["Apply now"] == f"/jobs/{vacancy.slug}/apply"
    assert page.links["Ortonbridge Primary"] == f"/schools/{school.slug}"
    assert page.select('link[rel="canonical"]')[0]["href"] == f"http://localhost/jobs/{vacancy.slug}"
    assert "alert(1)" not in str(page.soup.select_one("main script"))
    assert not page.select('meta[name="robots"]')


@pytest.mark.parametrize("factory", [DraftVacancyFactory, ScheduledVacancyFactory])
def test_what_is_not_public_yet_is_not_there(client: Any, factory: Any) -> None:
    client.get(f"/jobs/{factory().slug}", status=404)


def test_the_clock_opens_the_page_though_no_job_ran(client: Any, frozen: Any) -> None:
    vacancy = ScheduledVacancyFactory()
    frozen.move_to(vacancy.opens_at - timedelta(seconds=1))
    client.get(f"/jobs/{vacancy.slug}", status=404)
    assert vacancy.title not in client.get("/jobs").text
    frozen.move_to(vacancy.opens_at)
    assert "Apply now" in client.get(f"/jobs/{vacancy.slug}").links
    assert vacancy.title in client.get("/jobs").text


def test_the_clock_closes_the_page_though_no_job_ran(client: Any, frozen: Any) -> None:
    vacancy = VacancyFactory()
    frozen.move_to(vacancy.closes_at - timedelta(seconds=1))
    page = client.get(f"/jobs/{vacancy.slug}")
    assert "less than an hour left" in page.text
    assert vacancy.title in client.get("/jobs").text
    frozen.move_to(vacancy.closes_at)
    page = client.get(f"/jobs/{vacancy.slug}")
    assert "This job has closed" in page.text
    assert "Apply now" not in page.links
    assert vacancy.title not in client.get("/jobs").text


@pytest.mark.parametrize("state", [VacancyState.expired, VacancyState.ended_early])
def test_a_closed_advert_stays_and_asks_to_be_forgotten(client: Any, state: VacancyState) -> None:
    vacancy = ExpiredVacancyFactory(state=state)
    page = client.get(f"/jobs/{vacancy.slug}")
    assert "Closed" in page.text
    assert page.select('meta[name="robots"]')[0]["content"] == "noindex"
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert schema(page) is None
    assert "See jobs that are open" in page.links


def test_a_removed_advert_is_gone(client: Any) -> None:
    vacancy = VacancyFactory()
    with transaction():
        operations.remove(actor=UserFactory(), vacancy=vacancy)
    client.get(f"/jobs/{vacancy.slug}", status=410)
    client.get(f"/jobs/{vacancy.slug}/apply-externally", status=410)


def test_a_removed_draft_was_never_there(client: Any) -> None:
    vacancy = DraftVacancyFactory()
    with transaction():
        operations.remove(actor=UserFactory(), vacancy=vacancy)
    client.get(f"/jobs/{vacancy.slug}", status=404)


def test_an_old_address_leads_to_the_new_one_for_good(client: Any) -> None:
    vacancy = VacancyFactory(slug="first")
    for slug in ("second", "third"):
        with transaction():
            operations.change_slug(actor=None, vacancy=vacancy, slug=slug)
    for old in ("first", "second"):
        assert client.get(f"/jobs/{old}", status=301).location == "/jobs/third"
    client.get("/jobs/third")


def test_a_word_of_nobodys_is_not_found(client: Any) -> None:
    client.get("/jobs/never-was", status=404)


# -- places and likes


def test_a_job_at_several_schools_names_them_all(client: Any) -> None:
    trust = TrustFactory(name="Fenland Trust")
    schools = [SchoolFactory(name=name, trust=trust) for name in ("Abbey", "Bridge")]
    vacancy = VacancyFactory(organisation=trust, schools=schools)
    page = client.get(f"/jobs/{vacancy.slug}")
    assert "Fenland Trust, 2 schools" in page.text
    assert {"Abbey", "Bridge"} <= page.links.keys()
    for school in schools:
        assert [found.id for found in queries.open_vacancies_at(school)] == [vacancy.id]
    assert [found.id for found in queries.open_vacancies_of(trust)] == [vacancy.id]
    assert len(client.get("/jobs").select("article")) == 1


def test_a_head_office_is_a_place_too(client: Any) -> None:
    vacancy = VacancyFactory(
        organisation=TrustFactory(name="Fenland Trust"),
        at_head_office=True,
        office_address="1 Cathedral Square",
        office_postcode="PE1 1XS",
        office_latitude=52.57,
        office_longitude=-0.24,
    )
    page = client.get(f"/jobs/{vacancy.slug}")
    assert "1 Cathedral Square" in page.text
    posting = schema(page)
    assert posting is not None
    assert posting["jobLocation"][0]["address"]["postalCode"] == "PE1 1XS"
    assert posting["jobLocation"][0]["geo"]["latitude"] == 52.57


def test_similar_jobs_are_similar(client: Any) -> None:
    vacancy = VacancyFactory(title="Year 4 teacher")
    VacancyFactory(title="Year 5 teacher")
    VacancyFactory(title="Site manager", job_roles=["catering_cleaning_and_site_management"], phases=[Phase.nursery])
    ExpiredVacancyFactory(title="Year 6 teacher")
    page = client.get(f"/jobs/{vacancy.slug}")
    similar = page.soup.select_one("section[aria-labelledby=similar]")
    assert similar is not None
    assert "Year 5 teacher" in similar.get_text()
    assert "Site manager" not in similar.get_text()
    assert "Year 6 teacher" not in similar.get_text()


def test_the_schools_own_page_lists_its_jobs(client: Any) -> None:
    vacancy = VacancyFactory()
    page = client.get(f"/schools/{vacancy.organisation.slug}")
    assert page.links[vacancy.title] == f"/jobs/{vacancy.slug}"


# -- data for machines


def posting_of(client: Any, vacancy: Vacancy) -> dict[str, Any]:
    found = schema(client.get(f"/jobs/{vacancy.slug}"))
    assert found is not None
    return found


def test_the_posting_is_whole(client: Any) -> None:
    vacancy = VacancyFactory(organisation=SchoolFactory(name="Abbey", urn=110001))
    posting = posting_of(client, vacancy)
    assert posting["title"] == "Year 4 teacher"
    assert posting["directApply"] is True
    assert posting["employmentType"] == ["FULL_TIME"]
    assert posting["datePosted"] == "2026-04-22"
    assert posting["validThrough"] == "2026-05-08T10:00:00+01:00"
    assert posting["identifier"] == {"@type": "PropertyValue", "name": "Abbey", "value": str(vacancy.id)}
    assert posting["hiringOrganization"]["identifier"] == "110001"
    assert posting["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", "unitText": "YEAR", "minValue": 32916.0, "maxValue": 45352.0},
    }
    (place,) = posting["jobLocation"]
    assert place["address"]["addressLocality"] == "Peterborough"
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 52.5725, "longitude": -0.2428}
    assert posting["description"].startswith("<h3>")
    assert posting["educationRequirements"]["credentialCategory"] == "bachelor degree"


@pytest.mark.parametrize(
    ("fields", "key", "value"),
    [
        (
            {"working_patterns": [WorkingPattern.part_time]},
            "employmentType",
            ["PART_TIME"],
        ),
        ({"is_job_share": True}, "employmentType", ["FULL_TIME", "PART_TIME"]),
        ({"contract_type": ContractType.fixed_term}, "employmentType", ["FULL_TIME", "TEMPORARY"]),
        ({"contract_type": ContractType.casual}, "employmentType", ["FULL_TIME", "PER_DIEM"]),
        ({"application_method": ApplicationMethod.website}, "directApply", False),
        (
            {"pay_period": PayPeriod.hour, "pay_min_pence": 1285, "pay_max_pence": None},
            "baseSalary",
            {
                "@type": "MonetaryAmount",
                "currency": "GBP",
                "value": {"@type": "QuantitativeValue", "unitText": "HOUR", "value": 12.85},
            },
        ),
        ({"job_roles": ["it_support"]}, "educationRequirements", None),
    ],
)
def test_the_posting_says_what_the_advert_says(client: Any, fields: dict[str, Any], key: str, value: Any) -> None:
    assert posting_of(client, VacancyFactory(**fields)).get(key) == value


def test_the_posting_cannot_break_out_of_its_script(client: Any) -> None:
    vacancy = VacancyFactory(title="Teacher", skills_and_experience="</script><script>alert(1)</script>")
    page = client.get(f"/jobs/{vacancy.slug}")
    assert "<script>alert(1)" not in page.body
    assert schema(page) is not None


# -- applying elsewhere


def external(**fields: Any) -> Vacancy:
    link = "https://jobs.example.org/apply?ref=1"
    made: Vacancy = VacancyFactory(application_method=ApplicationMethod.website, application_link=link, **fields)
    return made


def test_the_way_out_is_counted_and_leads_where_the_school_said(client: Any) -> None:
    vacancy = external()
    page = client.get(f"/jobs/{vacancy.slug}")
    way_out = page.links["Apply on the school’s website"]
    assert way_out == f"/jobs/{vacancy.slug}/apply-externally"
    button = page.select(f'a[href="{way_out}"]')[0]
    assert "noopener" in button["rel"]
    heard: list[int] = []

    def hear(_sender: Any, vacancy_id: int, source: str) -> None:
        heard.append(vacancy_id)

    with apply_clicked.connected_to(hear):
        away = client.get(way_out, status=303)
    assert away.location == vacancy.application_link
    assert heard == [vacancy.id]


@pytest.mark.parametrize(
    "fields",
    [
        {"application_method": ApplicationMethod.native},
        {"application_method": ApplicationMethod.website, "application_link": "javascript:alert(1)"},
        {"application_method": ApplicationMethod.website, "application_link": "//evil.example"},
        {
            "application_method": ApplicationMethod.website,
            "application_link": "https://example.org",
            "state": VacancyState.ended_early,
        },
    ],
)
def test_there_is_no_way_out_otherwise(client: Any, fields: dict[str, Any]) -> None:
    vacancy = VacancyFactory(**fields)
    away = client.get(f"/jobs/{vacancy.slug}/apply-externally?url=https://evil.example", status=302)
    assert away.location == f"/jobs/{vacancy.slug}"


def test_the_way_out_closes_with_the_advert(client: Any, frozen: Any) -> None:
    vacancy = external()
    frozen.move_to(vacancy.closes_at)
    assert client.get(f"/jobs/{vacancy.slug}/apply-externally", status=302).location == f"/jobs/{vacancy.slug}"


# -- what is told to those who count


def test_what_was_shown_and_viewed_is_told_once(client: Any) -> None:
    vacancies = VacancyFactory.create_batch(3)
    shown: list[Any] = []
    viewed: list[Any] = []

    def on_shown(_sender: Any, ids: list[int], source: str) -> None:
        shown.append((ids, source))

    def on_viewed(_sender: Any, vacancy_id: int, source: str) -> None:
        viewed.append((vacancy_id, source))

    with vacancy_shown.connected_to(on_shown), vacancy_viewed.connected_to(on_viewed):
        client.get("/jobs")
        client.get(f"/jobs/{vacancies[0].slug}?source=fair")
        client.get(f"/jobs/{ExpiredVacancyFactory().slug}")
    assert shown == [([vacancy.id for vacancy in reversed(vacancies)], "")]
    assert viewed == [(vacancies[0].id, "fair")]


def test_posting_wide_numbers_are_right() -> None:
    one = VacancyFactory()
    VacancyFactory(organisation=one.organisation)
    ExpiredVacancyFactory(organisation=one.organisation)
    assert queries.open_count() == 2
    assert queries.open_counts_by_school() == {one.organisation.id: 2}
    assert len(queries.open_vacancies(limit=1)) == 1


def test_a_page_shows_the_newest_jobs_and_leads_to_the_rest(
    client: Any, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from teachpb.vacancies import register

    monkeypatch.setattr(register, "JOBS_ON_A_PAGE", 2)
    school = SchoolFactory()
    older = VacancyFactory(organisation=school, opens_at=clock.now() - timedelta(days=3))
    VacancyFactory(organisation=school, opens_at=clock.now() - timedelta(days=2))
    whole = client.get(f"/schools/{school.slug}")
    assert "Search these jobs" in whole.links
    assert f"/jobs/{older.slug}" in whole.links.values()
    VacancyFactory(organisation=school, opens_at=clock.now() - timedelta(days=1))
    part = client.get(f"/schools/{school.slug}")
    assert "See all jobs here" in part.links
    assert f"/jobs/{older.slug}" not in part.links.values()
    assert "Jobs (3)" in part.text or "Jobs 3" in part.text
