"""Who gets what, for every address of the room: a table of endpoints by people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.messages.models import MessageTemplate, Side, Thread
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, PanelMemberFactory
from tests.factories.messages import MessageTemplateFactory, QuestionFactory, ThreadFactory, say
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient


@dataclass
class World:
    school: Any
    thread: Thread
    question: Thread
    template: MessageTemplate
    panel: Any

    def path(self, pattern: str) -> str:
        return pattern.format(
            sent=self.thread.application_id,
            thread=self.thread.id,
            question=self.question.id,
            vacancy=self.thread.vacancy_id,
            open=self.question.vacancy.slug,
            template=self.template.id,
        )


def make_world() -> World:
    school = SchoolFactory(trust=TrustFactory())
    candidate = UserFactory()
    vacancy = VacancyFactory(organisation=school)
    thread = ThreadFactory(application=ApplicationFactory(vacancy=vacancy, candidate=candidate))
    question = QuestionFactory(vacancy=VacancyFactory(organisation=school), candidate=candidate)
    for each in (thread, question):
        say(each, Side.candidate)
        say(each, Side.school, "Yes, behind the hall.")
    panel = PanelMemberFactory(vacancy=vacancy)
    return World(school, thread, question, MessageTemplateFactory(organisation=school), panel)


PEOPLE: dict[str, Callable[[World], Any]] = {
    "signed-out": lambda world: None,
    "owner": lambda world: member(Role.owner, world.school),
    "recruiter": lambda world: member(Role.recruiter, world.school),
    "trust owner": lambda world: member(Role.owner, world.school.trust),
    "panel member": lambda world: world.panel.user,
    "panel member of other jobs": lambda world: (
        PanelMemberFactory(vacancy=VacancyFactory(organisation=world.school)).user
    ),
    "viewer": lambda world: member(Role.viewer, world.school),
    "other school": lambda world: member(Role.owner, SchoolFactory()),
    "sister school": lambda world: member(Role.owner, SchoolFactory(trust=world.school.trust)),
    "officer": lambda world: member(Role.recruitment_officer, LocalAuthorityFactory()),
    "demoted owner": lambda world: MembershipFactory(organisation=world.school, ended_at=clock.now()).user,
    "unapproved owner": lambda world: MembershipFactory(organisation=world.school, approved_at=None).user,
    "other candidate": lambda world: UserFactory(),
    "candidate": lambda world: world.thread.candidate,
}
HANDLERS = ("owner", "recruiter", "trust owner")
STAFF = (*HANDLERS, "other school", "sister school")


def people(status: int, *names: str, panel: int = 404) -> dict[str, int]:
    """``status`` for those named (the panel member apart), 404 for everybody else."""
    return {**dict.fromkeys(names, status), "panel member": panel}


def handlers(status: int) -> dict[str, int]:
    return people(status, *HANDLERS)


def candidate(status: int) -> dict[str, int]:
    return {"candidate": status}


#: endpoint -> (method, path, status by person; whoever is not named: 404, or 302 to the sign-in page when signed out)
TABLE: dict[str, tuple[str, str, dict[str, int]]] = {
    "messages.show_received": (
        "GET",
        "/hiring/applications/{sent}/messages",
        people(200, *HANDLERS, panel=403),
    ),
    "messages.show_question": ("GET", "/hiring/messages/{question}", handlers(200)),
    "messages.mark_read": ("POST", "/hiring/messages/{thread}/read", handlers(302)),
    "messages.list_received": ("GET", "/hiring/messages", people(200, *STAFF)),
    "messages.archive_threads": ("POST", "/hiring/messages/archive", people(302, *STAFF)),
    "messages.choose_mail": ("GET", "/hiring/messages/settings", people(200, *STAFF)),
    "messages.choose_recipients": (
        "POST",
        "/hiring/vacancies/{vacancy}/message",
        people(302, *HANDLERS, panel=403),
    ),
    "messages.write_several": (
        "GET",
        "/hiring/vacancies/{vacancy}/message/write?application={sent}",
        people(200, *HANDLERS, panel=403),
    ),
    "messages.list_templates": ("GET", "/hiring/message-templates", people(200, *STAFF)),
    "messages.add_template": ("GET", "/hiring/message-templates/new", people(200, *STAFF)),
    "messages.edit_template": ("GET", "/hiring/message-templates/{template}", handlers(200)),
    "messages.delete_template": ("POST", "/hiring/message-templates/{template}/delete", handlers(302)),
    "messages.list_mine": (
        "GET",
        "/account/messages",
        {**dict.fromkeys(PEOPLE, 200), "signed-out": 302},
    ),
    "messages.show_mine": ("GET", "/account/applications/{sent}/messages", candidate(200)),
    "messages.show_my_question": ("GET", "/account/messages/{question}", candidate(200)),
    "messages.mark_mine_read": ("POST", "/account/messages/{thread}/read", candidate(302)),
    "messages.ask_question": (
        "GET",
        "/jobs/{open}/question",
        {**dict.fromkeys(PEOPLE, 200), "signed-out": 302, "candidate": 302},
    ),
}


def test_table(client: StrictClient, session: Session) -> None:
    """One world for the whole table; each person signs in once. Only the door matters here, not the pages’ shape."""
    world = make_world()
    wrong = []
    for name, make in PEOPLE.items():
        client.sign_in(make(world))
        world.template = MessageTemplateFactory(organisation=world.school)
        for endpoint, (method, pattern, allowed) in TABLE.items():
            data = {"csrf_token": client._csrf_token()} if method == "POST" else None
            with client.app.app_context():
                response = client.http.open(world.path(pattern), method=method, data=data)
            expected = allowed.get(name, 302 if name == "signed-out" else 404)
            if response.status_code != expected:
                wrong.append(f"{endpoint} answered {name} {response.status_code}, not {expected}")
            if name == "signed-out" and not str(response.location).startswith("/account/sign-in"):
                wrong.append(f"{endpoint} does not ask a stranger to sign in")
    assert wrong == []


def test_the_table_is_complete(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("messages.")}
    assert ours == set(TABLE)


def test_posting_is_guarded_like_looking(client: StrictClient, session: Session) -> None:
    world = make_world()
    said = {"body": "Let me in", "token": "a-token-of-twenty-letters"}
    paths = [
        f"/hiring/applications/{world.thread.application_id}/messages",
        f"/hiring/messages/{world.question.id}",
        f"/account/applications/{world.thread.application_id}/messages",
        f"/account/messages/{world.question.id}",
        f"/hiring/vacancies/{world.thread.vacancy_id}/message/write?application={world.thread.application_id}",
    ]
    for name in ("other school", "sister school", "officer", "demoted owner", "other candidate", "viewer"):
        client.sign_in(PEOPLE[name](world))
        for path in paths:
            client.post(path, said, status=404)
    session.expire_all()
    assert len(world.thread.messages) == len(world.question.messages) == 2


def test_archiving_touches_only_what_is_ones_own(client: StrictClient, session: Session) -> None:
    world = make_world()
    client.sign_in(PEOPLE["other school"](world))
    client.post("/hiring/messages/archive", {"thread": [world.thread.id], "to": "archive"})
    session.expire_all()
    assert world.thread.archived_at is None


def test_drafts_have_no_thread(client: StrictClient, session: Session) -> None:
    from tests.factories.applications import DraftApplicationFactory

    draft = DraftApplicationFactory()
    client.sign_in(draft.candidate)
    client.get(f"/account/applications/{draft.id}/messages", status=403)
    client.sign_in(member(Role.owner, draft.vacancy.organisation))
    client.get(f"/hiring/applications/{draft.id}/messages", status=404)


def test_somebody_demoted_while_writing_sends_nothing(client: StrictClient, session: Session) -> None:
    world = make_world()
    person = member(Role.recruiter, world.school)
    client.sign_in(person)
    path = f"/hiring/applications/{world.thread.application_id}/messages"
    client.get(path)
    person.memberships[0].ended_at = clock.now()
    session.commit()
    client.post(path, {"body": "One more thing"}, status=404)
    session.expire_all()
    assert len(world.thread.messages) == 2
