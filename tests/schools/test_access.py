"""Who gets what, for every address of the schools’ own pages (those about people have their table beside them)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from teachpb import clock
from teachpb.schools.models import EstablishmentStatus, Role, School
from tests.factories.accounts import UserFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory, TrustFactory, member
from tests.support.client import StrictClient

#: person -> how to make them, given the school
PEOPLE: dict[str, Callable[[Any], Any]] = {
    "nobody": lambda school: None,
    "candidate": lambda school: UserFactory(),
    "owner": lambda school: member(Role.owner, school),
    "recruiter": lambda school: member(Role.recruiter, school),
    "trust owner": lambda school: member(Role.owner, school.trust),
    "panel member": lambda school: member(Role.panel_member, school),
    "viewer": lambda school: member(Role.viewer, school),
    "clerk": lambda school: member(Role.governance_lead, school),
    "other school’s owner": lambda school: member(Role.owner, SchoolFactory()),
    "other trust’s owner": lambda school: member(Role.owner, TrustFactory()),
    "sister school’s owner": lambda school: member(Role.owner, SchoolFactory(trust=school.trust)),
    "officer": lambda school: member(Role.recruitment_officer, LocalAuthorityFactory()),
    "demoted owner": lambda school: MembershipFactory(organisation=school, ended_at=clock.now()).user,
    "unapproved owner": lambda school: MembershipFactory(organisation=school, approved_at=None).user,
}
STAFF = ("owner", "recruiter", "trust owner")
HIRING = (*STAFF, "other school’s owner", "other trust’s owner", "sister school’s owner")
PUBLIC = ("/schools", "/schools/points.json", "/schools/{school}", "/schools/{school}/picture.png", "/trusts/{trust}")
#: (method, path, status for our staff)
EDITING = (
    ("GET", "/hiring/profile/{school}", 200),
    ("GET", "/hiring/profile/{school}/story", 200),
    ("POST", "/hiring/profile/{school}/story", 302),
    ("GET", "/hiring/profile/{school}/picture", 200),
    ("POST", "/hiring/profile/{school}/safeguarding", 302),
    ("GET", "/hiring/profile/{school}/preview", 200),
    ("POST", "/hiring/profile/{school}/reviewed", 302),
)


@pytest.fixture
def school(client: StrictClient) -> School:
    made: School = SchoolFactory(trust=TrustFactory())
    return made


def ask(client: StrictClient, method: str, path: str, school: School, status: int) -> Any:
    url = path.format(school=school.slug, trust=school.trust.slug if school.trust else "")
    return client.get(url, status) if method == "GET" else client.post(url, {}, status)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_for_everybody(client: StrictClient, school: School, path: str, person: str) -> None:
    client.sign_in(PEOPLE[person](school))
    ask(client, "GET", path, school, 200)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("method", "path", "status"), EDITING)
def test_editing_is_for_the_schools_staff(
    client: StrictClient, school: School, method: str, path: str, status: int, person: str
) -> None:
    client.sign_in(PEOPLE[person](school))
    expected = 302 if person == "nobody" else status if person in STAFF else 403
    page = ask(client, method, path, school, expected)
    if person == "nobody":
        assert "/sign-in" in page.location


@pytest.mark.parametrize("person", PEOPLE)
def test_the_list_of_profiles(client: StrictClient, school: School, person: str) -> None:
    client.sign_in(PEOPLE[person](school))
    if person in HIRING:
        client.get("/hiring/profile", 200 if "trust" in person and "school" not in person else 302)
    else:
        client.get("/hiring/profile", 302 if person == "nobody" else 404)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_trusts_words_are_for_the_trusts_staff(client: StrictClient, school: School, person: str) -> None:
    client.sign_in(PEOPLE[person](school))
    expected = {"nobody": 302, "trust owner": 200}.get(person, 403)
    ask(client, "GET", "/hiring/profile/trusts/{trust}", school, expected)


@pytest.mark.parametrize("slug", ["nowhere", "closed"])
def test_what_nobody_can_edit(client: StrictClient, slug: str) -> None:
    closed = SchoolFactory(slug="closed", status=EstablishmentStatus.closed)
    client.sign_in(member(Role.owner, closed))
    for method, path, _ in EDITING:
        url = path.format(school=slug)
        _ = client.get(url, 404) if method == "GET" else client.post(url, {}, 404)


def test_a_trust_is_not_edited_as_a_school(client: StrictClient, school: School) -> None:
    client.sign_in(member(Role.owner, school.trust))
    client.get(f"/hiring/profile/{school.trust.slug}", 404)
    client.get(f"/hiring/profile/trusts/{school.slug}", 404)


@pytest.mark.parametrize("section", ["reviewed", "nothing", "STORY", "story "])
def test_parts_there_are_not(client: StrictClient, school: School, section: str) -> None:
    client.sign_in(member(Role.owner, school))
    client.get(f"/hiring/profile/{school.slug}/{section}", 405 if section == "reviewed" else 404)


def test_every_address_of_the_room_is_in_these_tables(app: Flask) -> None:
    covered = {
        "schools.list_schools",
        "schools.show_points",
        "schools.show_school",
        "schools.show_picture",
        "schools.show_trust",
        "schools.list_profiles",
        "schools.edit_profile",
        "schools.edit_section",
        "schools.preview_profile",
        "schools.review_profile",
        "schools.edit_trust",
    }
    assert {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("schools.")} == covered
