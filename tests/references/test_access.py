"""Who gets what, for every address of the room: a table of endpoints by people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.applications.models import ApplicationState
from teachpb.references.models import Disclosure, DisclosureState, ReferenceRequest, ReferenceState, VacancyPapers
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, PanelMemberFactory
from tests.factories.references import DisclosureFactory, ReadingFactory, ReferenceFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

TOKEN = "a-link-that-was-mailed-to-alan-headteacher-0"


@dataclass
class World:
    """A shortlisted candidate with a reference that has come and one that has not, and a self-disclosure."""

    school: Any
    vacancy: Any
    application: Any
    waiting: ReferenceRequest
    received: ReferenceRequest
    disclosure: Disclosure

    def path(self, template: str) -> str:
        return template.format(
            vacancy=self.vacancy.id,
            application=self.application.id,
            waiting=self.waiting.id,
            received=self.received.id,
            token=TOKEN,
        )


def make_world() -> World:
    school = SchoolFactory(trust=TrustFactory())
    vacancy = VacancyFactory(organisation=school)
    application = ApplicationFactory(vacancy=vacancy, state=ApplicationState.shortlisted)
    received = ReferenceFactory(application=application, state=ReferenceState.received, referee_id=None)
    return World(
        school=school,
        vacancy=vacancy,
        application=application,
        waiting=ReferenceFactory(application=application, token=TOKEN),
        received=received,
        disclosure=DisclosureFactory(application=application),
    )


PEOPLE: dict[str, Callable[[World], Any]] = {
    "signed-out": lambda world: None,
    "owner": lambda world: member(Role.owner, world.school),
    "recruiter": lambda world: member(Role.recruiter, world.school),
    "trust owner": lambda world: member(Role.owner, world.school.trust),
    "panel member": lambda world: PanelMemberFactory(vacancy=world.vacancy).user,
    "panel member of other jobs": lambda world: (
        PanelMemberFactory(vacancy=VacancyFactory(organisation=world.school)).user
    ),
    "viewer": lambda world: member(Role.viewer, world.school),
    "other school": lambda world: member(Role.owner, SchoolFactory()),
    "officer": lambda world: member(Role.recruitment_officer, LocalAuthorityFactory()),
    "demoted owner": lambda world: MembershipFactory(organisation=world.school, ended_at=clock.now()).user,
    "other candidate": lambda world: UserFactory(),
    "candidate": lambda world: world.application.candidate,
}
HANDLERS = ("owner", "recruiter", "trust owner")


def handlers(status: int, panel: int = 404) -> dict[str, int]:
    return {**dict.fromkeys(HANDLERS, status), "panel member": panel}


def candidate(status: int) -> dict[str, int]:
    return {"candidate": status}


def everybody(status: int) -> dict[str, int]:
    return dict.fromkeys(PEOPLE, status)


APPLICATION = "/hiring/applications/{application}"
OWN = "/account/applications/{application}"
VACANCY = "/hiring/vacancies/{vacancy}/references"
#: endpoint -> (method, path, status by person; whoever is not named: 404, or 302 to the sign-in page when signed out)
TABLE: dict[str, tuple[str, str, dict[str, int]]] = {
    "references.show_request": ("GET", "/references/{token}", everybody(200)),
    "references.edit_reference_step": ("GET", "/references/{token}/form/can-give", everybody(200)),
    "references.check_reference": ("GET", "/references/{token}/check", everybody(200)),
    "references.download_copy": ("GET", "/references/{token}/copy", everybody(404)),
    "references.list_references": ("GET", f"{APPLICATION}/references", handlers(200)),
    "references.ask_referees": ("POST", f"{APPLICATION}/references", handlers(200, 403)),
    "references.add_referee": ("GET", f"{APPLICATION}/references/new", handlers(200, 403)),
    "references.remind_referee": ("POST", "/hiring/references/{waiting}/remind", handlers(302)),
    "references.change_address": ("GET", "/hiring/references/{waiting}/address", handlers(200)),
    "references.replace_referee": ("GET", "/hiring/references/{waiting}/replace", handlers(200)),
    "references.record_reference": ("GET", "/hiring/references/{waiting}/received", handlers(200)),
    "references.open_reference": ("POST", "/hiring/references/{received}/open", handlers(302)),
    "references.read_reference": ("GET", "/hiring/references/{received}", handlers(200)),
    "references.mark_checked": ("POST", "/hiring/references/{received}/check", handlers(200)),
    "references.download_reference": ("GET", "/hiring/references/{received}/pdf", handlers(404)),
    "references.download_file": ("GET", "/hiring/references/{received}/file", handlers(404)),
    "references.show_papers": ("GET", VACANCY, handlers(200, 403)),
    "references.ask_several": ("POST", f"{VACANCY}/ask", handlers(302, 403)),
    "references.ask_disclosures": ("POST", f"{VACANCY}/ask-disclosures", handlers(302, 403)),
    "references.show_disclosure": ("GET", f"{APPLICATION}/self-disclosure", handlers(200, 403)),
    "references.ask_disclosure": ("POST", f"{APPLICATION}/self-disclosure", handlers(302, 403)),
    "references.remind_candidate": ("POST", f"{APPLICATION}/self-disclosure/remind", handlers(302, 403)),
    "references.open_disclosure": ("POST", f"{APPLICATION}/self-disclosure/open", handlers(302, 403)),
    "references.record_disclosure": ("GET", f"{APPLICATION}/self-disclosure/received", handlers(200, 403)),
    "references.recall_disclosure": ("POST", f"{APPLICATION}/self-disclosure/recall", handlers(302, 403)),
    "references.list_own_references": ("GET", f"{OWN}/references", candidate(200)),
    "references.read_own_reference": ("GET", f"{OWN}/references/{{received}}", candidate(200)),
    "references.show_own_disclosure": ("GET", f"{OWN}/self-disclosure", candidate(200)),
    "references.edit_disclosure_step": ("GET", f"{OWN}/self-disclosure/form/convictions", candidate(200)),
    "references.check_disclosure": ("GET", f"{OWN}/self-disclosure/check", candidate(200)),
    "references.submit_disclosure": ("POST", f"{OWN}/self-disclosure/check", candidate(302)),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_table(client: StrictClient, session: Session, name: str) -> None:
    """First what is refused, which changes nothing; then what may be looked at; then what may be done."""
    world = make_world()
    client.sign_in(PEOPLE[name](world))
    usual = 302 if name == "signed-out" else 404
    rows = [(method, template, allowed.get(name, usual)) for method, template, allowed in TABLE.values()]
    refused = [row for row in rows if row[2] in {403, 404} or name == "signed-out"]
    welcome = sorted((row for row in rows if row not in refused), key=lambda row: row[0] == "POST")
    for method, template, expected in refused:
        page = getattr(client, method.lower())(world.path(template), status=expected)
        if name == "signed-out" and expected == 302:
            assert str(page.location).startswith("/account/sign-in"), template
    session.expire_all()
    assert world.waiting.state is ReferenceState.requested
    assert world.disclosure.state is DisclosureState.requested
    for method, template, expected in welcome:
        getattr(client, method.lower())(world.path(template), status=expected)


def test_the_table_is_complete(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("references.")}
    assert ours == set(TABLE)


def test_the_panel_reads_references_where_the_school_allows_it_and_disclosures_never(
    client: StrictClient, session: Session
) -> None:
    world = make_world()
    panel = PanelMemberFactory(vacancy=world.vacancy).user
    elsewhere = PanelMemberFactory(vacancy=VacancyFactory(organisation=world.school)).user
    url = world.path("/hiring/vacancies/{vacancy}/references")
    client.sign_in(member(Role.owner, world.school))
    client.submit(url, panel_reads="yes")
    assert session.query(VacancyPapers).one().panel_reads
    client.sign_in(panel)
    tabs = client.get(world.path("/hiring/applications/{application}/references"))
    assert "Self-disclosure" not in tabs.links
    assert "chess club" not in tabs.text
    client.post(world.path("/hiring/references/{received}/open"))
    assert "chess club" in client.get(world.path("/hiring/references/{received}")).text
    client.post(world.path("/hiring/references/{waiting}/remind"), status=403)
    client.post(world.path("/hiring/references/{received}/check"), status=403)
    client.get(world.path("/hiring/applications/{application}/self-disclosure"), status=403)
    client.sign_in(elsewhere)
    client.get(world.path("/hiring/references/{received}"), status=404)


OVER = [ApplicationState.withdrawn, ApplicationState.unsuccessful, ApplicationState.submitted]


@pytest.mark.parametrize("state", OVER)
def test_nothing_is_shown_where_nobody_is_shortlisted(
    client: StrictClient, session: Session, state: ApplicationState
) -> None:
    """A step back hides the name again, and with it what referees wrote; a withdrawal ends all reading."""
    world = make_world()
    owner = member(Role.owner, world.school)
    ReadingFactory(reference_id=world.received.id, actor_id=owner.id)
    world.application.state = state
    session.commit()
    client.sign_in(owner)
    for url in ("/hiring/references/{received}", "/hiring/references/{received}/pdf"):
        client.get(world.path(url), status=404)
    client.get(world.path("/hiring/applications/{application}/self-disclosure"), status=403)
    client.get(world.path("/hiring/applications/{application}/references"), status=404)
    assert "References" not in client.get(world.path("/hiring/applications/{application}")).links
    client.get(world.path("/references/{token}"), status=404)
    client.sign_in(world.application.candidate)
    client.get(world.path("/account/applications/{application}/self-disclosure"), status=404)
