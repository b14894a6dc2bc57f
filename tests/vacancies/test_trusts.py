"""What a trust posts: in whose name, where, seen and changed by whom, found from every place it is for."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from teachpb.db import db
from teachpb.schools.models import EstablishmentStatus, Phase, Role
from teachpb.vacancies import policies, queries, search
from teachpb.vacancies.models import Vacancy
from tests.factories.accounts import UserFactory
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.templates import VacancyTemplateFactory
from tests.factories.vacancies import DraftVacancyFactory, VacancyFactory

pytestmark = pytest.mark.usefixtures("session", "frozen")


@pytest.fixture
def trust() -> Any:
    return TrustFactory(name="Fenland Learning Trust")


@pytest.fixture
def schools(trust: Any) -> list[Any]:
    return [SchoolFactory(name=name, trust=trust, phase=Phase.primary) for name in ("Ash", "Beech", "Elm")]


def the_vacancy() -> Vacancy:
    return db.session.scalars(select(Vacancy)).one()


# -- in whose name


def test_whoever_acts_for_a_trust_is_asked_who_posts_it(client: Any, trust: Any, schools: list[Any]) -> None:
    SchoolFactory(trust=trust, name="Closed", status=EstablishmentStatus.closed)
    client.sign_in(member(Role.recruiter, trust))
    page = client.get("/hiring/vacancies/new")
    labels = [label.get_text(strip=True) for label in page.select(".govuk-radios__label")]
    assert labels == ["Fenland Learning Trust", "Ash", "Beech", "Elm"]
    assert page.select(f"input[value={trust.slug}][checked]"), "the trust itself, unless they say otherwise"
    client.submit("/hiring/vacancies/new", organisation=schools[1].slug)
    vacancy = the_vacancy()
    assert vacancy.organisation_id == schools[1].id
    assert vacancy.schools == [schools[1]], "a school’s own advert is not asked where it is"


def test_the_trust_itself_is_asked_for_the_place_first(client: Any, trust: Any, schools: list[Any]) -> None:
    client.sign_in(member(Role.owner, trust))
    page = client.submit("/hiring/vacancies/new")
    assert page.location.endswith("/edit/location")
    places = [label.get_text(strip=True) for label in client.follow(page).select(".govuk-checkboxes__label")]
    assert places == ["Head office of Fenland Learning Trust", "Ash", "Beech", "Elm"]


@pytest.mark.parametrize("wanted", ["stranger", "../..", "0"])
def test_an_organisation_of_somebody_else_is_no_choice(
    client: Any, trust: Any, schools: list[Any], wanted: str
) -> None:
    stranger = SchoolFactory()
    client.sign_in(member(Role.owner, trust))
    slug = stranger.slug if wanted == "stranger" else wanted
    page = client.post("/hiring/vacancies/new", {"organisation": slug}, status=200)
    assert page.errors == ["Select who posts it"]
    assert db.session.scalars(select(Vacancy)).all() == []


def test_a_school_has_no_choice_and_is_not_asked(client: Any) -> None:
    school = SchoolFactory()
    client.sign_in(member(Role.owner, school))
    assert not client.get("/hiring/vacancies/new").select(".govuk-radios")
    client.post("/hiring/vacancies/new", {"organisation": SchoolFactory().slug})
    assert the_vacancy().organisation_id == school.id


def test_templates_are_offered_to_begin_with(client: Any, trust: Any, schools: list[Any]) -> None:
    client.sign_in(member(Role.owner, trust))
    assert "begin with a template" not in client.get("/hiring/vacancies/new").text
    for number in range(6):
        VacancyTemplateFactory(organisation=trust if number else schools[0], name=f"Template {number}")
    page = client.get("/hiring/vacancies/new")
    buttons = [" ".join(button.get_text(" ").split()) for button in page.select("main .tp-link-button")]
    assert buttons == [f"Template {number} – begin with this template" for number in range(5)]
    assert page.links["See all templates"] == "/hiring/vacancies/templates"


def test_switching_organisation_switches_the_dashboard(client: Any, trust: Any, schools: list[Any]) -> None:
    VacancyFactory(organisation=schools[0], title="At Ash")
    VacancyFactory(organisation=schools[1], title="At Beech")
    client.sign_in(member(Role.owner, trust))
    assert {"At Ash", "At Beech"} <= client.get("/hiring/vacancies?tab=live").links.keys()
    client.post("/account/act-as", {"organisation": schools[1].slug, "next": "/hiring"})
    links = client.get("/hiring/vacancies?tab=live").links.keys()
    assert "At Beech" in links
    assert "At Ash" not in links
    client.submit("/hiring/vacancies/new")
    newest = db.session.scalars(select(Vacancy).order_by(Vacancy.id.desc())).first()
    assert newest is not None
    assert newest.organisation_id == schools[1].id


# -- one advert, several places


@pytest.fixture
def shared(trust: Any, schools: list[Any]) -> Any:
    return VacancyFactory(organisation=trust, schools=schools[:2], title="Roaming music teacher")


def test_it_is_found_from_each_of_its_schools_and_from_no_other(client: Any, schools: list[Any], shared: Any) -> None:
    for school, is_there in zip(schools, (True, True, False), strict=True):
        assert ("Roaming music teacher" in client.get(f"/schools/{school.slug}").text) is is_there, school.name
        assert ("Roaming music teacher" in client.get(f"/jobs?school={school.slug}").text) is is_there, school.name


def test_it_appears_once_and_lists_all_its_places(client: Any, trust: Any, schools: list[Any], shared: Any) -> None:
    results = client.get("/jobs")
    cards = [link for link in results.select("main a") if link.get_text(strip=True) == "Roaming music teacher"]
    assert len({str(link["href"]) for link in cards}) == 1
    assert len(results.select("article")) == 1
    advert = client.get(f"/jobs/{shared.slug}")
    for school, is_there in zip(schools, (True, True, False), strict=True):
        assert (school.name in advert.text) is is_there
    assert "Roaming music teacher" in client.get(f"/jobs?trust={trust.slug}").text


def test_the_search_engine_knows_every_place(trust: Any, schools: list[Any], shared: Any) -> None:
    document = search.document(shared)
    assert document.facets["school"] == [school.slug for school in schools[:2]]
    assert document.facets["trust"] == [trust.slug]
    assert len(document.positions) == 2
    assert {"Ash", "Beech", "Fenland Learning Trust"} <= set(document.organisation.split("\n"))


def test_a_head_office_is_a_place_of_its_own(client: Any, trust: Any) -> None:
    vacancy = VacancyFactory(
        organisation=trust, schools=[], at_head_office=True, office_address="1 Priestgate", office_postcode="PE1 1JA"
    )
    advert = client.get(f"/jobs/{vacancy.slug}")
    assert "Fenland Learning Trust, head office" in advert.text
    assert "1 Priestgate" in advert.text
    assert search.document(vacancy).facets["school"] == []


# -- who may


@pytest.mark.parametrize(
    ("who", "sees", "changes"),
    [
        ("trust_owner", True, True),
        ("trust_recruiter", True, True),
        ("trust_viewer", False, False),
        ("member_owner", True, False),
        ("member_recruiter", True, False),
        ("member_panel", False, False),
        ("other_member_owner", False, False),
        ("other_trust_owner", False, False),
        ("candidate", False, False),
        ("nobody", False, False),
    ],
)
def test_who_sees_and_who_changes_what_a_trust_posts(
    trust: Any, schools: list[Any], shared: Any, who: str, sees: bool, changes: bool
) -> None:
    people = {
        "trust_owner": lambda: member(Role.owner, trust),
        "trust_recruiter": lambda: member(Role.recruiter, trust),
        "trust_viewer": lambda: member(Role.viewer, trust),
        "member_owner": lambda: member(Role.owner, schools[0]),
        "member_recruiter": lambda: member(Role.recruiter, schools[1]),
        "member_panel": lambda: member(Role.panel_member, schools[0]),
        "other_member_owner": lambda: member(Role.owner, schools[2]),
        "other_trust_owner": lambda: member(Role.owner, TrustFactory()),
        "candidate": UserFactory,
        "nobody": lambda: None,
    }
    user = people[who]()
    assert policies.can_view(user, shared) is sees
    assert policies.can_manage(user, shared) is changes
    assert (queries.get_managed(user, shared.id) is not None) is sees


def test_a_draft_of_the_trust_is_seen_by_its_schools_and_not_finished_by_them(
    client: Any, trust: Any, schools: list[Any]
) -> None:
    draft = DraftVacancyFactory(organisation=trust, schools=[schools[0]])
    client.sign_in(member(Role.owner, schools[0]))
    page = client.get(f"/hiring/vacancies/{draft.id}")
    assert "the one to change it" in page.text
    for action in ("tasks", "edit/title", "check", "preview", "save-as-template", "remove"):
        client.get(f"/hiring/vacancies/{draft.id}/{action}", status=403)


def test_a_school_that_leaves_its_trust_loses_sight_of_nothing_it_is_for(
    client: Any, trust: Any, schools: list[Any], shared: Any
) -> None:
    user = member(Role.owner, schools[0])
    schools[0].trust = None
    db.session.commit()
    assert policies.can_view(user, shared)
    boss = member(Role.owner, trust)
    assert policies.can_manage(boss, shared)
    assert queries.reach_of(trust) == {trust.id, schools[1].id, schools[2].id}
