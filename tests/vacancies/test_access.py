"""Who may do what with vacancies: every endpoint of the room against every kind of person."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from teachpb import clock
from teachpb.db import db
from teachpb.files.storage import storage
from teachpb.schools.models import Role
from teachpb.vacancies import policies, queries
from tests.factories.accounts import UserFactory
from tests.factories.schools import (
    LocalAuthorityFactory,
    MembershipFactory,
    SchoolFactory,
    TrustFactory,
    member,
)
from tests.factories.templates import VacancyTemplateFactory
from tests.factories.vacancies import (
    DocumentFactory,
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)
from tests.support.database import undone

pytestmark = pytest.mark.usefixtures("session", "frozen")

PEOPLE = (
    "signed_out",
    "candidate",
    "other_owner",
    "panel_member",
    "viewer",
    "demoted",
    "unapproved",
    "officer",
    "school_owner",
    "school_recruiter",
    "trust_owner",
    "trust_recruiter",
)
HIRING = ("school_owner", "school_recruiter", "trust_owner", "trust_recruiter")


@pytest.fixture
def people() -> dict[str, Any]:
    """One of each, around one school of one trust; the school has a vacancy in every interesting state."""
    trust = TrustFactory()
    school = SchoolFactory(trust=trust)
    demoted = MembershipFactory(organisation=school, ended_at=clock.now())
    return {
        "school": school,
        "signed_out": None,
        "candidate": UserFactory(),
        "other_owner": member(Role.owner),
        "panel_member": member(Role.panel_member, school),
        "viewer": member(Role.viewer, school),
        "demoted": demoted.user,
        "unapproved": MembershipFactory(organisation=school, approved_at=None).user,
        "officer": member(Role.recruitment_officer, LocalAuthorityFactory()),
        "school_owner": member(Role.owner, school),
        "school_recruiter": member(Role.recruiter, school),
        "trust_owner": member(Role.owner, trust),
        "trust_recruiter": member(Role.recruiter, trust),
    }


#: (endpoint, method, path, state of the vacancy, status for those who hire)
ENDPOINTS = [
    ("hiring.show_home", "GET", "/hiring", None, 200),
    ("vacancies.list_posted", "GET", "/hiring/vacancies", None, 200),
    ("vacancies.show_start", "GET", "/hiring/vacancies/new", None, 200),
    ("vacancies.start_draft", "POST", "/hiring/vacancies/new", None, 302),
    ("vacancies.show_posted", "GET", "/hiring/vacancies/{id}", "live", 200),
    ("vacancies.show_tasks", "GET", "/hiring/vacancies/{id}/tasks", "draft", 200),
    ("vacancies.edit_step", "GET", "/hiring/vacancies/{id}/edit/title", "draft", 200),
    ("vacancies.edit_step", "POST", "/hiring/vacancies/{id}/edit/title", "draft", 200),
    ("vacancies.check_answers", "GET", "/hiring/vacancies/{id}/check", "draft", 200),
    ("vacancies.show_activity", "GET", "/hiring/vacancies/{id}/activity", "live", 200),
    ("vacancies.show_document", "GET", "/hiring/vacancies/{id}/documents/{document}", "draft", 200),
    ("vacancies.remove_document", "POST", "/hiring/vacancies/{id}/documents/{document}/remove", "draft", 302),
    ("vacancies.move_document_up", "POST", "/hiring/vacancies/{id}/documents/{document}/move-up", "draft", 302),
    ("vacancies.show_preview", "GET", "/hiring/vacancies/{id}/preview", "draft", 200),
    ("vacancies.publish", "POST", "/hiring/vacancies/{id}/publish", "draft", 302),
    ("vacancies.show_published", "GET", "/hiring/vacancies/{id}/published", "live", 200),
    ("vacancies.confirm_unscheduling", "GET", "/hiring/vacancies/{id}/unschedule", "scheduled", 200),
    ("vacancies.unschedule", "POST", "/hiring/vacancies/{id}/unschedule", "scheduled", 302),
    ("vacancies.relist", "GET", "/hiring/vacancies/{id}/relist", "expired", 200),
    ("vacancies.relist", "POST", "/hiring/vacancies/{id}/relist", "expired", 200),
    ("vacancies.extend", "GET", "/hiring/vacancies/{id}/extend", "live", 200),
    ("vacancies.extend", "POST", "/hiring/vacancies/{id}/extend", "live", 200),
    ("vacancies.end_early", "GET", "/hiring/vacancies/{id}/end", "live", 200),
    ("vacancies.end_early", "POST", "/hiring/vacancies/{id}/end", "live", 200),
    ("vacancies.record_outcome", "GET", "/hiring/vacancies/{id}/outcome", "expired", 200),
    ("vacancies.record_outcome", "POST", "/hiring/vacancies/{id}/outcome", "expired", 200),
    ("vacancies.confirm_removal", "GET", "/hiring/vacancies/{id}/remove", "live", 200),
    ("vacancies.remove", "POST", "/hiring/vacancies/{id}/remove", "live", 302),
    ("vacancies.save_as_template", "GET", "/hiring/vacancies/{id}/save-as-template", "live", 200),
    ("vacancies.save_as_template", "POST", "/hiring/vacancies/{id}/save-as-template", "live", 200),
    ("vacancies.list_templates", "GET", "/hiring/vacancies/templates", None, 200),
    ("vacancies.create_template", "GET", "/hiring/vacancies/templates/new", None, 200),
    ("vacancies.create_template", "POST", "/hiring/vacancies/templates/new", None, 200),
    ("vacancies.show_template", "GET", "/hiring/vacancies/templates/{tid}", None, 200),
    ("vacancies.edit_template_step", "GET", "/hiring/vacancies/templates/{tid}/edit/role", None, 200),
    ("vacancies.edit_template_step", "POST", "/hiring/vacancies/templates/{tid}/edit/role", None, 200),
    ("vacancies.rename_template", "GET", "/hiring/vacancies/templates/{tid}/rename", None, 200),
    ("vacancies.rename_template", "POST", "/hiring/vacancies/templates/{tid}/rename", None, 200),
    ("vacancies.use_template", "POST", "/hiring/vacancies/templates/{tid}/use", None, 302),
    ("vacancies.confirm_template_deletion", "GET", "/hiring/vacancies/templates/{tid}/delete", None, 200),
    ("vacancies.delete_template", "POST", "/hiring/vacancies/templates/{tid}/delete", None, 302),
]
FACTORIES = {
    "draft": DraftVacancyFactory,
    "scheduled": ScheduledVacancyFactory,
    "live": VacancyFactory,
    "expired": ExpiredVacancyFactory,
}


def stored_document(vacancy: Any) -> Any:
    document = DocumentFactory(vacancy=vacancy)
    storage().put(document.file.storage_key, b"%PDF-")
    return document


def expected(person: str, path: str, status: int) -> int:
    """Signed out: asked to sign in. Hiring staff: as the table says. Others: it is not there, except that other hiring
    staff have a hiring area of their own."""
    if person == "signed_out":
        return 302
    if person in HIRING or (person == "other_owner" and "id}" not in path):
        return status
    return 200 if path == "/hiring" else 404  # to the others it says how to get in


@pytest.mark.parametrize(("endpoint", "method", "path", "state", "status"), ENDPOINTS)
def test_every_endpoint_for_everybody(
    client: Any, people: dict[str, Any], endpoint: str, method: str, path: str, state: str | None, status: int
) -> None:
    vacancy = FACTORIES[state](organisation=people["school"]) if state else None
    document = stored_document(vacancy) if "{document}" in path else None
    template = VacancyTemplateFactory(organisation=people["school"]) if "{tid}" in path else None
    found = {"id": vacancy, "tid": template, "document": document}
    url = path.format(**{name: record.id if record else 0 for name, record in found.items()})
    for person in PEOPLE:
        wanted = expected(person, path, status)
        with undone():
            client.sign_in(people[person])
            page = client.get(url, status=wanted) if method == "GET" else client.post(url, status=wanted)
        if person == "signed_out":
            assert page.location.startswith("/account/sign-in"), (person, url)


def test_the_table_names_every_hiring_endpoint(app: Flask) -> None:
    rules = {
        (rule.endpoint, method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in {"vacancies", "hiring"} and rule.rule.startswith("/hiring")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    listed = {(endpoint, method, _rule_of(path)) for endpoint, method, path, _, _ in ENDPOINTS}
    assert rules == listed


def _rule_of(path: str) -> str:
    path = path.replace("{id}", "<int:vacancy_id>").replace("{tid}", "<int:template_id>")
    path = path.replace("{document}", "<int:document_id>")
    return path.replace("/edit/title", "/edit/<slug:step>").replace("/edit/role", "/edit/<slug:step>")


PUBLIC = [("/jobs", 200), ("/jobs/{slug}", 200), ("/jobs/{slug}/apply-externally", 302)]


@pytest.mark.parametrize(("path", "status"), PUBLIC)
def test_the_public_pages_are_for_everybody(client: Any, people: dict[str, Any], path: str, status: int) -> None:
    vacancy = VacancyFactory(organisation=people["school"])
    for person in PEOPLE:
        client.sign_in(people[person])
        client.get(path.format(slug=vacancy.slug), status=status)


def test_a_school_knows_of_its_trusts_advert_but_does_not_change_it(client: Any, people: dict[str, Any]) -> None:
    school = people["school"]
    vacancy = VacancyFactory(organisation=school.trust, schools=[school])
    client.sign_in(people["school_owner"])
    page = client.get(f"/hiring/vacancies/{vacancy.id}")
    assert "the one to change it" in page.text
    assert not any(label.startswith("Change") for label in page.links)
    for action in ("edit/pay", "extend", "end", "remove", "preview"):
        client.get(f"/hiring/vacancies/{vacancy.id}/{action}", status=403)
    for action in ("publish", "relist", "unschedule", "remove"):
        client.post(f"/hiring/vacancies/{vacancy.id}/{action}", status=403)


def test_a_removed_vacancy_leads_its_own_people_to_the_list_and_others_nowhere(
    client: Any, people: dict[str, Any]
) -> None:
    vacancy = VacancyFactory(organisation=people["school"], state="removed")
    for person in set(PEOPLE) - {"signed_out"}:
        client.sign_in(people[person])
        client.get(f"/hiring/vacancies/{vacancy.id}", status=302 if person in HIRING else 404)


def test_an_organisation_is_never_taken_from_the_form(client: Any, people: dict[str, Any]) -> None:
    client.sign_in(people["other_owner"])
    client.post("/hiring/vacancies/new", {"organisation_id": str(people["school"].id)})
    assert queries.vacancies_for([people["school"].id]) == []


@pytest.mark.parametrize(
    ("kind", "role", "allowed"),
    [
        ("school", Role.owner, True),
        ("school", Role.recruiter, True),
        ("school", Role.panel_member, False),
        ("school", Role.viewer, False),
        ("school", Role.cpd_lead, False),
        ("school", Role.governance_lead, False),
        ("trust", Role.owner, True),
        ("local_authority", Role.administrator, False),
        ("local_authority", Role.recruitment_officer, False),
    ],
)
def test_who_may_post(kind: str, role: Role, allowed: bool) -> None:
    organisation = {"school": SchoolFactory, "trust": TrustFactory, "local_authority": LocalAuthorityFactory}[kind]()
    user = member(role, organisation)
    assert policies.can_post(user, organisation) is allowed
    assert not policies.can_post(None, organisation)
    assert not policies.can_post(user, None)


def test_what_belongs_to_others_is_not_in_the_list(people: dict[str, Any], frozen: Any) -> None:
    mine = VacancyFactory(organisation=people["school"])
    VacancyFactory()
    for person in HIRING:
        assert list(db.session.scalars(queries.visible_to(people[person]))) == [mine], person
    for person in set(PEOPLE) - set(HIRING) - {"other_owner"}:
        assert list(db.session.scalars(queries.visible_to(people[person]))) == [], person
