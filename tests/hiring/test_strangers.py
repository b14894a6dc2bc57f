"""Whoever has no business with an application, or with those of a vacancy, finds nothing there: not a page, not a file,
not a button that works. The list of addresses comes from the application itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from teachpb import clock
from teachpb.applications.models import Application, ApplicationState
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory, PanelMemberFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

#: For numbers an address asks for besides.
FIRST_ID = 1


def officer(_application: Application) -> Any:
    return member(Role.recruitment_officer, LocalAuthorityFactory())


def demoted(application: Application) -> Any:
    """An owner until yesterday."""
    membership = MembershipFactory(organisation=application.vacancy.organisation, role=Role.owner)
    membership.ended_at = clock.now()
    return membership.user


def unapproved(application: Application) -> Any:
    """Somebody who says they work there, and whom nobody has confirmed."""
    membership = MembershipFactory(organisation=application.vacancy.organisation, role=Role.owner)
    membership.approved_at = None
    return membership.user


def somebody_with(role: Role) -> Callable[[Application], Any]:
    return lambda application: member(role, application.vacancy.organisation)


#: Nobody of these may know that there is an application, or how many.
STRANGERS: dict[str, Callable[[Application], Any]] = {
    "an owner of another school": lambda _: member(Role.owner, SchoolFactory()),
    "a panel member of another vacancy": lambda application: (
        PanelMemberFactory(vacancy=VacancyFactory(organisation=application.vacancy.organisation)).user
    ),
    "a panel member of none": somebody_with(Role.panel_member),
    "an owner of another trust": lambda _: member(Role.owner, TrustFactory()),
    "an officer of the council": officer,
    "the candidate": lambda application: application.candidate,
    "another candidate": lambda application: ApplicationFactory(vacancy=application.vacancy).candidate,
    "a colleague who books courses": somebody_with(Role.cpd_lead),
    "a colleague of the board": somebody_with(Role.governance_lead),
    "a colleague who only looks at figures": somebody_with(Role.viewer),
    "an owner until yesterday": demoted,
    "an owner nobody has confirmed": unapproved,
    "somebody without any role": lambda _: UserFactory(),
}
#: Nobody of these may know of the candidate’s own pages.
NOT_THE_CANDIDATE: dict[str, Callable[[Application], Any]] = {
    "the owner of the school": somebody_with(Role.owner),
    "a recruiter of the school": somebody_with(Role.recruiter),
    "a panel member of the vacancy": lambda application: PanelMemberFactory(vacancy=application.vacancy).user,
    "an officer of the council": officer,
    "another candidate": lambda application: ApplicationFactory(vacancy=application.vacancy).candidate,
    "somebody without any role": lambda _: UserFactory(),
}


@dataclass(frozen=True)
class Door:
    """One way in: a method and an address."""

    method: str
    url: str

    def __str__(self) -> str:
        return f"{self.method} {self.url}"


def doors(app: Flask, start: str, application: Application) -> Iterator[Door]:
    """Every door below ``start`` that is about this application or its vacancy."""
    known = {"application_id": application.id, "vacancy_id": application.vacancy_id}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(start) and rule.arguments & known.keys():
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield Door(method, address(app, rule, known))


def address(app: Flask, rule: Rule, known: dict[str, int]) -> str:
    """The rule with what is known filled in; what is not, with something of the right shape."""
    shapes: dict[str, Any] = {
        "listname": "referees",
        "slug": "about",
        "token": "a" * 43,
        "int": FIRST_ID,
        "default": "x",
    }
    kinds = {name: type(converter).__name__ for name, converter in rule._converters.items()}
    values: dict[str, Any] = {}
    for name in rule.arguments:
        kind = kinds[name].lower()
        shape = next((value for key, value in shapes.items() if key in kind), FIRST_ID)
        values[name] = known.get(name, shape)
    with app.test_request_context():
        return str(app.url_for(rule.endpoint, **values)).removeprefix("http://localhost")


def answer(client: StrictClient, door: Door) -> int:
    data = {"csrf_token": client._csrf_token(), "application": "1"} if door.method == "POST" else None
    return int(client.http.open(door.url, method=door.method, data=data).status_code)


@pytest.fixture
def application(session: Session) -> Application:
    vacancy = VacancyFactory(organisation=SchoolFactory(trust=TrustFactory()))
    found: Application = ApplicationFactory(vacancy=vacancy, state=ApplicationState.shortlisted)
    return found


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_finds_no_door_of_the_school(
    app: Flask, client: StrictClient, application: Application, who: str, session: Session
) -> None:
    stranger = STRANGERS[who](application)
    session.commit()
    client.sign_in(stranger)
    found = {str(door): answer(client, door) for door in doors(app, "/hiring/", application)}
    assert len(found) > 40, "the doors were found"
    assert {door: status for door, status in found.items() if status != 404} == {}


@pytest.mark.parametrize("who", NOT_THE_CANDIDATE)
def test_a_candidates_own_pages_are_nobody_elses(
    app: Flask, client: StrictClient, application: Application, who: str, session: Session
) -> None:
    person = NOT_THE_CANDIDATE[who](application)
    draft = DraftApplicationFactory(vacancy=application.vacancy)
    session.commit()
    client.sign_in(person)
    for each in (application, draft):
        found = {str(door): answer(client, door) for door in doors(app, "/account/applications", each)}
        assert len(found) > 15, "the doors were found"
        assert {door: status for door, status in found.items() if status != 404} == {}


def test_a_visitor_is_asked_to_sign_in_and_told_nothing(
    app: Flask, client: StrictClient, application: Application
) -> None:
    for start in ("/hiring/", "/account/applications"):
        for door in doors(app, start, application):
            response = client.http.open(door.url, method=door.method, data={"csrf_token": client._csrf_token()})
            assert response.status_code == 302, door
            assert response.headers["Location"].startswith("/account/sign-in"), door
