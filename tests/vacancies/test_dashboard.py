"""The dashboard: what stands under which tab, in which order, narrowed how, and what its rows say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from teachpb import clock
from teachpb.applications.models import ApplicationState
from teachpb.db import db
from teachpb.schools.models import Phase, Role
from teachpb.vacancies import halftime, queries, quiet, registry
from teachpb.vacancies.models import ApplicationMethod, JobRole, Vacancy, VacancyOutcome, VacancyState
from teachpb.vacancies.queries import SORTS, Narrowing, Sort, Tab
from teachpb.vacancies.registry import RowFact
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.usefixtures("session", "frozen")
DAY = timedelta(days=1)
S = VacancyState


@pytest.fixture
def school() -> Any:
    return SchoolFactory(name="Nene Gate Academy", phase=Phase.primary)


@pytest.fixture
def owner(school: Any, client: Any) -> Any:
    user = member(Role.owner, school)
    client.sign_in(user)
    return user


def titles(tab: Tab, reach: set[int], **narrowed: Any) -> list[str]:
    sort = narrowed.pop("sort", None)
    question = queries.select_tab(tab, reach, Narrowing(**narrowed), sort)
    return [vacancy.title for vacancy in db.session.scalars(question)]


def in_page(page: Any) -> list[str]:
    return [" ".join(cell.find("a").get_text().split()) for cell in page.select("tbody th")]


# -- what stands where


def closed(days: float, **fields: Any) -> Vacancy:
    """Closed so many days ago."""
    return ExpiredVacancyFactory(
        opens_at=clock.now() - timedelta(days=days + 20), closes_at=clock.now() - timedelta(days=days), **fields
    )


@pytest.mark.parametrize(
    ("make", "tabs"),
    [
        (lambda school: DraftVacancyFactory(organisation=school), {Tab.draft}),
        (lambda school: ScheduledVacancyFactory(organisation=school), {Tab.scheduled}),
        (lambda school: VacancyFactory(organisation=school), {Tab.live}),
        (lambda school: closed(1, organisation=school), {Tab.closed, Tab.awaiting}),
        (lambda school: closed(60.9, organisation=school), {Tab.closed, Tab.awaiting}),
        (lambda school: closed(61, organisation=school), {Tab.closed}),
        (lambda school: closed(1, organisation=school, outcome=VacancyOutcome.unknown), {Tab.closed}),
        (lambda school: closed(1, organisation=school, state=S.ended_early), {Tab.closed, Tab.awaiting}),
        (lambda school: VacancyFactory(organisation=school, state=S.removed), set()),
        (lambda school: VacancyFactory(organisation=school, closes_at=clock.now()), {Tab.closed, Tab.awaiting}),
        (lambda school: VacancyFactory(organisation=school, state=S.scheduled), {Tab.live}),
        (lambda school: VacancyFactory(), set()),
        (lambda school: closed(1, organisation=school, provider="A recruitment system"), {Tab.closed}),
        (lambda school: VacancyFactory(organisation=TrustFactory(), schools=[school]), {Tab.live}),
        (lambda school: closed(1, organisation=TrustFactory(), schools=[school]), {Tab.closed}),
    ],
    ids=[
        "draft",
        "scheduled",
        "live",
        "closed",
        "two-months-less-a-bit",
        "two-months",
        "answered",
        "ended-early",
        "removed",
        "closing-this-moment",
        "not-opened-by-the-job-yet",
        "of-another",
        "imported",
        "the-trusts",
        "closed-of-the-trust",
    ],
)
def test_what_stands_under_which_tab(school: Any, make: Any, tabs: set[Tab]) -> None:
    """A live advert never awaits an outcome, nor does one that somebody else has to tell of."""
    make(school)
    assert {tab for tab in Tab if titles(tab, {school.id})} == tabs
    assert {tab for tab, count in queries.tab_counts({school.id}).items() if count} == tabs


# -- orders


def test_every_order_is_the_one_it_says(school: Any, frozen: Any) -> None:
    now = clock.now()
    ages = {"b": 1, "A": 2, "c": 3}
    for title, age in ages.items():
        VacancyFactory(organisation=school, title=title, opens_at=now - age * DAY, closes_at=now + (4 - age) * DAY)
        ScheduledVacancyFactory(
            organisation=school, title=title, opens_at=now + age * DAY, closes_at=now + (9 - age) * DAY
        )
        DraftVacancyFactory(organisation=school, title=title, created_at=now - age * DAY, updated_at=now - age * DAY)
        closed(age, organisation=school, title=title)
    expected = {
        (Tab.live, Sort.closing): "cAb",
        (Tab.live, Sort.newest): "bAc",
        (Tab.scheduled, Sort.appearing): "bAc",
        (Tab.scheduled, Sort.closing): "cAb",
        (Tab.draft, Sort.changed): "bAc",
        (Tab.draft, Sort.begun): "bAc",
        (Tab.closed, Sort.latest): "bAc",
        (Tab.awaiting, Sort.longest): "cAb",
        (Tab.awaiting, Sort.latest): "bAc",
    }
    for tab, sorts in SORTS.items():
        assert titles(tab, {school.id}) == titles(tab, {school.id}, sort=sorts[0])
        for sort in sorts:
            wanted = expected.get((tab, sort), "Abc")
            assert "".join(titles(tab, {school.id}, sort=sort)) == wanted, (tab, sort)


def test_ties_have_an_order_and_pages_do_not_overlap(client: Any, owner: Any, school: Any) -> None:
    for number in range(45):
        VacancyFactory(organisation=school, title=f"Post {number:02}")
    pages = [in_page(client.get(f"/hiring/vacancies?tab=live&sort=title&page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert [title for page in pages for title in page] == [f"Post {number:02}" for number in range(45)]


@pytest.mark.parametrize(
    "query", ["sort=nonsense", "sort=changed", "page=abc", "page=99", "role=astronaut", "school=x"]
)
def test_any_address_is_answered(client: Any, owner: Any, school: Any, query: str) -> None:
    VacancyFactory(organisation=school, title="The one")
    assert in_page(client.get(f"/hiring/vacancies?tab=live&{query}")) == ["The one"]


# -- filters


@pytest.fixture
def trust(client: Any) -> Any:
    trust = TrustFactory(name="Fenland Learning Trust")
    client.sign_in(member(Role.recruiter, trust))
    return trust


def test_a_trust_narrows_by_place_with_the_head_office_first(client: Any, trust: Any) -> None:
    ash, beech, elm = (SchoolFactory(name=name, trust=trust, phase=Phase.primary) for name in ("Ash", "Beech", "Elm"))
    VacancyFactory(organisation=trust, schools=[ash, beech], title="Two places")
    VacancyFactory(organisation=ash, title="One place")
    VacancyFactory(organisation=trust, schools=[], at_head_office=True, title="The office")
    closed(3, organisation=elm)
    page = client.get("/hiring/vacancies?tab=live")
    options = [(option["value"], option.get_text()) for option in page.select("#filter-school option")]
    assert options == [
        ("", "All schools"),
        ("head-office", "Head office (1)"),
        (ash.slug, "Ash (2)"),
        (beech.slug, "Beech (1)"),
    ]
    assert in_page(client.get(f"/hiring/vacancies?tab=live&school={beech.slug}")) == ["Two places"]
    assert in_page(client.get("/hiring/vacancies?tab=live&school=head-office")) == ["The office"]
    page = client.get(f"/hiring/vacancies?tab=live&school={elm.slug}")
    assert "Nothing here under these filters" in page.text
    assert page.select("#filter-school option"), "one can choose another"


def test_filters_stay_across_tabs_and_count_there(client: Any, trust: Any) -> None:
    ash, beech = (SchoolFactory(name=name, trust=trust, phase=Phase.primary) for name in ("Ash", "Beech"))
    VacancyFactory(organisation=ash)
    VacancyFactory(organisation=beech)
    DraftVacancyFactory(organisation=ash)
    page = client.get(f"/hiring/vacancies?tab=live&school={ash.slug}&role=teacher&sort=title&page=1")
    tabs = {link.get_text(" ", strip=True): str(link["href"]) for link in page.select(".tp-tabs a")}
    assert {"Live 1", "Scheduled 0", "Drafts 1", "Closed 0", "Awaiting outcome 0"} <= tabs.keys()
    assert tabs["Drafts 1"] == f"/hiring/vacancies?tab=draft&school={ash.slug}&role=teacher"
    assert page.select(f"#filter-school option[value={ash.slug}][selected]")
    assert page.links["Show all of them"] == "/hiring/vacancies?tab=live"


def test_a_school_of_somebody_else_does_not_narrow(client: Any, trust: Any) -> None:
    mine, other = SchoolFactory(trust=trust, phase=Phase.primary), SchoolFactory()
    VacancyFactory(organisation=mine, title="Mine")
    VacancyFactory(organisation=other, title="Theirs")
    assert in_page(client.get(f"/hiring/vacancies?tab=live&school={other.slug}")) == ["Mine"]


@pytest.mark.parametrize("role", list(JobRole))
def test_roles_are_not_taken_for_one_another(school: Any, role: JobRole) -> None:
    """“teacher” is part of “headteacher” as text, and “_” is a wildcard to LIKE."""
    for each in JobRole:
        VacancyFactory(organisation=school, job_roles=[each], title=each.value)
    VacancyFactory(organisation=school, job_roles=[JobRole.sendco, JobRole.teacher], title="both")
    both = ["both"] if role in {JobRole.sendco, JobRole.teacher} else []
    assert sorted(titles(Tab.live, {school.id}, role=role)) == sorted([role.value, *both])
    assert queries.choices(Tab.live, {school.id}).roles[role] == 1 + len(both)


def test_each_filter_counts_under_the_other() -> None:
    trust = TrustFactory()
    ash, beech = (SchoolFactory(name=name, trust=trust, phase=Phase.primary) for name in ("Ash", "Beech"))
    VacancyFactory(organisation=ash, job_roles=[JobRole.teacher])
    VacancyFactory(organisation=beech, job_roles=[JobRole.teaching_assistant])
    VacancyFactory(organisation=trust, schools=[], at_head_office=True, job_roles=[JobRole.it_support])
    reach = queries.reach_of(trust)
    offered = queries.choices(Tab.live, reach, Narrowing(school_id=ash.id))
    assert offered.roles == {JobRole.teacher: 1}
    assert [place.name for place in offered.places] == ["Ash", "Beech"]
    offered = queries.choices(Tab.live, reach, Narrowing(role=JobRole.it_support))
    assert (offered.head_office, offered.places) == (1, [])
    assert queries.choices(Tab.closed, reach).roles == {}


def test_a_school_is_not_asked_which_school(client: Any, owner: Any, school: Any) -> None:
    VacancyFactory(organisation=school)
    page = client.get("/hiring/vacancies?tab=live")
    assert not page.select("#filter-school")
    assert not page.select("#filter-role"), "one role is no choice"


# -- rows


def test_a_draft_says_what_is_left_and_leads_there(client: Any, owner: Any, school: Any) -> None:
    DraftVacancyFactory(organisation=school, title="Nearly", school_visits=None)
    DraftVacancyFactory(organisation=school, title="Hardly", school_visits=None, contact_email="", pay_scale=None)
    ready = DraftVacancyFactory(organisation=school, title="Ready")
    page = client.get("/hiring/vacancies?tab=draft")
    cells = {
        row.select_one("th a").get_text(strip=True): " ".join(row.select("td")[1].get_text(" ").split())
        for row in page.select("tbody tr")
    }
    assert cells["Nearly"].startswith("1 part, next: ")
    assert cells["Hardly"].startswith("3 parts, next: pay")
    assert cells["Ready"].startswith("Check and publish")
    assert page.links["Check and publish – Ready"] == f"/hiring/vacancies/{ready.id}/check"


def test_applications_and_the_unread_are_counted_in_the_row(app: Flask, client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school)
    ApplicationFactory.create_batch(2, vacancy=vacancy)
    ApplicationFactory(vacancy=vacancy, state=ApplicationState.shortlisted)
    DraftApplicationFactory(vacancy=vacancy)
    page = client.get("/hiring/vacancies?tab=live")
    (cell,) = page.select('td[data-label="Applications"]')
    assert "3 applicants, 2 to read" in " ".join(cell.get_text(" ").split())
    with app.test_request_context():
        assert registry.interest(registry.row_facts([vacancy.id])[vacancy.id]) == 3


def test_what_the_trust_posts_is_there_to_read(client: Any, owner: Any, school: Any) -> None:
    trust = TrustFactory(name="Fenland Learning Trust")
    VacancyFactory(organisation=trust, schools=[school], title="Floating teacher")
    DraftVacancyFactory(organisation=trust, schools=[school], title="In the making")
    assert "Posted by Fenland Learning Trust" in client.get("/hiring/vacancies?tab=live").text
    page = client.get("/hiring/vacancies?tab=draft")
    assert "Being written" in page.text
    assert not [href for href in page.links.values() if "/edit/" in href]


TABS = [tab.value for tab in Tab]
MAKE: dict[str, Any] = {
    "live": lambda **f: ApplicationFactory(vacancy=VacancyFactory(opens_at=clock.now() - 60 * DAY, **f)),
    "scheduled": ScheduledVacancyFactory,
    "draft": lambda **f: DraftVacancyFactory(
        contact_email="", has_documents=True, application_method=ApplicationMethod.uploaded_form, **f
    ),
    "closed": lambda **f: closed(2, **f),
    "awaiting": lambda **f: closed(2, **f),
}


@pytest.mark.parametrize("tab", TABS)
def test_no_tab_asks_more_for_more_rows(client: Any, query_count: Any, tab: str) -> None:
    trust = TrustFactory()
    client.sign_in(member(Role.owner, trust))
    counts = []
    for more in (2, 17):
        for _ in range(more):
            place = SchoolFactory(trust=trust, phase=Phase.primary)
            MAKE[tab](organisation=trust, schools=[place])
        with query_count() as counter:
            client.get(f"/hiring/vacancies?tab={tab}")
        counts.append(counter.count)
    assert counts[0] == counts[1]


# -- half-time


@pytest.mark.parametrize(
    ("days_gone", "days_left", "is_past"), [(2, 14, False), (7, 7, True), (8, 8, True), (7, 8, False), (30, 1, True)]
)
def test_when_half_of_the_time_has_gone(days_gone: int, days_left: int, is_past: bool) -> None:
    now = clock.now()
    vacancy = VacancyFactory.build(
        organisation=SchoolFactory(), opens_at=now - days_gone * DAY, closes_at=now + days_left * DAY
    )
    assert halftime.is_past_half(vacancy, now) is is_past


@pytest.mark.parametrize("factory", [DraftVacancyFactory, ScheduledVacancyFactory, ExpiredVacancyFactory])
def test_only_what_is_live_has_a_half_time(factory: Any) -> None:
    assert not halftime.is_past_half(factory(), clock.now())


def old(school: Any, **fields: Any) -> Vacancy:
    """Live, most of its time gone."""
    return VacancyFactory(
        organisation=school, opens_at=clock.now() - 20 * DAY, closes_at=clock.now() + 3 * DAY, **fields
    )


def test_nobody_by_half_time_is_flagged_and_told_what_to_do(client: Any, owner: Any, school: Any) -> None:
    silent = old(school, title="Silent", flexible_working="", school_visits=False)
    VacancyFactory(organisation=school, title="Fresh")
    ApplicationFactory(vacancy=old(school, title="Wanted"))
    begun = old(school, title="Begun only")
    DraftApplicationFactory(vacancy=begun)
    page = client.get("/hiring/vacancies?tab=live")
    flagged = [
        row.select_one("th a").get_text(strip=True) for row in page.select("tbody tr") if row.select(".tp-quiet")
    ]
    assert sorted(flagged) == ["Begun only", "Silent"], "an application that was only begun is none"
    assert sorted(in_page(client.get("/hiring/vacancies?tab=live&only=quiet"))) == ["Begun only", "Silent"]
    home = client.get("/hiring")
    assert home.links["Half-time, and nobody has applied"] == "/hiring/vacancies?tab=live&only=quiet"
    shown = client.get(f"/hiring/vacancies/{silent.id}")
    base = f"/hiring/vacancies/{silent.id}"
    panel = {str(link["href"]) for link in shown.select("#quiet a")}
    assert {f"{base}/edit/about", f"{base}/edit/visits", f"{base}/extend"} <= panel


def test_the_flag_goes_with_the_first_application_or_more_time(
    app: Flask, client: Any, owner: Any, school: Any
) -> None:
    vacancy = old(school)
    reach = {school.id}
    assert quiet.quiet_ids(reach) == [vacancy.id]
    vacancy.closes_at = clock.now() + 40 * DAY
    db.session.commit()
    assert quiet.quiet_ids(reach) == []
    vacancy.closes_at = clock.now() + 3 * DAY
    ApplicationFactory(vacancy=vacancy)
    with app.test_request_context():
        assert quiet.quiet_ids(reach) == []
    assert not client.get(f"/hiring/vacancies/{vacancy.id}").select("#quiet")


def test_who_may_not_change_it_sees_the_flag_without_the_advice(client: Any, owner: Any, school: Any) -> None:
    vacancy = old(TrustFactory(), schools=[school])
    page = client.get(f"/hiring/vacancies/{vacancy.id}")
    assert page.select("#quiet")
    assert not page.select("#quiet a")


def test_interest_may_come_from_any_room(app: Flask, school: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    vacancy = old(school, application_method=ApplicationMethod.website, application_link="https://example.org/")

    def clicks(ids: Sequence[int]) -> Mapping[int, Sequence[RowFact]]:
        return {each: [RowFact("4 went on to your page", interest=4)] for each in ids}

    monkeypatch.setitem(app.extensions, registry.ROW_FACTS, [clicks])
    assert quiet.quiet_ids({school.id}) == []
    monkeypatch.setitem(app.extensions, registry.ROW_FACTS, [])
    assert quiet.quiet_ids({school.id}) == [vacancy.id]
    vacancy.application_method = ApplicationMethod.uploaded_form
    db.session.commit()
    assert quiet.quiet_ids({school.id}) == [vacancy.id], "forms of the school’s own come through this site, too"


@pytest.mark.parametrize(
    ("fields", "steps", "acts"),
    [
        ({}, ["about"], ["extend"]),
        ({"flexible_working": "Any day off."}, [], ["extend"]),
        ({"pay_min_pence": None, "pay_max_pence": None}, ["pay", "about"], ["extend"]),
        ({"school_visits": False}, ["about", "visits"], ["extend"]),
        ({"school_visits": None}, ["about"], ["extend"]),
    ],
)
def test_the_advice_fits_the_advert(fields: dict[str, Any], steps: list[str], acts: list[str]) -> None:
    vacancy = old(SchoolFactory(), **fields)
    found = halftime.advice(vacancy, clock.now())
    assert [each.step for each in found if each.step] == steps
    assert [each.action for each in found if each.action] == acts
    assert not [each for each in halftime.advice(VacancyFactory(flexible_working="Yes"), clock.now()) if each.action]
