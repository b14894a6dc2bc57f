"""Who gets what, for every address of the room: a table of endpoints by people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.applications.models import Application, ApplicationState
from teachpb.schools.models import Role
from teachpb.vacancies.models import ApplicationMethod
from tests.factories.accounts import UserFactory
from tests.factories.applications import (
    ApplicationFactory,
    DraftApplicationFactory,
    EmptyDraftFactory,
    PanelMemberFactory,
    RefereeFactory,
    UploadedApplicationFactory,
)
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient


@dataclass
class World:
    """A school of a trust with a vacancy, an application sent to it, another draft of the same person, and people."""

    school: Any
    vacancy: Any
    sent: Application
    draft: Application
    offered: Application
    panel: Any
    panel_user_id: int
    uploading: Application
    uploaded: Application

    def path(self, template: str) -> str:
        return template.format(
            vacancy=self.vacancy.id,
            slug=self.vacancy.slug,
            new=self.draft.vacancy.slug,
            sent=self.sent.id,
            draft=self.draft.id,
            offered=self.offered.id,
            referee=self.draft.referees[0].id,
            member=self.panel_user_id,
            uploading=self.uploading.id,
            uploaded=self.uploaded.id,
        )


def make_world() -> World:
    school = SchoolFactory(trust=TrustFactory())
    vacancy = VacancyFactory(organisation=school)
    candidate = UserFactory()
    draft = DraftApplicationFactory(candidate=candidate)
    RefereeFactory(application=draft)
    panel = PanelMemberFactory(vacancy=vacancy)
    own_form = VacancyFactory(application_method=ApplicationMethod.uploaded_form)
    return World(
        school=school,
        vacancy=vacancy,
        sent=ApplicationFactory(vacancy=vacancy, candidate=candidate),
        draft=draft,
        offered=ApplicationFactory(candidate=candidate, state=ApplicationState.offered),
        panel=panel,
        panel_user_id=panel.user_id,
        uploading=EmptyDraftFactory(vacancy=own_form, candidate=candidate),
        uploaded=UploadedApplicationFactory(
            vacancy=VacancyFactory(organisation=school, application_method=ApplicationMethod.uploaded_form),
            candidate=candidate,
        ),
    )


PEOPLE: dict[str, Callable[[World], Any]] = {
    "signed-out": lambda world: None,
    "owner": lambda world: member(Role.owner, world.school),
    "recruiter": lambda world: member(Role.recruiter, world.school),
    "trust owner": lambda world: member(Role.owner, world.school.trust),
    "panel member": lambda world: world.panel.user,
    "panel member of other jobs": lambda world: (
        PanelMemberFactory(vacancy=VacancyFactory(organisation=world.school)).user
    ),
    "former panel member": lambda world: former_panel_member(world),
    "viewer": lambda world: member(Role.viewer, world.school),
    "other school": lambda world: member(Role.owner, SchoolFactory()),
    "officer": lambda world: member(Role.recruitment_officer, LocalAuthorityFactory()),
    "demoted owner": lambda world: MembershipFactory(organisation=world.school, ended_at=clock.now()).user,
    "unapproved owner": lambda world: MembershipFactory(organisation=world.school, approved_at=None).user,
    "other candidate": lambda world: UserFactory(),
    "candidate": lambda world: world.sent.candidate,
}
HANDLERS = ("owner", "recruiter", "trust owner")


def former_panel_member(world: World) -> Any:
    """On the list of the panel, but no longer at the school."""
    seat = PanelMemberFactory(vacancy=world.vacancy)
    seat.user.memberships[0].ended_at = clock.now()
    return seat.user


def handlers(status: int, panel: int) -> dict[str, int]:
    """For owners and recruiters ``status``, for the panel member ``panel``, for everybody else 404."""
    return {**dict.fromkeys(HANDLERS, status), "panel member": panel}


def candidate(status: int) -> dict[str, int]:
    return {"candidate": status}


def everybody(status: int) -> dict[str, int]:
    return dict.fromkeys(PEOPLE, status)


#: endpoint -> (method, path, status by person; whoever is not named: 404, or 302 to the sign-in page when signed out)
TABLE: dict[str, tuple[str, str, dict[str, int]]] = {
    "applications.show_start": ("GET", "/jobs/{slug}/apply", {**everybody(200), "candidate": 302}),
    "applications.start_application": ("POST", "/jobs/{slug}/apply", everybody(302)),
    "applications.show_sample_form": ("GET", "/jobs/sample-forms/application-form", everybody(200)),
    "applications.list_mine": ("GET", "/account/applications", {**everybody(200), "signed-out": 302}),
    "applications.show_mine": ("GET", "/account/applications/{sent}", candidate(200)),
    "applications.edit_equality": ("GET", "/account/applications/{draft}/equal-opportunities", candidate(200)),
    "applications.show_equality": ("GET", "/hiring/vacancies/{vacancy}/equal-opportunities", handlers(200, 403)),
    "applications.download_equality": (
        "GET",
        "/hiring/vacancies/{vacancy}/equal-opportunities.csv",
        handlers(200, 403),
    ),
    "applications.list_equality": ("GET", "/office/equal-opportunities", {"officer": 200}),
    "applications.download_all_equality": ("GET", "/office/equal-opportunities.csv", {"officer": 200}),
    "applications.edit_file": ("GET", "/account/applications/{uploading}/files/application-form", candidate(200)),
    "applications.remove_file": (
        "POST",
        "/account/applications/{uploading}/files/application-form/remove",
        candidate(302),
    ),
    "applications.download_own_file": (
        "GET",
        "/account/applications/{uploaded}/files/application-form/download",
        candidate(200),
    ),
    "applications.download_received_file": (
        "GET",
        "/hiring/applications/{uploaded}/files/application-form",
        handlers(200, 404),
    ),
    "applications.show_blank_form": ("GET", "/jobs/{slug}/application-form.pdf", everybody(200)),
    "applications.download_mine": ("GET", "/account/applications/{sent}/application.pdf", candidate(200)),
    "applications.download_received": ("GET", "/hiring/applications/{sent}/application.pdf", handlers(200, 200)),
    "applications.withdraw_application": ("GET", "/account/applications/{sent}/withdraw", candidate(200)),
    "applications.show_tasks": ("GET", "/account/applications/{draft}/form", candidate(200)),
    "applications.edit_step": ("GET", "/account/applications/{draft}/form/personal-details", candidate(200)),
    "applications.list_entries": ("GET", "/account/applications/{draft}/referees", candidate(200)),
    "applications.answer_list": ("POST", "/account/applications/{draft}/referees", candidate(200)),
    "applications.add_entry": ("GET", "/account/applications/{draft}/employment/new/job", candidate(200)),
    "applications.edit_entry": ("GET", "/account/applications/{draft}/referees/{referee}", candidate(200)),
    "applications.remove_entry": ("POST", "/account/applications/{draft}/referees/{referee}/remove", candidate(302)),
    "applications.check_answers": ("GET", "/account/applications/{draft}/check", candidate(200)),
    "applications.submit_application": ("POST", "/account/applications/{draft}/check", candidate(302)),
    "applications.delete_draft": ("GET", "/account/applications/{draft}/delete", candidate(200)),
    "applications.list_received": (
        "GET",
        "/hiring/applications",
        {
            **handlers(200, 200),
            "panel member of other jobs": 200,
            "other school": 200,
        },
    ),
    "applications.list_applicants": ("GET", "/hiring/vacancies/{vacancy}/applications", handlers(200, 200)),
    "applications.move_several": ("POST", "/hiring/vacancies/{vacancy}/applications?tab=new", handlers(200, 403)),
    "applications.show_received": ("GET", "/hiring/applications/{sent}", handlers(200, 200)),
    "applications.move_received": ("POST", "/hiring/applications/{sent}", handlers(200, 403)),
    "applications.edit_panel": ("GET", "/hiring/vacancies/{vacancy}/panel", handlers(200, 403)),
    "applications.remove_from_panel": (
        "POST",
        "/hiring/vacancies/{vacancy}/panel/{member}/remove",
        handlers(302, 403),
    ),
}


@pytest.mark.parametrize("endpoint", TABLE)
def test_table(client: StrictClient, session: Session, endpoint: str) -> None:
    method, template, allowed = TABLE[endpoint]
    world = make_world()
    people = {name: make(world) for name, make in PEOPLE.items()}
    session.commit()
    refused = [name for name in PEOPLE if name not in allowed or allowed[name] in {403, 404}]
    for name in [*refused, *(name for name in PEOPLE if name not in refused)]:
        client.sign_in(people[name])
        expected = allowed.get(name, 302 if name == "signed-out" else 404)
        page = getattr(client, method.lower())(world.path(template), status=expected)
        if name == "signed-out" and expected == 302:
            assert str(page.location).startswith("/account/sign-in"), endpoint
        if refused and name == refused[-1]:
            session.expire_all()
            assert world.sent.state is ApplicationState.submitted
            assert world.draft.is_draft
            assert len(world.draft.referees) == 2


def test_the_table_is_complete(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("applications.")}
    assert ours == set(TABLE)


@pytest.mark.parametrize("asked", ["", "/form", "/form/declarations", "/check"])
def test_staff_never_see_a_draft(client: StrictClient, session: Session, asked: str) -> None:
    draft = DraftApplicationFactory()
    owner = member(Role.owner, draft.vacancy.organisation)
    client.sign_in(owner)
    client.get(f"/hiring/applications/{draft.id}", status=404)
    client.get(f"/account/applications/{draft.id}{asked}", status=404)
    assert draft.full_name not in client.get(f"/hiring/vacancies/{draft.vacancy_id}/applications").body


def test_a_school_handles_what_its_trust_posts_for_it_and_not_what_is_posted_for_others(
    client: StrictClient, session: Session
) -> None:
    trust = TrustFactory()
    ours, theirs = SchoolFactory(trust=trust), SchoolFactory(trust=trust)
    vacancy = VacancyFactory(organisation=trust, schools=[ours])
    application = ApplicationFactory(vacancy=vacancy)
    client.sign_in(member(Role.recruiter, ours))
    client.get(f"/hiring/applications/{application.id}")
    client.sign_in(member(Role.recruiter, theirs))
    client.get(f"/hiring/applications/{application.id}", status=404)


def test_what_is_the_candidates_cannot_be_done_by_a_school_and_the_other_way_round(
    client: StrictClient, session: Session
) -> None:
    application = ApplicationFactory(state=ApplicationState.offered)
    client.sign_in(member(Role.owner, application.vacancy.organisation))
    client.post(f"/account/applications/{application.id}/offer", {"answer": "accept"}, status=404)
    client.post(f"/hiring/applications/{application.id}", {"state": "accepted"}, status=200)
    client.sign_in(application.candidate)
    client.post(f"/hiring/applications/{application.id}", {"state": "appointed"}, status=404)
    session.expire_all()
    assert application.state is ApplicationState.offered
